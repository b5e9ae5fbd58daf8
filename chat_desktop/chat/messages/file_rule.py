"""The rule by which the office deletes old files. At first there is none.

The owner sets it and sees before what it would delete. It begins a day later, so that a mistake can be taken back, and
then runs once a day. Files of pinned messages and of chosen rooms are kept.
"""

from typing import Any

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

NAME = "old files"
DAY_MS = 24 * 3_600_000
BATCH = 100  # files that are looked at in one commit
EXAMPLES = 5


class FileRule(msgspec.Struct, frozen=True):
    """Delete files after `days`, if they are larger than `larger_than` bytes.

    `after` is how far the present pass is: when the last file was uploaded that it has looked at, and its row.
    """

    days: int
    larger_than: int
    kept_rooms: list[str]
    next_at: int
    after: tuple[int, int] = (0, 0)
    files: int = 0
    bytes: int = 0


class Victims(msgspec.Struct, frozen=True):
    """What a rule would delete. `bytes` are those that the disk has more then."""

    files: int
    bytes: int
    examples: list[LargeFile]


def find(reading: Reading) -> FileRule | None:
    """Returns the rule, whoever asks."""
    (text,) = reading.db.execute(file_queries.FILE_RULE).fetchone()
    return None if text is None else msgspec.json.decode(text, type=FileRule)


def shown(reading: Reading, session_id: str) -> FileRule | None:
    """Returns the rule for the owner's settings. Raises NotSignedIn, Forbidden."""
    policy.change_computer(actors.find(reading, session_id))
    return find(reading)


def choose(work: Work, session_id: str, asked: ChooseFileRule) -> FileRule | None:
    """Sets the rule, or removes it when no days are asked. Raises NotSignedIn, Forbidden, NotFound."""
    actor = _may_choose(work, session_id, asked)
    rule = None
    if asked.days is not None:
        rooms = sorted(set(asked.kept_rooms))
        rule = FileRule(asked.days, asked.larger_than, rooms, work.now + DAY_MS)
        work.record(RuleScheduled(NAME, rule.next_at))
    _store(work, rule)
    audit_log.record(work, actor.user_id, "file_rule_changed", days=asked.days, larger_than=asked.larger_than)
    return rule


def preview(reading: Reading, session_id: str, asked: ChooseFileRule) -> Victims:
    """Returns what the rule would delete at this moment. It reads many rows, so it runs as a slow query.

    Raises NotSignedIn, Forbidden, NotFound.
    """
    actor = _may_choose(reading, session_id, asked)
    is_held, held_rooms = retention.holds(reading)
    if asked.days is None or is_held:
        return Victims(0, 0, [])
    until = reading.now - asked.days * DAY_MS
    values = (until, asked.larger_than, _encoded([*asked.kept_rooms, *held_rooms]))
    files, size = reading.db.execute(file_queries.VICTIMS, values).fetchone()
    rows = reading.db.execute(file_queries.LARGEST_VICTIMS, (*values, actor.user_id, EXAMPLES)).fetchall()
    examples = [LargeFile(size, SeenFile(*seen) if is_seen else None) for size, is_seen, *seen in rows]
    return Victims(files, size, examples)


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
    until = work.now - rule.days * DAY_MS
    values = (*rule.after, until, rule.larger_than, _encoded([*rule.kept_rooms, *held_rooms]), BATCH)
    rows = work.db.execute(file_queries.OLD_FILES, values).fetchall()
    victims = [row for row in rows if row[-1]]
    file_removal.remove(work, [(row[2], row[3]) for row in victims], file_removal.RULE)
    files, size = rule.files + len(victims), rule.bytes + sum(row[4] for row in victims)
    if len(rows) == BATCH:
        _store(work, structs.replace(rule, after=(rows[-1][0], rows[-1][1]), files=files, bytes=size))
    else:
        _end_pass(work, rule, files, size)
    return len(rows) + 1


def _may_choose(reading: Reading, session_id: str, asked: ChooseFileRule) -> Actor:
    """Returns the actor. They choose rooms of their own only, so that no number tells them of another.

    Rooms that the rule keeps already may stay, also when the owner has left them."""
    actor = actors.find(reading, session_id)
    policy.change_computer(actor)
    rule = find(reading)
    for room_id in {*asked.kept_rooms} - {*(rule.kept_rooms if rule else ())}:
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
