"""Defines front desks: browsers that several people share, and the PINs by which they open their own session there."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class FrontDesk(Base):
    """A shared browser. Only the SHA-256 of the token in its cookie is stored."""

    __tablename__ = "front_desks"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    lock_seconds: Mapped[int]
    creator_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[int]
    ended_at: Mapped[int | None]
    address: Mapped[str]
    agent: Mapped[str]


class FrontDeskPerson(Base):
    """A person who uses a front desk."""

    __tablename__ = "front_desk_people"
    __table_args__ = ({"sqlite_with_rowid": False},)

    desk_id: Mapped[str] = mapped_column(ForeignKey("front_desks.id"), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)


class FrontDeskPin(Base):
    """The PIN of a person, the same at all front desks. The locked screen shows as many dots as `length`."""

    __tablename__ = "front_desk_pins"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    pin_hash: Mapped[str]
    length: Mapped[int]
    set_at: Mapped[int]
