"""Converts what files take of the host's disk to JSON objects."""

from collections.abc import Mapping
from typing import Any

from chat_desktop.chat.attachments.space import LargeFile, OwnSpace, Space
from chat_desktop.chat.messages.file_rule import FileRule, OwnRule, Shown, Victims
from chat_desktop.wire.times import time


def office(space: Space, disk: Mapping[str, int | None]) -> dict[str, Any]:
    """Returns what the office takes of a disk. A number that is not known is left out."""
    return {
        "disk": {name: value for name, value in disk.items() if value is not None},
        "files": space.files,
        "file_bytes": space.file_bytes,
        "message_bytes": space.message_bytes,
        "search_bytes": space.search_bytes,
        "largest": [_large(one) for one in space.largest],
        "rooms": [{name: value for name, value in one._asdict().items() if value is not None} for one in space.rooms],
        "people": [one._asdict() for one in space.people],
    }


def own(space: OwnSpace, found: OwnRule | None) -> dict[str, Any]:
    """Returns what a person has of what they may have, and after how many days files are deleted."""
    if found is None:
        return space._asdict()
    about = {"days": found.days, "larger_than": found.larger_than, "rooms": _days(found.rooms)}
    return {**space._asdict(), "deleted_after": about}


def rule(found: FileRule | None) -> dict[str, Any] | None:
    """Returns the rule that deletes old files."""
    if found is None:
        return None
    about = {"days": found.days, "larger_than": found.larger_than, "kept_rooms": found.kept_rooms}
    return {**about, "rooms": _days(found.rooms), "next_at": time(found.next_at)}


def shown(found: Shown) -> dict[str, Any]:
    """Returns the rule, and what is on hold."""
    return {"rule": rule(found.rule), "held": found.is_held, "held_rooms": found.held_rooms}


def victims(found: Victims) -> dict[str, Any]:
    """Returns what a rule would delete; rooms that the owner is not in have no id."""
    rooms = [{name: value for name, value in one._asdict().items() if value is not None} for one in found.rooms]
    examples = [_large(one) for one in found.examples]
    return {"files": found.files, "bytes": found.bytes, "examples": examples, "rooms": rooms}


def _days(rooms: Mapping[str, int | None]) -> list[dict[str, Any]]:
    return [{"room_id": room_id, "days": days} for room_id, days in rooms.items()]


def _large(file: LargeFile) -> dict[str, Any]:
    if file.seen is None:
        return {"size": file.size, **({} if file.key is None else {"key": file.key})}
    seen = file.seen
    where = {"message_id": seen.message_id, "room_id": seen.room_id, "sender_id": seen.owner_id}
    shown = {"id": seen.id, "name": seen.name, "kind": seen.kind, **where, "created_at": time(seen.created_at)}
    return {"size": file.size, **shown}
