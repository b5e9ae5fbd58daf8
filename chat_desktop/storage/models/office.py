"""The office: one row, made at the first start."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Office(Base):
    """`ways` are the ways in that are open, comma-separated; `identity_seed` is the Ed25519 key that it proves itself
    by, and `identity_key` the public half, kept so that no start has to load a library to say it."""

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
    """A host name or address, with its port, at which this office has been, for pages that look for it again."""

    __tablename__ = "addresses"
    __table_args__ = ({"sqlite_with_rowid": False},)

    host: Mapped[str] = mapped_column(primary_key=True)
    port: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[int]
