"""Defines the table of the office, which has one row, and that of its known addresses."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Office(Base):
    """The office. `ways` are the enabled join methods, separated by commas.

    `identity_seed` is the private Ed25519 key of the office. `identity_key` is its public key. It is stored, because a
    start would have to load a library to compute it.
    """

    __tablename__ = "office"
    __table_args__ = (CheckConstraint("row = 1", name="single"),)

    row: Mapped[int] = mapped_column(primary_key=True, default=1)
    id: Mapped[str]
    name: Mapped[str]
    join_code: Mapped[str]
    users_rev: Mapped[int] = mapped_column(default=0)
    port: Mapped[int | None]
    created_at: Mapped[int]
    identity_seed: Mapped[bytes | None]
    identity_key: Mapped[bytes | None]
    ways: Mapped[str] = mapped_column(default="link")
    pin: Mapped[str | None]
    secure_since: Mapped[int | None]


class Address(Base):
    """A host name or IP address with a port at which pages could reach this office."""

    __tablename__ = "addresses"
    __table_args__ = ({"sqlite_with_rowid": False},)

    host: Mapped[str] = mapped_column(primary_key=True)
    port: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[int]
