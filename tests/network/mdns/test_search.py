"""Offices are looked for while somebody asks, and not a minute longer."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network

import pytest

from chat_desktop.network.addressing.lan_addresses import Address, Network
from chat_desktop.network.mdns import flood_guard, hostname, search
from chat_desktop.network.mdns.announcer import Announcer
from chat_desktop.network.mdns.search import BLOCKED, NO_NETWORK, Search, SearchResult
from tests.network import strange_announcements
from tests.support.clocks.clock import Clock
from tests.support.clocks.stopwatch import at_most

OFFICE = f"Search {time.monotonic_ns()}"
HERE = Network((Address("127.0.0.1", "lo"),), frozenset({"10.77.0.1"}), frozenset({ip_network("10.77.0.0/24")}))
NOWHERE = Network((), frozenset())


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_TICK_SECONDS", 0.02)
    monkeypatch.setattr(hostname, "_PROBE_MS", 100)


@pytest.fixture
def asking() -> Iterator[Callable[..., Search]]:
    searches: list[Search] = []

    def make(network: Callable[[], Network] = lambda: HERE, clock: Callable[[], float] = time.monotonic) -> Search:
        searches.append(Search(network, clock=clock))
        return searches[-1]

    yield make
    for each in searches:
        each.stop()


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_nothing_runs_before_the_first_question_and_soon_after_the_last(asking: Callable[..., Search]) -> None:
    clock = Clock()
    it = asking(clock=clock)
    assert not it.runs
    with at_most(0.5, "it does not wait for the search"):
        assert it.ask() == SearchResult((), looking=True)
    assert "offices" in threads()
    clock.now += search.IDLE_SECONDS
    until(lambda: not it.runs)
    until(lambda: "offices" not in threads())
    assert it.ask().looking
    assert it.runs


def test_an_office_that_comes_and_goes_does_so_in_the_list(asking: Callable[..., Search]) -> None:
    it = asking()
    it.ask()
    office = Announcer("of7", OFFICE, "0.1.0", 8765, ["10.77.0.1"], ["127.0.0.1"], owner="Ana")
    office.start()
    try:
        until(lambda: any(found.name == OFFICE for found in it.ask().offices))
        (found,) = (each for each in it.ask().offices if each.name == OFFICE)
        assert (found.id, found.owner, found.url) == ("of7", "Ana", "http://10.77.0.1:8765")
    finally:
        office.stop()
    until(lambda: all(found.name != OFFICE for found in it.ask().offices))


def test_without_a_network_it_says_so_and_begins_when_there_is_one(asking: Callable[..., Search]) -> None:
    here = [NOWHERE]
    it = asking(lambda: here[0])
    until(lambda: it.ask() == SearchResult((), False, NO_NETWORK))
    here[0] = HERE
    until(lambda: it.ask().problem is None)


def test_a_port_that_cannot_be_had_is_a_word_in_the_answer(
    asking: Callable[..., Search], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("chat_desktop.network.mdns.service_browser.AsyncZeroconf", refuse)
    it = asking()
    until(lambda: it.ask() == SearchResult((), False, BLOCKED))


def test_a_search_that_was_never_asked_can_be_stopped_and_stays_so() -> None:
    it = Search(lambda: HERE)
    it.stop()
    it.ask()
    assert not it.runs


@pytest.fixture
def office() -> Iterator[Announcer]:
    announcer = Announcer("of8", OFFICE, "0.1.0", 8765, ["10.77.0.1"], ["127.0.0.1"], owner="Ana")
    yield announcer
    announcer.stop()


def is_listed(heard: SearchResult) -> bool:
    return any(found.name == OFFICE for found in heard.offices)


@pytest.mark.parametrize("kept_out", [True, False], ids=["kept out", "let in"])
def test_names_that_cannot_be_read_take_nobody_else_off_the_list(
    asking: Callable[..., Search],
    office: Announcer,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    kept_out: bool,
) -> None:
    """They do not reach the list, and would harm nobody in it."""
    caplog.set_level(logging.INFO, "chat_desktop")
    if not kept_out:
        monkeypatch.setattr(flood_guard, "is_usable", lambda *_: True)
    it = asking()
    it.ask()
    assert it.is_listening.wait(30)
    for label in strange_announcements.LABELS.values():
        strange_announcements.tell(strange_announcements.announcement(label))
    office.start()
    heard = [it.ask()]

    def hear() -> bool:
        heard.append(it.ask())
        return is_listed(heard[-1]) and (kept_out or "is left out" in caplog.text)

    until(hear)
    assert {each.problem for each in heard} == {None}
    assert "Traceback" not in caplog.text or not kept_out


def test_a_fault_of_our_own_is_no_blocked_port_and_takes_nothing_off_the_list(
    asking: Callable[..., Search], office: Announcer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_RETRY_SECONDS", 0.1)
    it = asking()
    office.start()
    until(lambda: is_listed(it.ask()))
    calls = []

    def fail(*_: object) -> None:
        calls.append(it.ask())
        raise ValueError("something that nobody thought of")

    with monkeypatch.context() as broken:
        broken.setattr("chat_desktop.network.mdns.service_browser.OfficeBrowser.offices", fail)
        until(lambda: len(calls) > 1)
        assert all(heard.problem is None and is_listed(heard) for heard in [*calls, it.ask()])
    until(lambda: is_listed(it.ask()) and it.ask().looking)
