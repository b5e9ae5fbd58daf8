"""History in pages, both ways and around a place; and what changed since."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.records import Message, Page
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import history, posting
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import messages as message_queries
from tests.support.parts.rules_office import RulesOffice

LAST = 23


@pytest.fixture
def long_room(office: RulesOffice) -> RulesOffice:
    """23 messages in the first room."""
    office.post_many(office.ana, office.home, LAST)
    return office


def page(office: RulesOffice, **asked: int) -> Page:
    return office.read(history.page, office.cleo.session_id, office.home, **asked)


def seqs(found: Page) -> list[int]:
    return [message.seq for message in found.messages]


def span(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


CASES: list[tuple[dict[str, int], list[int], bool, bool]] = [
    ({}, span(1, 23), False, False),
    ({"limit": 5}, span(19, 23), True, False),
    ({"before": 6, "limit": 5}, span(1, 5), False, True),
    ({"before": 7, "limit": 5}, span(2, 6), True, True),
    ({"before": 1}, [], False, True),
    ({"before": 0}, [], False, True),
    ({"before": -5}, [], False, True),
    ({"before": 10**30, "limit": 2}, [22, 23], True, False),
    ({"after": 0, "limit": 3}, [1, 2, 3], False, True),
    ({"after": 20}, [21, 22, 23], True, False),
    ({"after": 23}, [], True, False),
    ({"after": 10**30}, [], True, False),
    ({"after": -(10**30), "limit": 1}, [1], False, True),
    ({"around": 12, "limit": 5}, span(10, 14), True, True),
    ({"around": 12, "limit": 4}, span(10, 13), True, True),
    ({"around": 1, "limit": 5}, span(1, 5), False, True),
    ({"around": 23, "limit": 5}, span(19, 23), True, False),
    ({"around": 0, "limit": 3}, [1, 2, 3], False, True),
    ({"around": 99, "limit": 3}, [21, 22, 23], True, False),
    ({"around": 12, "limit": 1}, [12], True, True),
    ({"around": 12, "limit": 200}, span(1, 23), False, False),
]


@pytest.mark.parametrize(("asked", "found", "more_before", "more_after"), CASES)
def test_a_page(
    long_room: RulesOffice, asked: dict[str, int], found: list[int], more_before: bool, more_after: bool
) -> None:
    got = page(long_room, **asked)
    assert (seqs(got), got.more_before, got.more_after) == (found, more_before, more_after)
    assert (got.last_seq, got.last_rev) == (23, 23)


def test_an_empty_room_has_an_empty_page_whichever_way(office: RulesOffice) -> None:
    for asked in ({}, {"before": 5}, {"after": 0}, {"around": 3}):
        got = page(office, **asked)
        assert (got.messages, got.more_before, got.more_after, got.last_seq) == ([], False, False, 0)


@pytest.mark.parametrize("limit", [0, -1, 201, 10**30])
def test_a_page_has_1_to_200(office: RulesOffice, limit: int) -> None:
    with pytest.raises(Invalid) as caught:
        page(office, limit=limit)
    assert caught.value.details["field"] == "limit"


def test_one_place_at_a_time(office: RulesOffice) -> None:
    with pytest.raises(Invalid):
        page(office, before=3, after=1)


def test_walking_both_ways_meets_every_message_once(long_room: RulesOffice) -> None:
    back: list[int] = []
    place = LAST + 1
    while got := seqs(page(long_room, before=place, limit=4)):
        back, place = got + back, got[0]
    on: list[int] = []
    place = 0
    while got := seqs(page(long_room, after=place, limit=4)):
        on, place = on + got, got[-1]
    assert back == on == span(1, LAST)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(around=st.integers(-3, 30), limit=st.integers(1, 30))
def test_around_is_full_holds_its_place_and_has_no_gap(long_room: RulesOffice, around: int, limit: int) -> None:
    got = seqs(page(long_room, around=around, limit=limit))
    assert got == span(got[0], got[-1])
    assert len(got) == min(limit, LAST)
    assert min(max(around, 1), LAST) in got


def test_tombstones_keep_their_place_in_a_page(long_room: RulesOffice) -> None:
    tenth = page(long_room, after=9, limit=1).messages[0]
    long_room.write(posting.delete, long_room.ana.session_id, tenth.id)
    assert seqs(page(long_room)) == span(1, 23)
    assert page(long_room, after=9, limit=1).messages[0].deleted


def test_around_a_message(long_room: RulesOffice) -> None:
    fifth = page(long_room, after=4, limit=1).messages[0]
    got = long_room.read(history.around_message, long_room.cleo.session_id, long_room.home, fifth.id)
    assert fifth in got.messages
    newest = long_room.read(history.around_message, long_room.cleo.session_id, long_room.home, "nothing")
    assert seqs(newest)[-1] == 23


def test_an_outsider_gets_no_page_by_any_road(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    message = office.post(office.ana, "for two", room_id)
    for room in (room_id, "no-such-room"):
        with pytest.raises(NotFound):
            office.read(history.page, office.dora.session_id, room)
        with pytest.raises(NotFound):
            office.read(history.around_message, office.dora.session_id, room, message.id)
    elsewhere = office.read(history.around_message, office.dora.session_id, office.home, message.id)
    assert elsewhere.messages == []
    assert office.read(history.sync, office.dora.session_id, {room_id: 0}).messages == []
    assert room_id not in {room.id for room in office.read(boot_snapshot.full, office.dora.session_id).rooms}


def test_a_newcomer_reads_the_whole_history_of_a_closed_room(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Wages", "closed")
    office.post(office.ana, "before", room_id)
    office.write(memberships.add, office.ana.session_id, room_id, [office.cleo.user_id])
    assert [m.body for m in office.read(history.page, office.cleo.session_id, room_id).messages] == ["before"]


def converge(office: RulesOffice, known: dict[str, int], state: dict[str, Message]) -> int:
    """What a page does after a lost link: asks until there is no more. How often it asked."""
    for asked in range(1, 20):
        found = office.read(history.sync, office.cleo.session_id, known)
        assert len(found.messages) <= history.SYNC_MAX
        for message in found.messages:
            assert message.rev > known[message.room_id], "ascending, and never twice"
            known[message.room_id], state[message.id] = message.rev, message
        if not found.more:
            return asked
    raise AssertionError("it never ends")


def test_sync_brings_every_change_once_as_it_is_now(office: RulesOffice) -> None:
    first, second = office.post(office.ana, "one"), office.post(office.ana, "two")
    state = {m.id: m for m in page(office).messages}
    known = {office.home: 2}
    office.write(posting.edit, office.ana.session_id, first.id, "one, better")
    office.write(posting.delete, office.ana.session_id, second.id)
    office.post(office.ben, "three")
    assert converge(office, known, state) == 1
    assert next(iter(state.values())).body == "one, better"
    assert sorted(state.values(), key=lambda m: m.seq) == page(office).messages
    assert known == {office.home: 5}


def test_sync_of_more_than_its_cap_goes_on_room_by_room_until_all_is_there(office: RulesOffice) -> None:
    rooms_posted = {office.home: 700, office.make_room(office.ana, "Two", "open", office.cleo): 499}
    rooms_posted[office.make_room(office.ana, "Three", "open", office.cleo)] = 2
    for room_id, many in rooms_posted.items():
        office.post_many(office.ana, room_id, many)
    known = dict.fromkeys(rooms_posted, 0)
    state: dict[str, Message] = {}
    assert converge(office, known, state) == 3
    assert known == rooms_posted
    assert len(state) == 1201


def test_sync_at_exactly_its_cap_has_no_more(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "SYNC_MAX", 3)
    for _ in range(3):
        office.post(office.ana, "x")
    found = office.read(history.sync, office.cleo.session_id, {office.home: 0})
    assert (len(found.messages), found.more) == (3, False)


def test_sync_always_lists_every_room_i_am_in(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    found = office.read(history.sync, office.cleo.session_id, {})
    assert [room.id for room in found.rooms] == [office.home, room_id]
    office.write(memberships.leave, office.cleo.session_id, room_id)
    found = office.read(history.sync, office.cleo.session_id, {room_id: 0, office.home: 0})
    assert [room.id for room in found.rooms] == [office.home]


def test_sync_takes_any_number_for_a_rev(office: RulesOffice) -> None:
    office.post(office.ana, "x")
    for rev, many in ((-(10**30), 1), (0, 1), (1, 0), (10**30, 0)):
        assert len(office.read(history.sync, office.cleo.session_id, {office.home: rev}).messages) == many


def plan(reading: Reading, sql: str, values: tuple[object, ...]) -> str:
    return " ".join(row[3] for row in reading.db.execute(f"EXPLAIN QUERY PLAN {sql}", values))


def test_a_page_is_found_along_an_index_however_long_the_history_is(long_room: RulesOffice) -> None:
    statements: dict[str, tuple[object, ...]] = {
        message_queries.BEFORE: (long_room.home, 9, 5),
        message_queries.AFTER: (long_room.home, 9, 5),
        message_queries.CHANGED: (long_room.home, 9, 5),
        message_queries.SEQ_OF: ("x", long_room.home),
    }
    for sql, values in statements.items():
        said = long_room.read(plan, sql, values)
        assert "USING INDEX" in said, said
        assert "TEMP B-TREE" not in said, said
