"""How many messages a search finds: only of those that the person may read now, and up to a limit."""

import pytest

from chat_desktop.chat.messages import posting
from chat_desktop.chat.rooms import memberships
from chat_desktop.chat.search import search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.chat.search.search import Count, Counts
from chat_desktop.errors import Invalid, NotFound, NotSignedIn
from tests.support.parts.rules_office import Person, RulesOffice


def counts(office: RulesOffice, who: Person, typed: str, room_id: str | None = None) -> Counts:
    office.indexer.catch_up()
    return office.read(search.count, who.session_id, Asked(typed, room_id=room_id))


def test_what_is_in_a_room_and_in_all_rooms_is_counted(office: RulesOffice) -> None:
    lunch = office.make_room(office.ana, "Lunch")
    for body in ("the plan", "an explanation", "plans", "soup"):
        office.post(office.ana, body)
    office.post(office.ana, "plan for lunch", lunch)
    assert counts(office, office.ana, "plan") == Counts(None, Count(4, False), None)
    assert counts(office, office.ana, "plan", office.home) == Counts(Count(3, False), Count(4, False), None)
    assert counts(office, office.ana, "plan in:Lunch -in:Lunch").in_all == Count(0, False)


def test_above_the_limit_there_are_more(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_COUNTED", 2)
    for body in ("plan", "planes"):
        office.post(office.ana, body)
    assert counts(office, office.ana, "plan").in_all == Count(2, False)
    office.post(office.ana, "an explanation")
    assert counts(office, office.ana, "plan").in_all == Count(2, True)
    assert counts(office, office.ana, "plan", office.home) == Counts(Count(2, True), Count(2, True), None)


def test_only_what_a_person_may_read_now_is_counted(office: RulesOffice) -> None:
    closed = office.make_room(office.ana, "Closed", "closed", office.ben)
    office.post(office.ana, "plan", closed)
    assert counts(office, office.ben, "plan").in_all == Count(1, False)
    assert counts(office, office.cleo, "plan").in_all == Count(0, False)
    with pytest.raises(NotFound):
        counts(office, office.cleo, "plan", closed)
    office.write(memberships.leave, office.ben.session_id, closed)
    assert counts(office, office.ben, "plan").in_all == Count(0, False)


def test_what_is_deleted_is_not_counted(office: RulesOffice) -> None:
    posted = office.post(office.ana, "plan")
    assert counts(office, office.ana, "plan").in_all == Count(1, False)
    office.write(posting.delete, office.ana.session_id, posted.id)
    assert office.read(search.count, office.ana.session_id, Asked("plan")).in_all == Count(0, False), "at once"


def test_while_the_index_is_made_the_counts_say_so(office: RulesOffice) -> None:
    office.post(office.ana, "plan")
    found = office.read(search.count, office.ana.session_id, Asked("plan"))
    assert found.coverage is not None
    assert (found.in_all, found.coverage.done, found.coverage.total) == (Count(0, False), 0, 1)


def test_it_refuses_what_a_search_refuses(office: RulesOffice) -> None:
    with pytest.raises(Invalid):
        counts(office, office.ana, "")
    with pytest.raises(NotSignedIn):
        office.read(search.count, "nobody", Asked("plan"))
