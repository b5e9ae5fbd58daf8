"""What is found: by words, parts of words and filters, the newest first, and of rooms that one may read now alone."""

from typing import Any

import pytest

from chat_desktop.chat.messages import posting
from chat_desktop.chat.reading import later, pins
from chat_desktop.chat.rooms import memberships, read_receipts
from chat_desktop.errors import Internal, TooSlow
from chat_desktop.search_text.wanted import Phrase, Term, Wanted, Within
from chat_desktop.storage.query_limit import QueryLimit
from chat_desktop.storage.search_index import expression, lookup
from tests.storage.search_index.asking import bodies, rooms_of, search
from tests.support.parts.rules_office import RulesOffice

DAY_MS = 86_400_000


def post(office: RulesOffice, *texts: str, room_id: str | None = None) -> None:
    for text in texts:
        office.post(office.ana, text, room_id)
    office.indexer.catch_up()


def test_words_stand_anywhere_and_phrases_in_their_order(office: RulesOffice) -> None:
    post(office, "the floor plan", "plan the floor", "the floorplan", "no plan")
    assert bodies(office, "plan", "floor") == ["plan the floor", "the floor plan"]
    assert bodies(office, "floor plan") == ["the floor plan"]
    assert bodies(office, "plan", "-floor") == ["no plan"]
    assert bodies(office, "-plan") == ["the floorplan"]


def test_any_of_the_alternatives_and_beginnings_of_words(office: RulesOffice) -> None:
    post(office, "planning", "plan", "airplane", "draft")
    either = Term((Phrase(("plan",), is_prefix=True), Phrase(("draft",))), fragment="plan")
    assert bodies(office, terms=(either,)) == ["draft", "plan", "planning"]
    assert bodies(office, terms=(either,), within=Within.ANYWHERE) == ["draft", "airplane", "plan", "planning"]
    assert bodies(office, terms=(either,), within=Within.MIDDLE) == ["airplane"]


def test_in_the_middle_all_other_words_and_filters_count_too(office: RulesOffice) -> None:
    post(office, "airplane ticket", "airplane", "seaplane ticket -", "plan ticket")
    assert bodies(office, "plan", "ticket", within=Within.MIDDLE) == ["seaplane ticket -", "airplane ticket"]
    assert bodies(office, "plan", "ticket", "-airplane", within=Within.MIDDLE) == ["seaplane ticket -"]
    assert bodies(office, "zzz", within=Within.MIDDLE) == []
    assert bodies(office, within=Within.MIDDLE) == []


@pytest.mark.parametrize(
    "hostile", ['"', "AND", "NOT a", "a*", "text:a", "(", "NEAR(a b)", "{a}", "-", "^a", "'; DROP"]
)
def test_nothing_that_somebody_types_is_an_operator(office: RulesOffice, hostile: str) -> None:
    post(office, f"said {hostile} yesterday")
    tokens = Term(
        (Phrase((hostile,)), Phrase((hostile,), is_prefix=True)), fragment=hostile if len(hostile) > 2 else None
    )
    for within in Within:
        assert len(bodies(office, "said", terms=(tokens,), within=within)) <= 1


def test_a_quotation_mark_does_not_end_a_token(office: RulesOffice) -> None:
    post(office, "beta")
    assert bodies(office, terms=(Term((Phrase(('alpha" OR "beta',)),)),)) == []


def test_pages_go_back_from_the_newest(office: RulesOffice) -> None:
    post(office, *(f"note {number}" for number in range(7)))
    first = search(office, "note", limit=3).rows
    assert [row[7] for row in first] == ["note 6", "note 5", "note 4"]
    second = search(office, "note", limit=3, before_n=first[-1][0]).rows
    assert [row[7] for row in second] == ["note 3", "note 2", "note 1"]
    assert bodies(office, "note", limit=3, before_n=second[-1][0]) == ["note 0"]


