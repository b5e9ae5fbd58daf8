"""What the rules about files return."""

from base64 import b64encode
from typing import Any, NamedTuple

from chat_desktop.chat.core import json_columns

Stored = dict[str, Any]

THUMB_PX = 360  # a picture that is larger has a preview beside its thumbnail


class Attachment(NamedTuple):
    """A file as a person may read it. `hints` is a JSON object or None, the others are as in the table of blobs."""

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
        return found

    def _shown(self) -> Stored:
        found: Stored = {"width": self.width, "height": self.height, "thumb": True}
        if max(self.width or 0, self.height or 0) > THUMB_PX:
            found["preview"] = True
        if self.tiny:
            found["tiny"] = f"data:image/webp;base64,{b64encode(self.tiny).decode()}"
        if self.pages:
            found["pages"] = self.pages
        if self.animated:
            found["animated"] = True
        return found


class RoomFile(NamedTuple):
    """A file of a room, with the message that carries it."""

    attachment: Attachment
    message_id: str
    seq: int
    owner_id: str
    created_at: int


class Upload(NamedTuple):
    """An upload of a person. `attachment_id` is None until all bytes are there. `expires_at` is in ms."""

    id: str
    size: int
    name: str
    hints: str | None
    expires_at: int
    attachment_id: str | None


class FileLimits(NamedTuple):
    """What the host accepts, in bytes."""

    largest: int = 10 * 10**9
    of_person: int = 20 * 10**9
