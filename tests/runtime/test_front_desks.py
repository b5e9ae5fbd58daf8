"""Front desks that nobody uses are locked by the host, whatever their pages, disks and clocks do."""

from typing import Any

import pytest

from chat_desktop.chat.front_desk import desks, opening, pins
from chat_desktop.chat.front_desk.commands import MakeFrontDesk
from chat_desktop.chat.front_desk.open_sessions import GRACE_SECONDS, OpenSessions
from chat_desktop.chat.users import sessions
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.errors import DiskFull
from chat_desktop.runtime.front_desks.locks import STRAYS_EVERY, FrontDeskLocks
from tests.support.clocks.clock import Clock
from tests.support.parts.rules_office import BROWSER, RulesOffice


class Tablet:
    """A front desk of Cleo's, and the host's locks over it, with a clock that the test sets."""

    def __init__(self, office: RulesOffice) -> None:
        self.office, self.clock, self.is_full = office, Clock(), False
        self.identities = SessionCache(self, self.clock)
        self.published: list[Any] = []
        self.locks = FrontDeskLocks(self, self.identities, self.published.extend)
        self.locks.open = OpenSessions(self.clock)
        maker = office.write(sessions.start_for, office.ana.user_id, None, BROWSER)
        asked = MakeFrontDesk("Front desk", [office.cleo.user_id])
        self.desk, _ = office.write(desks.make, maker.session_id, asked, BROWSER)
        office.write(pins.store, office.cleo.user_id, "hash", 4)

    def open(self) -> str:
        """Returns the token of a session of Cleo's."""
        found = self.office.write(opening.open_by_pin, self.desk, self.office.cleo.user_id, "hash", BROWSER)
        self.locks.open.opened(found.session_id, self.desk.lock_seconds)
        self.session_id = found.session_id
        return found.token

    def write(self, rule: Any, *args: Any, **kwargs: Any) -> Any:
        if self.is_full:
            raise DiskFull
        return self.office.write(rule, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.office, name)


@pytest.fixture
def tablet(office: RulesOffice) -> Tablet:
    return Tablet(office)


def test_it_locks_a_little_after_the_page_should_have(tablet: Tablet) -> None:
    token = tablet.open()
    tablet.clock.now += 60
    assert tablet.locks.open.used(tablet.session_id)
    tablet.clock.now += 60 + GRACE_SECONDS - 1
    tablet.locks.look()
    assert sessions_of(tablet, token)
    tablet.clock.now += 1
    tablet.office.now -= 24 * 60 * 60 * 1000  # a clock of the wall that is set back keeps nothing open
    tablet.locks.look()
    assert not sessions_of(tablet, token)


def test_with_a_full_disk_the_host_refuses_at_once_and_stores_it_later(tablet: Tablet) -> None:
    token = tablet.open()
    tablet.locks.look()
    assert tablet.identities.find(token)
    tablet.is_full = True
    tablet.clock.now += 60 + GRACE_SECONDS
    tablet.locks.look()
    assert tablet.identities.find(token) is None
    assert [event.session_ids for event in tablet.published] == [(tablet.session_id,)]
    assert sessions_of(tablet, token), "nothing could be stored"
    tablet.is_full = False
    tablet.clock.now += GRACE_SECONDS
    tablet.locks.look()
    assert not sessions_of(tablet, token)


def test_what_was_open_before_the_start_of_the_host_is_locked(tablet: Tablet) -> None:
    token = tablet.open()
    tablet.locks.open.ended([tablet.session_id])
    tablet.office.now += 60_000
    tablet.locks.look()
    assert not sessions_of(tablet, token)
    fresh = tablet.open()
    for _ in range(STRAYS_EVERY):
        tablet.office.now += 10_000
        tablet.locks.look()
    assert sessions_of(tablet, fresh), "an open one is known"


@pytest.mark.parametrize("slow", ["read", "write"])
def test_what_is_opened_while_the_database_is_slow_is_nothing_of_before(tablet: Tablet, slow: str) -> None:
    before, opened = tablet.open(), list[str]()
    tablet.locks.open.ended([tablet.session_id])
    tablet.office.now += 60_000
    run = getattr(tablet, slow)

    def run_late(rule: Any, *args: Any, **kwargs: Any) -> Any:
        if not opened:
            opened.append(tablet.open())
            tablet.office.now += 60_000
        return run(rule, *args, **kwargs)

    setattr(tablet, slow, run_late)
    tablet.locks.look()
    assert sessions_of(tablet, opened[0])
    assert not sessions_of(tablet, before)


def sessions_of(tablet: Tablet, token: str) -> object:
    return tablet.office.read(sessions.find, token)
