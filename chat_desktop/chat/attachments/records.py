"""What the rules about files return."""

from typing import Any, NamedTuple

from chat_desktop.chat.core import json_columns

Stored = dict[str, Any]


class Attachment(NamedTuple):
    """A file as a person may read it. `kind` and `type` as in the table of blobs; `hints` is a JSON object or None."""

    id: str
    name: str
    size: int
    kind: str
    type: str
    hints: str | None
    hash: str

    def as_content(self) -> Stored:
        """Returns what the message that carries this file stores of it."""
        found: Stored = {"id": self.id, "name": self.name, "size": self.size, "kind": self.kind, "type": self.type}
        if self.hints:
            found |= json_columns.details(self.hints)
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
