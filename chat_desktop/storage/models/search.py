"""Defines the table of what the index for search has to follow."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class SearchTodo(Base):
    """What a message was before it changed or was removed (storage/search_changes.py); without `body` it was deleted.

    A number is never used again, so that the index can tell whether it has followed every change.
    """

    __tablename__ = "search_todo"
    __table_args__ = (Index("ix_search_todo_n", "n"), {"sqlite_autoincrement": True})

    change: Mapped[int] = mapped_column(primary_key=True)
    n: Mapped[int]
    room_id: Mapped[str]
    sender_id: Mapped[str]
    body: Mapped[str | None]
    content: Mapped[str | None]
    created_at: Mapped[int]
