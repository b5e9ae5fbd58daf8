"""What the rules about files return."""

from base64 import b64encode
from typing import Any, NamedTuple

from chat_desktop.chat.core import json_columns

Stored = dict[str, Any]

THUMB_PX = 360  # a picture that is larger has a preview beside its thumbnail


class Attachment(NamedTuple):
    """A file as a person may read it. `hints` is a JSON object or None, the others are as in the table of blobs.

    Those of the poster are None where no picture stands for a video.
    """

    id: str
    name: str
    size: int
    kind: str
    type: str
    hints: str | None
    hash: str
    state: str
    width: int | None
    height: int | None
    tiny: bytes | None
    pages: int | None
    animated: bool
    served: str
    poster_hash: str | None = None
    poster_state: str | None = None
    poster_width: int | None = None
    poster_height: int | None = None
    poster_tiny: bytes | None = None

    @property
    def may_tell_more(self) -> bool:
        """Whether it may be a picture whose metadata nobody has looked for yet."""
        return self.state == "fresh" and self.kind != "pdf"

    def as_content(self) -> Stored:
        """Returns what the message that carries this file stores of it. What the host has found out replaces hints."""
        found: Stored = {"id": self.id, "name": self.name, "size": self.size, "kind": self.kind, "type": self.type}
        if self.hints:
            found |= json_columns.details(self.hints)
        if self.state == "made":
            found |= self._shown()
        elif self.state != "plain":
            found["state"] = "fresh" if self.state == "fresh" else "failed"
        if self.kind == "video" and self.poster_state == "made":
            found |= _pictures(self.poster_width, self.poster_height, self.poster_tiny)
        return found

    def _shown(self) -> Stored:
        found: Stored = {"width": self.width, "height": self.height}
        found |= _pictures(self.width, self.height, self.tiny)
        if self.pages:
            found["pages"] = self.pages
        if self.animated:
            found["animated"] = True
        return found


def _pictures(width: int | None, height: int | None, tiny: bytes | None) -> Stored:
    found: Stored = {"thumb": True}
    if max(width or 0, height or 0) > THUMB_PX:
        found["preview"] = True
    if tiny:
        found["tiny"] = f"data:image/webp;base64,{b64encode(tiny).decode()}"
    return found


class RoomFile(NamedTuple):
    """A file of a room, with the message that carries it."""

    attachment: Attachment
    message_id: str
    seq: int
    owner_id: str
    created_at: int


class Upload(NamedTuple):
    """An upload of a person. `attachment_id` is None until all bytes are there. `expires_at` is in ms.

    `poster_of` is the id of the video for which a poster is uploaded.
    """

    id: str
    size: int
    name: str
    hints: str | None
    expires_at: int
    attachment_id: str | None
    poster_of: str | None = None


class FileLimits(NamedTuple):
    """What the host accepts, in bytes."""

    largest: int = 10 * 10**9
    of_person: int = 20 * 10**9
