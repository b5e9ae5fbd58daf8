"""How people get in: links that carry a role and rooms, and links that sign a browser in."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Invite(Base):
    """A link beside the office's own. Its code is kept readable: the panel shows it again until it is revoked."""

    __tablename__ = "invites"
    __table_args__ = (CheckConstraint("role IN ('member', 'guest')", name="role"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(default="")
    role: Mapped[str]
    read_only: Mapped[bool] = mapped_column(default=False)
    creator_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[int]
    expires_at: Mapped[int | None]
    revoked_at: Mapped[int | None]
    joined: Mapped[int] = mapped_column(default=0)


class InviteRoom(Base):
    """A room that comes with a link."""

    __tablename__ = "invite_rooms"
    __table_args__ = ({"sqlite_with_rowid": False},)

    invite_id: Mapped[str] = mapped_column(ForeignKey("invites.id"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"), primary_key=True)


class SignInLink(Base):
    """Signs one browser in as `user_id`, once. The token itself is only in the link; here is its SHA-256.

    One for another device dies with `session_id`, the session that made it.
    """

    __tablename__ = "sign_in_links"
    __table_args__ = (
        CheckConstraint("kind IN ('device', 'recovery')", name="kind"),
        Index("ix_sign_in_links_user_id", "user_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    kind: Mapped[str]
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    creator_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"))
    created_at: Mapped[int]
    expires_at: Mapped[int]
    used_at: Mapped[int | None]
