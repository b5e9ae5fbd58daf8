"""Offices are looked for while somebody asks, and not a minute longer."""

import threading
import time
from collections.abc import Callable, Iterator
from ipaddress import ip_network

import pytest

from chat_desktop.network import hostname, search
from chat_desktop.network.addresses import Address, Network
from chat_desktop.network.discovery import Announcer
from chat_desktop.network.search import BLOCKED, NO_NETWORK, Heard, Search

OFFICE = f"Search {time.monotonic_ns()}"
HERE = Network((Address("127.0.0.1", "lo"),), frozenset({"10.77.0.1"}), frozenset({ip_network("10.77.0.0/24")}))
NOWHERE = Network((), frozenset())


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_TICK_SECONDS", 0.02)
    monkeypatch.setattr(hostname, "_PROBE_MILLISECONDS", 100)


@pytest.fixture
def asking() -> Iterator[Callable[..., Search]]:
    searches: list[Search] = []

    def make(network: Callable[[], Network] = lambda: HERE, linger: float = 60.0) -> Search:
        searches.append(Search(network, linger))
        return searches[-1]

    yield make
    for each in searches:
        each.stop()


def until(holds: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def threads() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


def test_nothing_runs_before_the_first_question_and_soon_after_the_last(asking: Callable[..., Search]) -> None:
    it = asking(linger=0.5)
    assert not it.runs
    began = time.monotonic()
    assert it.ask() == Heard((), looking=True)
    assert time.monotonic() - began < 0.2
    assert "offices" in threads()
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
    until(lambda: it.ask() == Heard((), False, NO_NETWORK))
    here[0] = HERE
    until(lambda: it.ask().problem is None)


def test_a_port_that_cannot_be_had_is_a_word_in_the_answer(
    asking: Callable[..., Search], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("chat_desktop.network.browser.AsyncZeroconf", refuse)
    it = asking()
    until(lambda: it.ask() == Heard((), False, BLOCKED))


def test_a_search_that_was_never_asked_can_be_stopped_and_stays_so() -> None:
    it = Search(lambda: HERE)
    it.stop()
    it.ask()
    assert not it.runs
