"""What the files of the office take: of the disk for those who look after it, and of the quota for each person."""

from typing import NamedTuple

from chat_desktop.chat.attachments.file_keys import FileKeys
from chat_desktop.chat.attachments.records import FileLimits
from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading
from chat_desktop.storage.queries import files as file_queries

LARGEST_MOST = 20
ROOMS_MOST = 10
PEOPLE_MOST = 10


class SeenFile(NamedTuple):
    """A file of a message that the asker may read."""

    id: str
    name: str
    kind: str
    message_id: str
    room_id: str
    owner_id: str
    created_at: int


class LargeFile(NamedTuple):
    """Bytes that are kept. `seen` is None when the asker is in no room that has them.

    `key` names such a file for the owner, who may delete it.
    """

    size: int
    seen: SeenFile | None
    key: str | None = None


class RoomShare(NamedTuple):
    """What a room has, which has no name if it is direct. `room_id` is None for all that the asker cannot know."""

    room_id: str | None
    name: str | None
    files: int
    bytes: int


class PersonShare(NamedTuple):
    """What a person has uploaded."""

    user_id: str
    files: int
    bytes: int


class Space(NamedTuple):
    """What lies where. `files` and `file_bytes` count what is kept once; shares count what several messages carry."""

    files: int
    file_bytes: int
    message_bytes: int
    search_bytes: int
    largest: list[LargeFile]
    rooms: list[RoomShare]
    people: list[PersonShare]


class OwnSpace(NamedTuple):
    """What a person has of what they may have, in bytes."""

    used: int
    quota: int


def of_office(reading: Reading, session_id: str, keys: FileKeys) -> Space:
    """Returns what the office takes. It reads each file's row, so it runs as a slow query.

    Raises NotSignedIn, Forbidden.
    """
    actor = actors.find(reading, session_id)
    policy.see_storage(actor)
    files, file_bytes = reading.db.execute(file_queries.KEPT_BYTES).fetchone()
    rooms = reading.db.execute(file_queries.ROOMS_BY_BYTES, (actor.user_id, ROOMS_MOST)).fetchall()
    people = reading.db.execute(file_queries.PEOPLE_BY_BYTES, (PEOPLE_MOST,)).fetchall()
    return Space(
        files,
        file_bytes,
        reading.db.execute(file_queries.DATABASE_BYTES).fetchone()[0],
        reading.search_index.file.size(),
        _largest(reading, actor, keys),
        [RoomShare(*row) for row in rooms],
        [PersonShare(*row) for row in people],
    )


def of_person(reading: Reading, session_id: str, limits: FileLimits) -> OwnSpace:
    """Returns what the actor has. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    used, _ = reading.db.execute(file_queries.USED_BY, (actor.user_id, reading.now)).fetchone()
    return OwnSpace(used, limits.of_person)


def _largest(reading: Reading, actor: Actor, keys: FileKeys) -> list[LargeFile]:
    found = []
    for file_hash, size in reading.db.execute(file_queries.LARGEST, (LARGEST_MOST,)).fetchall():
        row = reading.db.execute(file_queries.LARGEST_SEEN, (file_hash, actor.user_id)).fetchone()
        if row is not None:
            found.append(LargeFile(size, SeenFile(*row)))
        else:
            key = keys.of(actor.user_id, file_hash) if policy.may_change_computer(actor) else None
            found.append(LargeFile(size, None, key))
    return found
