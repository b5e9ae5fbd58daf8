"""The rule by which the office deletes old messages, for all rooms or for some, and what stops it.

At first there is none. The owner sets it and sees before what it would delete. It begins a day later, so that a
mistake can be taken back, and then runs once a day in small steps. A message is deleted as by its author: its place
stays, its files go with it. Pinned messages are kept. A hold keeps the messages and the files of a room, or of the
office, from all such rules.
"""

from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.content_commands import ChooseRetention
from chat_desktop.chat.core.events import RuleScheduled
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting, stored
from chat_desktop.chat.rooms import memberships
from chat_desktop.storage.queries import messages as message_queries

NAME = "old messages"
DAY_MS = 24 * 3_600_000
WINDOW = 2_000  # places of messages that are looked at in one commit
BATCH = 50  # messages that are deleted in one commit
NEVER = -1  # no message is so old


class Retention(msgspec.Struct, frozen=True):
    """Delete messages after `days`, those of `rooms` after days of their own (None: never).

    `after` is the place of the last message that the present pass has looked at.
    """

    days: int | None = None
    rooms: dict[str, int | None] = {}
    held: bool = False
    held_rooms: list[str] = []
    next_at: int = 0
    after: int = 0
    messages: int = 0

    @property
    def deletes(self) -> bool:
        """Whether it may delete anything at all."""
        return not self.held and any(days is not None for days in (self.days, *self.rooms.values()))


class RoomVictims(NamedTuple):
    """What a rule would delete of a room; `room_id` is None for all rooms that the owner is not in."""

    room_id: str | None
    messages: int
    files: int


def find(reading: Reading) -> Retention:
    """Returns the rule, whoever asks."""
    (text,) = reading.db.execute(message_queries.RETENTION).fetchone()
    return Retention() if text is None else msgspec.json.decode(text, type=Retention)


def shown(reading: Reading, session_id: str) -> Retention:
    """Returns the rule for the owner's settings. Raises NotSignedIn, Forbidden."""
    policy.change_computer(actors.find(reading, session_id))
    return find(reading)


def choose(work: Work, session_id: str, asked: ChooseRetention) -> Retention:
    """Sets the rule and the holds. Raises NotSignedIn, Forbidden, NotFound."""
    actor = _may_choose(work, session_id, asked)
    rule = structs.replace(_rule(asked), next_at=work.now + DAY_MS)
    if rule.deletes:
        work.record(RuleScheduled(NAME, rule.next_at))
    _store(work, rule)
    detail: dict[str, Any] = {
        "days": rule.days,
        "rooms": len(rule.rooms),
        "held": rule.held,
        "held_rooms": len(rule.held_rooms),
    }
    audit_log.record(work, actor.user_id, "retention_changed", **detail)
    return rule


def preview(reading: Reading, session_id: str, asked: ChooseRetention) -> list[RoomVictims]:
    """Returns what the rule would delete at this moment. It reads many rows, so it runs as a slow query.

    Raises NotSignedIn, Forbidden, NotFound.
    """
    actor = _may_choose(reading, session_id, asked)
    rule = _rule(asked)
    if not rule.deletes:
        return []
    limits = {room_id: _until(rule, room_id, reading.now) for room_id in {*rule.rooms, *rule.held_rooms}}
    values = (_until(rule, "", reading.now), msgspec.json.encode(limits).decode(), actor.user_id)
    found = [RoomVictims(*row) for row in reading.db.execute(message_queries.OLD_BY_ROOM, values).fetchall()]
    return sorted(found, key=lambda one: -one.messages)


def holds(reading: Reading) -> tuple[bool, list[str]]:
    """Returns whether all rooms are held, and which ones are."""
    rule = find(reading)
    return rule.held, rule.held_rooms


def due(reading: Reading) -> int | None:
    """Once a day, while there is a rule that deletes."""
    rule = find(reading)
    return rule.next_at if rule.deletes else None


def run(work: Work) -> int:
    """How many messages were deleted, and one more for the step itself."""
    rule = find(work)
    if not rule.deletes or rule.next_at > work.now:
        return 0
    newest = max(_until(rule, room_id, work.now) for room_id in ("", *rule.rooms))
    window = (rule.after, rule.after + WINDOW, newest)
    rows = work.db.execute(message_queries.OLD, window).fetchall()
    old = [(n, message_id) for n, message_id, room_id, at in rows if at <= _until(rule, room_id, work.now)]
    for _, message_id in old[:BATCH]:
        _remove(work, message_id)
    is_whole = len(old) <= BATCH
    after = rule.after + WINDOW if is_whole else old[BATCH - 1][0]
    rule = structs.replace(rule, after=after, messages=rule.messages + min(len(old), BATCH))
    (last,) = work.db.execute(message_queries.LAST_N).fetchone()
    if is_whole and after >= last:
        _end_pass(work, rule)
    else:
        _store(work, rule)
    return min(len(old), BATCH) + 1


def _remove(work: Work, message_id: str) -> None:
    message = stored.by_id(work.db, message_id)
    if message is not None and not message.deleted:
        posting.remove(work, message)


def _rule(asked: ChooseRetention) -> Retention:
    rooms = {one.room_id: one.days for one in asked.rooms}
    return Retention(asked.days, rooms, asked.held, sorted(set(asked.held_rooms)))


def _until(rule: Retention, room_id: str, now: int) -> int:
    """Returns up to when messages of a room are old enough to be deleted."""
    days = rule.rooms.get(room_id, rule.days)
    return NEVER if days is None or room_id in rule.held_rooms else now - days * DAY_MS


def _may_choose(reading: Reading, session_id: str, asked: ChooseRetention) -> Actor:
    """Returns the actor. They choose rooms of their own only, so that no number tells them of another.

    What the rule names already may stay: a hold has to outlast the owner's leaving the room."""
    actor = actors.find(reading, session_id)
    policy.change_computer(actor)
    rule = find(reading)
    for room_id in {*(one.room_id for one in asked.rooms), *asked.held_rooms} - {*rule.rooms, *rule.held_rooms}:
        memberships.check(reading, actor.user_id, room_id)
    return actor


def _end_pass(work: Work, rule: Retention) -> None:
    if rule.messages:
        audit_log.record(work, None, "old_messages_deleted", messages=rule.messages)
    _store(work, structs.replace(rule, next_at=work.now + DAY_MS, after=0, messages=0))


def _store(work: Work, rule: Retention) -> None:
    value: Any = msgspec.json.encode(rule).decode()
    work.db.execute(message_queries.SET_RETENTION, (value,))
