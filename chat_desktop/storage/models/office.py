"""Defines the table of the office, which has one row, and that of its known addresses."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Office(Base):
    """The office. `ways` are the enabled join methods, separated by commas.

    `link_hosts` are the hosts whose links get a card, separated by spaces; None when there are none. `file_rule` is a
    JSON object: which files are deleted when, and how far the present pass is; None without a rule.
    `retention` is the same for messages, with what holds them. `members_export`: members may export their rooms.

    `language` is the code of the office's language; None is English.

    `identity_seed` is the private Ed25519 key of the office. `identity_key` is its public key. It is stored, because a
    start would have to load a library to compute it. `term` tells copies of the office apart (chat/office/copies.py).
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
    link_hosts: Mapped[str | None]
    file_rule: Mapped[str | None]
    retention: Mapped[str | None]
    term: Mapped[int] = mapped_column(default=1, server_default="1")
    members_export: Mapped[bool] = mapped_column(server_default="0")
    language: Mapped[str | None]


class Address(Base):
    """A host name or IP address with a port at which pages could reach this office."""

    __tablename__ = "addresses"
    __table_args__ = ({"sqlite_with_rowid": False},)

    host: Mapped[str] = mapped_column(primary_key=True)
    port: Mapped[int] = mapped_column(primary_key=True)
    seen_at: Mapped[int]


class Standby(Base):
    """A computer that keeps a copy of the office, of the person `user_id`. `secret` is what both sides know."""

    __tablename__ = "standbys"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    name: Mapped[str]
    secret: Mapped[str]
    added_at: Mapped[int]


class LinkCard(Base):
    """What was read of a page to which a message links. Without a title it could not be read."""

    __tablename__ = "link_cards"
    __table_args__ = (Index(None, "fetched_at"), {"sqlite_with_rowid": False})

    url: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    description: Mapped[str]
    fetched_at: Mapped[int]