def test_only_rooms_of_now_are_searched_whatever_the_index_says(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    post(office, "the recipe", room_id=room_id)
    wanted = rooms_of(office, office.cleo)
    assert bodies(office, "recipe", who=office.cleo) == ["the recipe"]
    assert bodies(office, "recipe", who=office.dora, room_ids=wanted) == []
    office.write(memberships.leave, office.cleo.session_id, room_id)
    assert bodies(office, "recipe", who=office.cleo, room_ids=wanted) == []
    assert bodies(office, who=office.cleo, room_ids=frozenset()) == []


@pytest.mark.parametrize(("most_rooms", "most_unnamed"), [(100, 500), (100, 2), (1, 2)])
def test_a_person_in_many_rooms_finds_the_same(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch, most_rooms: int, most_unnamed: int
) -> None:
    """Rooms are named in the expression as long as they are few, and where much was found in other rooms."""
    monkeypatch.setattr(expression, "MOST_ROOMS", most_rooms)
    monkeypatch.setattr(lookup, "MOST_UNNAMED", most_unnamed)
    monkeypatch.setattr(lookup, "MOST_PLACES", 2)
    mine = [office.make_room(office.ben, f"Mine {number}") for number in range(3)]
    other = office.make_room(office.cleo, "Other")
    for number in range(6):
        office.post(office.ben, f"word {number}", mine[number % 3])
        office.post(office.cleo, f"word elsewhere {number}", other)
    office.indexer.catch_up()
    newest_first = [f"word {number}" for number in reversed(range(6))]
    for asked in ({}, {"since_ms": office.now}, {"excluded_has": frozenset({"link"})}):
        assert bodies(office, who=office.ben, **asked) == newest_first
    assert bodies(office, "word", who=office.ben, limit=4) == newest_first[:4]
    assert bodies(office, "-elsewhere", who=office.ben, room_ids=frozenset(mine[:1])) == ["word 3", "word 0"]


def test_senders_and_what_messages_have(office: RulesOffice) -> None:
    office.post(office.ben, "see https://wiki.lan")
    post(office, "see https://wiki.lan too", "no link")
    link = frozenset({"link"})
    assert bodies(office, has=link, sender_ids=frozenset({office.ben.user_id})) == ["see https://wiki.lan"]
    assert bodies(office, has=link, excluded_sender_ids=frozenset({office.ben.user_id})) == ["see https://wiki.lan too"]
    assert bodies(office, excluded_has=link) == ["no link"]


def test_days_are_right_even_if_the_clock_was_set_back(office: RulesOffice) -> None:
    day = office.now // DAY_MS * DAY_MS
    for moment, text in ((1, "first day"), (3, "third day"), (2, "second day"), (3, "third day again")):
        office.now = day + moment * DAY_MS
        post(office, text)
    second = {"since_ms": day + 2 * DAY_MS, "until_ms": day + 3 * DAY_MS}
    assert bodies(office, **second) == ["second day"]
    assert bodies(office, since_ms=day + 3 * DAY_MS) == ["third day again", "third day"]
    assert bodies(office, "day", until_ms=day + 2 * DAY_MS) == ["first day"]
    assert bodies(office, since_ms=day + 9 * DAY_MS) == bodies(office, until_ms=day) == []


def test_pinned_saved_and_unread_messages(office: RulesOffice) -> None:
    messages = [office.post(office.ana, f"note {number}") for number in range(6)]
    office.indexer.catch_up()
    cleo = office.cleo
    for message in messages[1:3]:
        office.write(pins.pin, cleo.session_id, message.id)
    for message in messages[2:5]:
        office.write(later.save, cleo.session_id, message.id, "", None)
    office.write(read_receipts.store, {(cleo.user_id, office.home): messages[3].seq})
    assert bodies(office, "note", who=cleo, is_pinned=True) == ["note 2", "note 1"]
    assert bodies(office, who=cleo, is_saved=True) == ["note 4", "note 3", "note 2"]
    assert bodies(office, "note", who=cleo, is_saved=True, is_pinned=True) == ["note 2"]
    assert bodies(office, who=cleo, is_unread=True) == ["note 5", "note 4"]
    assert bodies(office, "note", who=cleo, is_unread=True, is_saved=True) == ["note 4"]
    assert bodies(office, "note", who=office.ana, is_saved=True) == bodies(office, who=office.ana, is_unread=True) == []


def test_a_deleted_message_is_not_found_although_it_is_still_in_the_index(office: RulesOffice) -> None:
    message = office.post(office.ana, "regretted")
    office.indexer.catch_up()
    office.write(posting.delete, office.ana.session_id, message.id)
    assert bodies(office, "regretted") == []


def test_a_statement_of_the_index_is_stopped_too(office: RulesOffice) -> None:
    """Which has a connection of its own."""
    office.indexer.catch_up()
    steps = iter(range(10**9))
    limit = QueryLimit(5, clock=lambda: next(steps))

    def count(reading: Any) -> None:
        with reading.search_index.file.reading() as db:
            db.execute(
                "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 3000000) SELECT count(*) FROM c"
            ).fetchone()

    with pytest.raises(TooSlow):
        office.read(limit.bound(count))


def test_a_search_is_stopped_and_both_connections_serve_the_next_one(office: RulesOffice) -> None:
    post(office, *(f"word{number} in the middle" for number in range(600)))
    room_ids = rooms_of(office, office.ana)
    steps = iter(range(10**9))
    late = QueryLimit(3, clock=lambda: next(steps))
    gone = QueryLimit(60)

    def ask(reading: Any) -> Any:
        wanted = Wanted(room_ids)
        while True:  # until it is stopped
            reading.search_index.find(reading.db, office.ana.user_id, wanted, limit=500)

    with pytest.raises(TooSlow):
        office.read(late.bound(ask))

    def cancel_and_ask(reading: Any) -> Any:
        gone.cancel()
        return ask(reading)

    with pytest.raises(Internal):
        office.read(gone.bound(cancel_and_ask))
    assert len(bodies(office, "middle", limit=1_000)) == 600
