"""The rule by which the office deletes old files, for all rooms or for some. At first there is none.

The owner sets it and sees before what it would delete. It begins a day later, so that a mistake can be taken back, and
then runs once a day. Files of pinned messages and of chosen rooms are kept, and so is everything that is on hold
(retention.py).
"""

from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from chat_desktop.chat.attachments.space import LargeFile, SeenFile
from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.content_commands import ChooseFileRule
from chat_desktop.chat.core.events import RuleScheduled
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import file_removal, retention
from chat_desktop.chat.rooms import memberships
from chat_desktop.storage.queries import files as file_queries
from chat_desktop.storage.queries import memberships as membership_queries

NAME = "old files"
DAY_MS = 24 * 3_600_000
BATCH = 100  # files that are looked at in one commit
EXAMPLES = 5
NEVER = -1  # no file is so old


class FileRule(msgspec.Struct, frozen=True):
    """Delete files after `days` (None: never), those of `rooms` after days of their own, and never of `kept_rooms`.

    All of that holds for files that are larger than `larger_than` bytes. `after` is how far the present pass is: when
    the last file was uploaded that it has looked at, and its row.
    """

    days: int | None
    larger_than: int
    kept_rooms: list[str]
    next_at: int
    rooms: dict[str, int] = {}
    after: tuple[int, int] = (0, 0)
    files: int = 0
    bytes: int = 0


class RoomFiles(NamedTuple):
    """How many files of a room a rule would delete; `room_id` is None for all rooms that the owner is not in."""

    room_id: str | None
    files: int


class Victims(msgspec.Struct, frozen=True):
    """What a rule would delete. `bytes` are those that the disk has more then."""

    files: int
    bytes: int
    examples: list[LargeFile]
    rooms: list[RoomFiles]


class OwnRule(msgspec.Struct, frozen=True):
    """What a person knows of the rule: `rooms` are those of theirs that differ, with None where files are kept."""

    days: int | None
    larger_than: int
    rooms: dict[str, int | None]


class Shown(NamedTuple):
    """The rule for the owner's settings, and what keeps it from deleting."""

    rule: FileRule | None
    is_held: bool
    held_rooms: list[str]


def find(reading: Reading) -> FileRule | None:
    """Returns the rule, whoever asks."""
    (text,) = reading.db.execute(file_queries.FILE_RULE).fetchone()
    return None if text is None else msgspec.json.decode(text, type=FileRule)


def shown(reading: Reading, session_id: str) -> Shown:
    """Returns the rule for the owner's settings. Raises NotSignedIn, Forbidden."""
    policy.change_computer(actors.find(reading, session_id))
    return Shown(find(reading), *retention.holds(reading))


def own(reading: Reading, session_id: str) -> OwnRule | None:
    """Returns what holds for the files of a person, or None without a rule. Raises NotSignedIn."""
    actor, rule = actors.find(reading, session_id), find(reading)
    if rule is None:
        return None
    different = {**rule.rooms, **dict.fromkeys(rule.kept_rooms)}
    (listed,) = reading.db.execute(membership_queries.ROOM_IDS, (actor.user_id,)).fetchone()
    mine = set((listed or "").split())
    rooms = {room_id: days for room_id, days in different.items() if room_id in mine and days != rule.days}
    return OwnRule(rule.days, rule.larger_than, rooms) if rule.days is not None or rooms else None


def choose(work: Work, session_id: str, asked: ChooseFileRule) -> FileRule | None:
    """Sets the rule, or removes it when it would delete nothing. Raises NotSignedIn, Forbidden, NotFound."""
    actor, rule = _may_choose(work, session_id, asked), _rule(asked, work.now + DAY_MS)
    if rule is not None:
        work.record(RuleScheduled(NAME, rule.next_at))
    _store(work, rule)
    detail: dict[str, Any] = {
        "days": asked.days,
        "larger_than": asked.larger_than,
        "rooms": len(rule.rooms if rule else ()),
    }
    audit_log.record(work, actor.user_id, "file_rule_changed", **detail)
    return rule


