"""Defines the tables beside what a message carries: who has answered it, and what the host has to do for it when."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Answer(Base):
    """The answer of a person to a message: a vote for an option of a poll, a tick of an item, or that they confirm it.

    `at` is None for a person who is asked to confirm an urgent message and has not done so.

    The message itself has the counts. So 500 votes in a second need not rewrite it 500 times.
    """

    __tablename__ = "answers"
    __table_args__ = ({"sqlite_with_rowid": False},)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    item: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int | None]


class ScheduledMessage(Base):
    """A message that the host posts at `send_at`. `problem` says why that was not possible."""

    __tablename__ = "scheduled_messages"
    __table_args__ = (
        Index("ix_scheduled_messages_user_id", "user_id"),
        Index("ix_scheduled_messages_send_at", "send_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"))
    body: Mapped[str]
    reply_to: Mapped[str | None]
    send_at: Mapped[int]
    created_at: Mapped[int]
    problem: Mapped[str | None]


class ContentMoment(Base):
    """The moment at which the host does something for a message.

    `publish`: the answers of the last second are counted, if `changed`. `end`: a poll ends. `remind`: those
    who have not confirmed an urgent message are asked again.
    """

    __tablename__ = "content_moments"
    __table_args__ = (
        CheckConstraint("what IN ('publish', 'end', 'remind')", name="what"),
        Index("ix_content_moments_at", "at"),
        {"sqlite_with_rowid": False},
    )

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int]
    changed: Mapped[bool] = mapped_column(default=False)
