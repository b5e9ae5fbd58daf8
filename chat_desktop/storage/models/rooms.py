"""Defines the tables of rooms and memberships."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Room(Base):
    """A room. `last_seq` and `last_rev` count its messages and their revisions.

    Nothing in a room with `archived_at` changes. A room with `deleted_at` has no members any more, and its messages are
    being removed in parts (chat/messages/room_removal.py).
    """

    __tablename__ = "rooms"
    __table_args__ = (
        CheckConstraint("kind IN ('open', 'closed', 'direct')", name="kind"),
        # Only the names of open rooms are unique: an error about the name of a closed room would reveal that it exists.
        Index("uq_rooms_open_name", "name_key", unique=True, sqlite_where=text("kind = 'open'")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str | None]
    name_key: Mapped[str | None]
    topic: Mapped[str] = mapped_column(default="")
    home: Mapped[bool] = mapped_column(default=False)
    direct_key: Mapped[str | None] = mapped_column(unique=True)
    creator_id: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    last_seq: Mapped[int] = mapped_column(default=0)
    last_rev: Mapped[int] = mapped_column(default=0)
    member_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[int]
    description: Mapped[str] = mapped_column(default="")
    archived_at: Mapped[int | None]
    pinned_line: Mapped[str | None]
    deleted_at: Mapped[int | None]


class Membership(Base):
    """A user in a room. They have read up to `read_seq`, so `room.last_seq - read_seq` messages are unread."""

    __tablename__ = "memberships"
    __table_args__ = (
        CheckConstraint("involvement IN ('everything', 'mentions', 'nothing', 'hidden')", name="involvement"),
        Index("ix_memberships_room_id", "room_id"),
        {"sqlite_with_rowid": False},
    )

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    read_seq: Mapped[int] = mapped_column(default=0)
    involvement: Mapped[str] = mapped_column(default="everything")
    created_at: Mapped[int]


class Sidebar(Base):
    """What a user has arranged in the sidebar, as JSON (chat/rooms/sidebar.py). Most users have no row."""

    __tablename__ = "sidebars"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    sections: Mapped[str]
