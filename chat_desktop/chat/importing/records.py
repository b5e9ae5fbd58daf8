"""What an import consists of, whichever program has exported it. Times are milliseconds since 1970 in UTC.

The ids are those of the other office, or made from those of the other program: the same export gives the same ids each
time, so that nothing is imported twice.
"""

import hashlib
from typing import Any

from msgspec import Struct

from chat_desktop.chat.core.ids import base32
from chat_desktop.chat.core.records import Kind

# A person who is mentioned stands between these two characters in a text, by id: their name here is not known before
# it is imported. Neither is a character of a message.
NAME_BEGINS, NAME_ENDS = "\x0e", "\x0f"


class Person(Struct, frozen=True):
    """A person, or a program that writes. `names` are all that they are called, the one to show first."""

    id: str
    names: tuple[str, ...]
    is_bot: bool = False


class ImportedRoom(Struct, frozen=True):
    """A room. `people` are the ids of its members."""

    id: str
    kind: Kind
    name: str | None
    topic: str = ""
    description: str = ""
    people: tuple[str, ...] = ()
    created_at: int | None = None
    is_archived: bool = False


class ImportedFile(Struct, frozen=True):
    """A file. `path` is its place in what is imported; None when only its name came along."""

    name: str
    path: str | None
    sha256: str | None = None
    hints: dict[str, Any] = {}


class ImportedMessage(Struct, frozen=True):
    """A message. `reply_to` is the id of another one of the room, `pinned` who pinned it and when."""

    id: str
    room_id: str
    sender_id: str
    body: str
    created_at: int
    edited_at: int | None = None
    is_deleted: bool = False
    reply_to: str | None = None
    is_folded: bool = False
    mentions: tuple[str, ...] = ()
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    files: tuple[ImportedFile, ...] = ()
    forwarded: dict[str, Any] | None = None
    pinned: tuple[str, int] | None = None


Record = Person | ImportedRoom | ImportedMessage


def derived_id(*parts: str) -> str:
    """Returns an id of 12 characters for what another program calls by these names."""
    return base32(_number(parts) >> 4, 12)


def derived_message_id(at: int, *parts: str) -> str:
    """Returns the id of a message of another program. As ours do, it begins with the time."""
    return base32(max(0, at), 10) + base32(_number(parts) >> 24, 8)


def named(person_id: str) -> str:
    """Returns what stands in a text for a person who is mentioned."""
    return f"{NAME_BEGINS}{person_id}{NAME_ENDS}"


def _number(parts: tuple[str, ...]) -> int:
    return int.from_bytes(hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).digest()[:8], "big")
