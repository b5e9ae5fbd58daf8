"""What is kept of rooms between two welcomes: never older than the database, never somebody else's, never too much."""

import json
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core import room_cache
from chat_desktop.chat.core.records import SharedRoom
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.joining import removal
from chat_desktop.chat.messages import posting, reactions
from chat_desktop.chat.rooms import memberships, read_receipts, rooms
from chat_desktop.wire import payloads
from tests.storage.test_writer import one_batch
from tests.support.parts.rules_office import Person, RulesOffice

Change = Callable[[RulesOffice, str], Any]


def as_told(told: boot_snapshot.Welcome) -> list[dict[str, Any]]:
    found = json.loads(b"".join(payloads.welcome(told[2], told[2].read_seqs, {"beside": 1})))
    assert found["beside"] == 1
    return list(found["rooms"])


def welcomed(office: RulesOffice, who: Person) -> list[dict[str, Any]]:
    """The rooms of their welcome, which what is kept goes into."""
    return as_told(office.write(boot_snapshot.welcome, who.session_id))


def stored(office: RulesOffice, who: Person) -> list[dict[str, Any]]:
    """The same out of the database."""
    return [payloads.room(room) for room in office.read(rooms.list_own, who.session_id)]


def kept_room(office: RulesOffice) -> str:
    """A room with ana and cleo and a last message, kept since both were welcomed."""
    room_id = office.make_room(office.ana, "Lunch", "closed", office.cleo)
    office.post(office.ana, "soup", room_id)
    for who in (office.ana, office.ben, office.cleo, office.dora):
        assert welcomed(office, who) == stored(office, who)
    assert len(office.room_cache) == 2
    return room_id


def last(office: RulesOffice, room_id: str) -> str:
    return str(office.read(lambda look: look.db.execute("SELECT id FROM messages ORDER BY n DESC").fetchone()[0]))


