"""Defines the tables of files: the bytes that are kept once, what refers to them, and uploads under way."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Blob(Base):
    """The bytes of a file, which are stored once under their BLAKE3 hash (hexadecimal), and what they show.

    `kind` is image, video, audio, pdf, text or file, `type` the media type as which they are served inline. `state` is
    `fresh` until pictures were made, then `made`, `failed`, `refused` (too large) or `plain` (nothing to show).
    `tiny` is a WebP picture of 24 px; `pages` are those of a document. `served` is what people download: the `same`
    bytes, a `copy` without metadata, or the `preview`. `made_bytes` are those of everything that was made of the file;
    it is NULL until something was, and where an earlier version made it and nobody has looked yet.
    """

    __tablename__ = "blobs"
    __table_args__ = (
        Index("ix_blobs_created_at", "created_at", sqlite_where=text("state = 'fresh'")),
        Index("ix_blobs_size", "size"),
    )

    hash: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    kind: Mapped[str]
    type: Mapped[str]
    created_at: Mapped[int]
    state: Mapped[str] = mapped_column(server_default="plain")
    width: Mapped[int | None]
    height: Mapped[int | None]
    tiny: Mapped[bytes | None]
    pages: Mapped[int | None]
    animated: Mapped[bool] = mapped_column(server_default="0")
    served: Mapped[str] = mapped_column(server_default="same")
    made_bytes: Mapped[int | None]


class Attachment(Base):
    """A file that a person has uploaded. Its id is part of its link. Until a message claims it, only they can see it.

    `hints` is a JSON object of what the page of the sender knows, such as a picture's width. `room_id` and `seq` are
    those of the message. `poster` is the hash of a picture that stands for a video.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_message_id", "message_id", sqlite_where=text("message_id IS NOT NULL")),
        Index("ix_attachments_room_id_seq", "room_id", "seq", sqlite_where=text("room_id IS NOT NULL")),
        Index("ix_attachments_created_at", "created_at", sqlite_where=text("message_id IS NULL")),
        Index("ix_attachments_sent", "created_at", sqlite_where=text("message_id IS NOT NULL")),
        Index("ix_attachments_hash", "hash"),
        Index("ix_attachments_poster", "poster", sqlite_where=text("poster IS NOT NULL")),
        Index("ix_attachments_owner_id", "owner_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(ForeignKey("blobs.hash"))
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id"))
    room_id: Mapped[str | None] = mapped_column(ForeignKey("rooms.id"))
    seq: Mapped[int | None]
    name: Mapped[str]
    hints: Mapped[str | None]
    created_at: Mapped[int]
    poster: Mapped[str | None]


class FileTotal(Base):
    """How many attachments a person has, and what these count for their quota. Triggers keep it (file_totals.py)."""

    __tablename__ = "file_totals"
    __table_args__ = ({"sqlite_with_rowid": False},)

    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"), primary_key=True)
    files: Mapped[int]
    bytes: Mapped[int]


class Upload(Base):
    """An upload under way, or one that has ended a short while ago: then `attachment_id` names what it has become.

    `poster_of` is the id of the video that it is the poster of.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        Index("ix_uploads_expires_at", "expires_at"),
        Index("ix_uploads_unfinished", "owner_id", "expires_at", "size", sqlite_where=text("attachment_id IS NULL")),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    size: Mapped[int]
    name: Mapped[str]
    hints: Mapped[str | None]
    created_at: Mapped[int]
    expires_at: Mapped[int]
    attachment_id: Mapped[str | None]
    poster_of: Mapped[str | None]
