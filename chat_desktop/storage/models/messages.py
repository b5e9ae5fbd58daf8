"""Defines the tables of messages and mentions."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Message(Base):
    """A message. `n` stores rows in the order of arrival, so that new rows share pages of the table and its indexes.

    `mentions` is a JSON list of user ids, `reactions` a JSON list of `[emoji, [user_id, ...]]`, and `content` a JSON
    object of what the message carries besides its text, such as a poll; each is NULL without. They are always read with
    the message and changed by the one writer, so that tables of their own would have no advantage.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("room_id", "seq"),
        UniqueConstraint("sender_id", "client_id"),
        Index("ix_messages_room_id_rev", "room_id", "rev"),
    )

    n: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    seq: Mapped[int]
    rev: Mapped[int]
    sender_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    client_id: Mapped[str]
    body: Mapped[str]
    created_at: Mapped[int]
    edited_at: Mapped[int | None]
    deleted: Mapped[bool] = mapped_column(default=False)
    reply_to: Mapped[str | None]
    mentions: Mapped[str | None]
    reactions: Mapped[str | None]
    content: Mapped[str | None]


class Mention(Base):
    """A message that mentions a user. Unread mentions are counted by this table."""

    __tablename__ = "mentions"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
