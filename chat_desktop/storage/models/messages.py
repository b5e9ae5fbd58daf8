"""Defines the tables of messages and mentions."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Message(Base):
    """A message. `n` stores rows in the order of arrival, so that new rows share pages of the table and its indexes.

    `mentions` is a JSON list of user ids, `reactions` a JSON list of `[emoji, [user_id, ...]]`, and `content` a JSON
    object of what the message carries besides its text, such as a poll; each is NULL without. They are always read with
    the message and changed by the one writer, so that tables of their own would have no advantage.
    `root_id` is the first message of the thread that a reply belongs to. `thread` is a JSON object about the replies:
    of a first message as they are now, of a reply as they were when it was written.
    `pinned` is a JSON object, who pinned the message and when, or NULL.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("room_id", "seq"),
        UniqueConstraint("sender_id", "client_id"),
        Index("ix_messages_room_id_rev", "room_id", "rev"),
        # Only replies are in it: other messages do not pay for it.
        Index("ix_messages_root_id_seq", "root_id", "seq", sqlite_where=text("root_id IS NOT NULL")),
        Index("ix_messages_pinned", "room_id", sqlite_where=text("pinned IS NOT NULL")),
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
    root_id: Mapped[str | None]
    thread: Mapped[str | None]
    pinned: Mapped[str | None]


class Mention(Base):
    """A message that mentions a user. Unread mentions are counted by this table."""

    __tablename__ = "mentions"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)


class Activity(Base):
    """What concerns a user: a mention, a reply to them, reactions to a message of theirs, or a thread that they follow.

    `message_id` is the message that mentions or replies, the one that has the reactions, or the first of the thread.
    `at` is the time of the last one of its kind, and `actor_id` is who did it.
    """

    __tablename__ = "activity"
    __table_args__ = (
        CheckConstraint("kind IN ('mention', 'reply', 'reaction', 'thread')", name="kind"),
        Index("ix_activity_user_id_at", "user_id", "at"),
        Index("ix_activity_message_id", "message_id", sqlite_where=text("kind = 'thread'")),
        {"sqlite_with_rowid": False},
    )

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    actor_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    at: Mapped[int]
