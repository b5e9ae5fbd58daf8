"""People and the browsers in which they are signed in."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class User(Base):
    """A person's account. Never deleted: removal makes it inactive, so that its messages keep a name.

    `inactive_as` is None or deactivated, removed, banned; `password_hash` is "" while the person has no password;
    `invite_id` is the extra link by which they came, or None.
    """

    __tablename__ = "users"
    __table_args__ = (CheckConstraint("role IN ('owner', 'admin', 'member', 'guest')", name="role"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[str]
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[int]
    inactive_as: Mapped[str | None]
    read_only: Mapped[bool] = mapped_column(default=False)
    invite_id: Mapped[str | None]


class Session(Base):
    """A signed-in browser. The token itself is only in the browser; here is its SHA-256."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_user_id", "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[int]
    seen_at: Mapped[int]
    ended_at: Mapped[int | None]
    address: Mapped[str]
    agent: Mapped[str]
