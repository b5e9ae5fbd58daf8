"""A page goes on at another address by a token: once, soon, and only as long as its session is one."""

import pytest

from chat_desktop.chat.core.events import SessionsEnded
from chat_desktop.chat.users import sessions
from chat_desktop.chat.users.relocation_tokens import AFTER_END_SECONDS, RelocationTokens
from chat_desktop.errors import WrongCredentials
from tests.support.clocks.clock import Clock
from tests.support.parts.rules_office import BROWSER, RulesOffice


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def relocation_tokens(clock: Clock, office: RulesOffice) -> RelocationTokens:
    return RelocationTokens(clock, office.random)


def test_a_token_stands_for_its_session_and_works_once(relocation_tokens: RelocationTokens) -> None:
    token = relocation_tokens.issue("sid", "session")
    assert relocation_tokens.take(token) == "session"
    assert relocation_tokens.take(token) is None
    assert len(relocation_tokens) == 0


def test_it_lives_as_long_as_its_connection_and_a_minute_more(
    relocation_tokens: RelocationTokens, clock: Clock
) -> None:
    first, second = relocation_tokens.issue("a", "one"), relocation_tokens.issue("b", "two")
    clock.now = 100_000.0
    for connection in ("a", "b"):
        relocation_tokens.ended(connection)
    clock.now += AFTER_END_SECONDS - 0.001
    assert relocation_tokens.take(first) == "one"
    clock.now += 0.001
    assert relocation_tokens.take(second) is None


def test_a_connection_has_one_token_at_a_time(relocation_tokens: RelocationTokens) -> None:
    first = relocation_tokens.issue("sid", "session")
    second = relocation_tokens.issue("sid", "session")
    assert relocation_tokens.take(first) is None
    assert relocation_tokens.take(second) == "session"


def test_what_was_never_issued_is_nobodys(relocation_tokens: RelocationTokens) -> None:
    relocation_tokens.issue("sid", "session")
    for wrong in ("", "A" * 43, "\ud800", "session", "sid"):
        assert relocation_tokens.take(wrong) is None


def test_nothing_is_kept_of_connections_that_are_long_over(relocation_tokens: RelocationTokens, clock: Clock) -> None:
    for number in range(1_000):
        relocation_tokens.issue(str(number), "session")
        relocation_tokens.ended(str(number))
    clock.now += AFTER_END_SECONDS
    relocation_tokens.ended("0")
    assert len(relocation_tokens) == 0
    relocation_tokens.issue("unused", "session")
    relocation_tokens.take("nothing")
    assert len(relocation_tokens) == 1


def test_a_new_session_takes_the_place_of_the_old_one(office: RulesOffice) -> None:
    moved = office.write(sessions.relocate, office.cleo.session_id, BROWSER)
    assert moved.user.id == office.cleo.user_id
    assert moved.session_id != office.cleo.session_id
    assert office.read(sessions.find, office.cleo.token) is None
    assert office.read(sessions.find, moved.token) is not None
    assert [event for event in office.events if isinstance(event, SessionsEnded)] == [
        SessionsEnded((office.cleo.session_id,), "moved")
    ]


def test_after_signing_out_or_removal_there_is_no_way_back_in(office: RulesOffice) -> None:
    office.write(sessions.end, office.cleo.session_id)
    office.remove_from_office(office.dora)
    for person in (office.cleo, office.dora):
        with pytest.raises(WrongCredentials):
            office.write(sessions.relocate, person.session_id, BROWSER)
    with pytest.raises(WrongCredentials):
        office.write(sessions.relocate, "nobody's", BROWSER)


def test_of_two_pages_of_one_session_the_second_finds_it_gone(office: RulesOffice) -> None:
    office.write(sessions.relocate, office.cleo.session_id, BROWSER)
    with pytest.raises(WrongCredentials):
        office.write(sessions.relocate, office.cleo.session_id, BROWSER)