def preview(reading: Reading, session_id: str, asked: ChooseFileRule) -> Victims:
    """Returns what the rule would delete at this moment. It reads many rows, so it runs as a slow query.

    Raises NotSignedIn, Forbidden, NotFound.
    """
    actor, rule = _may_choose(reading, session_id, asked), _rule(asked, 0)
    is_held, held_rooms = retention.holds(reading)
    if rule is None or is_held:
        return Victims(0, 0, [], [])
    values = _limits(rule, held_rooms, reading.now)
    files, size = reading.db.execute(file_queries.VICTIMS, values).fetchone()
    rows = reading.db.execute(file_queries.LARGEST_VICTIMS, (*values, actor.user_id, EXAMPLES)).fetchall()
    examples = [LargeFile(size, SeenFile(*seen) if is_seen else None) for size, is_seen, *seen in rows]
    by_room = reading.db.execute(file_queries.VICTIMS_BY_ROOM, (*values, actor.user_id)).fetchall()
    return Victims(files, size, examples, [RoomFiles(*row) for row in by_room])


def due(reading: Reading) -> int | None:
    """Once a day, while there is a rule."""
    rule = find(reading)
    return None if rule is None else rule.next_at


def run(work: Work) -> int:
    """How many files were looked at, and one more at the end of a pass."""
    rule = find(work)
    if rule is None or rule.next_at > work.now:
        return 0
    is_held, held_rooms = retention.holds(work)
    if is_held:
        _end_pass(work, rule, 0, 0)
        return 1
    values = (*_limits(rule, held_rooms, work.now), *rule.after, BATCH)
    rows = work.db.execute(file_queries.OLD_FILES, values).fetchall()
    victims = [row for row in rows if row[-1]]
    file_removal.remove(work, [(row[2], row[3]) for row in victims], file_removal.RULE)
    files, size = rule.files + len(victims), rule.bytes + sum(row[4] for row in victims)
    if len(rows) == BATCH:
        _store(work, structs.replace(rule, after=(rows[-1][0], rows[-1][1]), files=files, bytes=size))
    else:
        _end_pass(work, rule, files, size)
    return len(rows) + 1


def _rule(asked: ChooseFileRule, next_at: int) -> FileRule | None:
    """Returns the rule that was asked for, or None for one that never deletes."""
    kept = sorted(set(asked.kept_rooms))
    rooms = {one.room_id: one.days for one in asked.rooms if one.room_id not in kept}
    return FileRule(asked.days, asked.larger_than, kept, next_at, rooms) if rooms or asked.days is not None else None


def _limits(rule: FileRule, held_rooms: list[str], now: int) -> tuple[int, int, str, int]:
    """Returns up to when files were sent that are old enough in some room, and the same by room, as the queries ask."""
    until = NEVER if rule.days is None else now - rule.days * DAY_MS
    rooms = {room_id: now - days * DAY_MS for room_id, days in rule.rooms.items()}
    rooms |= dict.fromkeys([*rule.kept_rooms, *held_rooms], NEVER)
    return max(until, *rooms.values()) if rooms else until, rule.larger_than, _encoded(rooms), until


def _may_choose(reading: Reading, session_id: str, asked: ChooseFileRule) -> Actor:
    """Returns the actor. They choose rooms of their own only, so that no number tells them of another.

    Rooms that the rule names already may stay, also when the owner has left them."""
    actor = actors.find(reading, session_id)
    policy.change_computer(actor)
    rule = find(reading)
    named = {*rule.kept_rooms, *rule.rooms} if rule else set()
    for room_id in {*asked.kept_rooms, *(one.room_id for one in asked.rooms)} - named:
        memberships.check(reading, actor.user_id, room_id)
    return actor


def _end_pass(work: Work, rule: FileRule, files: int, size: int) -> None:
    if files:
        audit_log.record(work, None, "old_files_deleted", files=files, bytes=size)
    _store(work, structs.replace(rule, next_at=work.now + DAY_MS, after=(0, 0), files=0, bytes=0))


def _store(work: Work, rule: FileRule | None) -> None:
    work.db.execute(file_queries.SET_FILE_RULE, (None if rule is None else _encoded(rule),))


def _encoded(value: Any) -> str:
    return msgspec.json.encode(value).decode()
