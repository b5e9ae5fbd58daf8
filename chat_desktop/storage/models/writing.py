"""Defines the tables of what people have begun to write or write often, and of earlier texts of messages."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Draft(Base):
    """What a user has begun to write in a room."""

    __tablename__ = "drafts"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"), primary_key=True)
    body: Mapped[str]
    reply_to: Mapped[str | None]
    changed_at: Mapped[int]


class Snippets(Base):
    """The texts that a user has saved, as a JSON list. Most users have no row."""

    __tablename__ = "snippets"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    items: Mapped[str]


class MessageVersion(Base):
    """An earlier text of an edited message. `at` is when this text was written."""

    __tablename__ = "message_versions"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str]
