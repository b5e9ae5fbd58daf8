"""Defines the tables of what people have saved for later, what they have played and what they have seen."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Saved(Base):
    """A message, or a note of one's own, that a user has saved. `remind_at` is a moment to come."""

    __tablename__ = "saved"
    __table_args__ = (
        UniqueConstraint("user_id", "message_id"),
        # The messages of a deleted room go with what was saved of them.
        Index("ix_saved_message_id", "message_id"),
        Index("ix_saved_remind_at", "remind_at", sqlite_where=text("remind_at IS NOT NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id"))
    room_id: Mapped[str | None] = mapped_column(ForeignKey("rooms.id"))
    note: Mapped[str]
    created_at: Mapped[int]
    remind_at: Mapped[int | None]
    reminded_at: Mapped[int | None]


class PlayedVoice(Base):
    """A voice note that a user has played. The file may be gone by now, so nothing but its id is kept."""

    __tablename__ = "played_voices"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    attachment_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[int]


class ActivitySeen(Base):
    """Up to when a user has seen the list of what concerns them."""

    __tablename__ = "activity_seen"
    __table_args__ = ({"sqlite_with_rowid": False},)

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    at: Mapped[int]
