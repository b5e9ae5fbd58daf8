"""Who a token is, from memory: never after its end."""

from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.chat.core.events import SessionsEnded, UserChanged
from chat_desktop.chat.core.records import Identity, User
from chat_desktop.chat.users import sessions
from chat_desktop.chat.users.session_cache import FRESH_SECONDS, SessionCache
from tests.support.clocks.clock import Clock
from tests.support.parts.rules_office import BROWSER, RulesOffice


class Watched:
    """The office, with its looks counted and something that may happen right after one."""

    def __init__(self, office: RulesOffice) -> None:
        self._office, self.looks = office, 0
        self.meanwhile: Callable[[], None] = lambda: None

    def read(self, rule: Any, *args: Any, **kwargs: Any) -> Any:
        self.looks += 1
        found: Any = self._office.read(rule, *args, **kwargs)
        self.meanwhile()
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._office, name)


@pytest.fixture
def watched(office: RulesOffice) -> Watched:
    return Watched(office)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def identities(watched: Watched, clock: Clock) -> SessionCache:
    return SessionCache(watched, clock)


def test_the_database_is_asked_once(identities: SessionCache, watched: Watched, office: RulesOffice) -> None:
    cleo = Identity(office.cleo.session_id, office.cleo.user_id)
    assert [identities.find(office.cleo.token) for _ in range(3)] == [cleo] * 3
    assert watched.looks == 1


@pytest.mark.parametrize("token", [None, "", "x", "\ud800", "0" * 43])
def test_a_token_that_is_nobodys_is_nobody(identities: SessionCache, token: str | None) -> None:
    assert identities.find(token) is None


def test_an_ending_is_known_at_once(identities: SessionCache, office: RulesOffice) -> None:
    identities.find(office.cleo.token)
    identities.find(office.dora.token)
    office.write(sessions.end, office.cleo.session_id)
    identities.forget(SessionsEnded((office.cleo.session_id,), "signed_out"))
    assert identities.find(office.cleo.token) is None
    assert identities.find(office.dora.token) is not None


def test_a_removal_is_known_at_once(identities: SessionCache, office: RulesOffice) -> None:
    identities.find(office.cleo.token)
    office.remove_from_office(office.cleo)
    identities.forget(UserChanged(User(office.cleo.user_id, "Cleo", "member", False), 9))
    assert identities.find(office.cleo.token) is None


def test_an_ending_during_the_look_is_not_missed(
    identities: SessionCache, watched: Watched, office: RulesOffice
) -> None:
    """The database answers "yes", the session ends, and only then the answer arrives."""

    def end_it() -> None:
        watched.meanwhile = lambda: None
        office.write(sessions.end, office.cleo.session_id)
        identities.forget(SessionsEnded((office.cleo.session_id,), "signed_out"))

    watched.meanwhile = end_it
    assert identities.find(office.cleo.token) is None
    assert identities.find(office.cleo.token) is None


def test_a_session_that_is_used_every_day_never_ends(
    identities: SessionCache, office: RulesOffice, clock: Clock
) -> None:
    """Memory must not keep the database from noting that somebody was here."""
    for _ in range(40):
        office.now += sessions.DAY_MS
        clock.now += sessions.DAY_MS / 1000
        assert identities.find(office.cleo.token) is not None


def test_a_session_that_is_idle_for_thirty_days_ends_in_a_host_that_runs_on(
    identities: SessionCache, office: RulesOffice, clock: Clock
) -> None:
    identities.find(office.cleo.token)
    office.now += sessions.IDLE_MS
    clock.now += FRESH_SECONDS
    assert identities.find(office.cleo.token) is None


def test_memory_is_bounded_and_the_oldest_goes(
    identities: SessionCache, watched: Watched, office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chat_desktop.chat.users.session_cache.MOST", 2)
    tokens = [office.write(sessions.start_for, office.cleo.user_id, "hash", BROWSER).token for _ in range(3)]
    for token in tokens:
        identities.find(token)
    looks = watched.looks
    identities.find(tokens[2])
    identities.find(tokens[1])
    assert watched.looks == looks
    identities.find(tokens[0])
    assert watched.looks == looks + 1