CHANGES: dict[str, Change] = {
    "a message": lambda o, room: o.post(o.ana, "and bread", room),
    "a mention": lambda o, room: o.post(o.ana, "@Cleo bread", room),
    "an edit": lambda o, room: o.write(posting.edit, o.ana.session_id, last(o, room), "stew"),
    "a deletion": lambda o, room: o.write(posting.delete, o.ana.session_id, last(o, room)),
    "a reaction": lambda o, room: o.write(reactions.add, o.cleo.session_id, last(o, room), "👍"),
    "another name": lambda o, room: o.write(rooms.change, o.ana.session_id, room, "Dinner", None),
    "another topic": lambda o, room: o.write(rooms.change, o.ana.session_id, room, None, "at eight"),
    "a newcomer": lambda o, room: o.write(memberships.add, o.ana.session_id, room, [o.dora.user_id]),
    "somebody who leaves": lambda o, room: o.write(memberships.leave, o.cleo.session_id, room),
    "somebody who is put out": lambda o, room: o.write(memberships.remove, o.ana.session_id, room, o.cleo.user_id),
    "a person who is removed": lambda o, room: o.write(removal.remove, o.ana.session_id, o.dora.user_id),
    "a guest of another room": lambda o, room: o.make_guest(o.cleo, o.make_room(o.ana, "Visits")),
    "a guest of this room": lambda o, room: o.make_guest(o.cleo, room),
    "another involvement": lambda o, room: o.write(memberships.set_involvement, o.cleo.session_id, room, "nothing"),
    "a read mark": lambda o, room: o.write(read_receipts.store, {(o.cleo.user_id, room): 1}),
    "a room more": lambda o, room: o.make_room(o.cleo, "Tea", "open", o.dora),
    "a direct room": lambda o, room: o.write(rooms.get_or_create_direct, o.cleo.session_id, [o.dora.user_id]),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_welcome_after_any_change_is_what_the_database_says(office: RulesOffice, change: Change) -> None:
    room_id = kept_room(office)
    people = (office.ana, office.ben, office.cleo)
    before = [stored(office, who) for who in people]
    change(office, room_id)
    assert [stored(office, who) for who in people] != before
    for _ in range(2):  # read anew, and kept
        assert [welcomed(office, who) for who in people] == [stored(office, who) for who in people]


def test_nobody_is_told_of_a_room_that_is_kept_for_others(office: RulesOffice) -> None:
    room_id = kept_room(office)
    for who in (office.ben, office.dora):
        assert room_id not in str(welcomed(office, who))
    office.write(memberships.leave, office.cleo.session_id, room_id)
    assert room_id not in str(welcomed(office, office.cleo))
    office.make_guest(office.dora, room_id)
    assert [room["id"] for room in welcomed(office, office.dora)] == [room_id]


def test_the_first_room_comes_first_and_the_others_as_they_were_made(office: RulesOffice) -> None:
    for number in range(12):
        office.now += number % 3  # some are made in one millisecond
        office.make_room(office.dora, f"Room {number}")
    for _ in range(2):
        assert [room["name"] for room in welcomed(office, office.dora)] == [
            room["name"] for room in stored(office, office.dora)
        ]


def test_what_was_read_in_a_transaction_that_fails_is_not_kept(office: RulesOffice) -> None:
    def fail(work: Work) -> None:
        work.db.execute("ROLLBACK")
        raise OSError("the disk is gone")

    room_id = kept_room(office)
    with one_batch(office):
        office.submit(lambda work: work.db.execute("UPDATE rooms SET topic = 'never' WHERE id = ?", (room_id,)))
        told = office.submit(lambda work: as_told(boot_snapshot.welcome(work, office.ana.session_id)))
        office.submit(fail)
    assert told.tag.wait(30)
    assert "never" in str(told.result)
    assert welcomed(office, office.ana) == stored(office, office.ana)
    assert "never" not in str(stored(office, office.ana))


def test_another_connection_of_the_writer_begins_anew(office: RulesOffice) -> None:
    def lose(work: Work) -> None:
        assert isinstance(work.db, sqlite3.Connection)
        work.db.close()
        raise OSError("the connection is lost")

    room_id = kept_room(office)
    assert office.submit(lose).tag.wait(30)
    for topic in ("at eight", "at nine"):
        office.write(rooms.change, office.ana.session_id, room_id, None, topic)
        assert welcomed(office, office.ana) == stored(office, office.ana)
        assert topic in str(welcomed(office, office.ana))
    assert len(office.room_cache) == 2


def test_only_so_many_bytes_are_kept(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_cache, "MOST_BYTES", 20_000)
    for number in range(40):
        room_id = office.make_room(office.dora, f"{number} {'😀' * 40}")
        office.post(office.dora, "\x01😀" * 200, room_id)
    office.write(
        rooms.get_or_create_direct,
        office.dora.session_id,
        [office.ana.user_id, office.ben.user_id, office.cleo.user_id],
    )
    for _ in range(2):
        assert welcomed(office, office.dora) == stored(office, office.dora)
        assert 1 < len(office.room_cache) < 20
        assert office.room_cache.size_bytes <= 20_000
    office.room_cache.clear()
    assert (len(office.room_cache), office.room_cache.size_bytes) == (0, 0)


def test_a_room_takes_no_more_than_it_is_counted_for(office: RulesOffice) -> None:
    plain = office.make_room(office.dora, "1")
    full = office.make_room(office.dora, "😀" * 60)
    office.write(rooms.change, office.dora.session_id, full, None, "😀" * 200)
    office.post(office.dora, "\x01😀" * 200, full)
    direct = office.write(rooms.get_or_create_direct, office.dora.session_id, [office.ana.user_id, office.ben.user_id])[
        0
    ].id
    welcomed(office, office.dora)
    for room_id in (plain, full, direct):
        room = office.room_cache._rooms[room_id]
        assert room.encoded
        assert _taken(room) < room_cache._cost(room)


def _taken(room: SharedRoom) -> int:
    parts: list[Any] = [room, room.encoded, room.id, room.name, room.topic, room.order, room.last_message]
    if room.last_message:
        parts += [room.last_message.body, room.last_message.sender_id, room.last_message.created_at]
    if room.user_ids:
        parts += [room.user_ids, *room.user_ids]
    return sum(map(sys.getsizeof, parts)) + 2 * 104  # its share of a table that has just grown
