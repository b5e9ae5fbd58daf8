"""Defines the tables of users and of their sessions."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class User(Base):
    """The account of a person. It is never deleted: a removed user is inactive, so that messages keep their names.

    `inactive_as` is None, `imported` (known by an import alone), `deactivated`, `removed` or `banned`.
    `password_hash` is "" while the user has no password.
    `invite_id` is the invite by which the user has joined, or None. `availability` is JSON of the status, of
    do-not-disturb and of the quiet hours (chat/users/availability.py), of which the first part ends at
    `availability_ends`. `time_zone` is what the page has reported.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("role IN ('owner', 'admin', 'member', 'guest')", name="role"),
        Index(
            "ix_users_availability_ends",
            "availability_ends",
            sqlite_where=text("availability_ends IS NOT NULL"),
        ),
    )

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
    availability: Mapped[str | None]
    availability_ends: Mapped[int | None]
    time_zone: Mapped[str | None]


class Session(Base):
    """A signed-in browser. Only the SHA-256 of its token is stored. `desk_id` is that of a front desk, or None."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("ix_sessions_user_id", "user_id"),
        Index("ix_sessions_desk_id", "desk_id", sqlite_where=text("desk_id IS NOT NULL AND ended_at IS NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[int]
    seen_at: Mapped[int]
    ended_at: Mapped[int | None]
    address: Mapped[str]
    agent: Mapped[str]
    desk_id: Mapped[str | None]


class Preferences(Base):
    """What a user has set for all devices, as JSON (chat/users/preferences.py). Most users have no row."""

    __tablename__ = "preferences"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    settings: Mapped[str]
