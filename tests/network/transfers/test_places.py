"""How many transfers run at once, who is next, and who is cut for another."""

from collections.abc import Iterator

import gevent
import pytest
from gevent.event import Event

from chat_desktop.errors import RateLimited
from chat_desktop.network.transfers import places as module
from chat_desktop.network.transfers.places import MAX_PER_ACCOUNT, STALLED_SECONDS, Place, Places
from tests.support.clocks.clock import Clock
from tests.support.parts.gevent_hub import PATIENCE_SECONDS, soon

MOST = 2 * MAX_PER_ACCOUNT


class Office:
    """Transfers that run until they are cut or ended."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.places = Places(MOST, self.clock)
        self.began: list[str] = []
        self.cut: list[str] = []
        self.held: dict[str, Place] = {}
        self.ends: dict[str, Event] = {}

    def begin(self, name: str) -> gevent.Greenlet:
        """`ana.3` is Ana's; returns when it has begun or waits."""
        begun = gevent.spawn(self._run, name)
        gevent.idle()
        return begun

    def begin_many(self, who: str, count: int) -> None:
        for number in range(count):
            self.begin(f"{who}.{number}")

    def end(self, name: str) -> None:
        self.ends[name].set()
        gevent.idle()

    def await_begin(self, name: str) -> None:
        with gevent.Timeout(PATIENCE_SECONDS):
            soon(lambda: name in self.began)

    def _run(self, name: str) -> None:
        self.ends[name] = Event()

        def cut() -> None:
            self.cut.append(name)
            self.ends[name].set()

        with self.places.hold(name.split(".")[0], cut) as place:
            self.began.append(name)
            self.held[name] = place
            self.ends[name].wait()


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(module, "STALLED_SECONDS", 0.05)
    monkeypatch.setattr(module, "WAIT_SECONDS", 30.0)
    made = Office()
    yield made
    made.places.cut_all()
    gevent.idle()


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT_SECONDS", 0.1)


def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is cut, and waits as long as it takes."""
    monkeypatch.setattr(module, "STALLED_SECONDS", 60.0)
    monkeypatch.setattr(module, "WAIT_SECONDS", 120.0)


def test_a_person_has_a_share_and_the_others_pass(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    patient(monkeypatch)
    office.begin_many("ana", MAX_PER_ACCOUNT + 3)
    assert len(office.began) == MAX_PER_ACCOUNT
    office.begin("ben.0")
    assert office.began[-1] == "ben.0"
    office.end("ana.0")
    assert office.began[-1] == f"ana.{MAX_PER_ACCOUNT}"


def test_who_has_the_fewest_is_next(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    patient(monkeypatch)
    office.begin_many("ana", MAX_PER_ACCOUNT - 1)
    office.begin_many("ben", MAX_PER_ACCOUNT)
    office.begin("cleo.0")
    assert len(office.places) == MOST
    for name in ("ana.x", "cleo.1", "dora.0"):
        office.begin(name)
    assert len(office.places) == MOST
    for name in ("ana.0", "ana.1", "ana.2"):
        office.end(name)
    assert office.began[-3:] == ["dora.0", "cleo.1", "ana.x"]


def test_one_who_stands_still_gives_way_to_their_own_next_one(office: Office) -> None:
    office.begin_many("ana", MAX_PER_ACCOUNT)
    for name in ("ana.5", "ana.3", "ana.7"):
        office.places.note_waiting(office.held[name], True)
        office.clock.now += STALLED_SECONDS
    office.places.note_waiting(office.held["ana.5"], False)  # bytes have moved
    office.begin("ana.next")
    office.await_begin("ana.next")
    assert office.cut == ["ana.3"]


def test_nobody_is_cut_for_a_person_who_has_all_their_places_and_uses_them(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch)
    office.begin_many("ana", MAX_PER_ACCOUNT)
    refused = office.begin("ana.next")
    refused.join()
    assert isinstance(refused.exception, RateLimited)
    assert office.cut == []


def test_the_one_with_the_most_gives_way_to_one_who_has_none(office: Office) -> None:
    office.begin_many("ana", MAX_PER_ACCOUNT)
    office.begin_many("ben", MAX_PER_ACCOUNT - 1)
    office.begin("cleo.0")
    office.begin("dora.0")
    office.await_begin("dora.0")
    assert office.cut == [f"ana.{MAX_PER_ACCOUNT - 1}"]


def test_equal_shares_are_left_alone(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    impatient(monkeypatch)
    for number in range(MOST):
        office.begin(f"person{number}.0")
    refused = office.begin("late.0")
    refused.join()
    assert isinstance(refused.exception, RateLimited)
    assert office.cut == []


def test_who_leaves_the_queue_leaves_nothing_behind(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    patient(monkeypatch)
    office.begin_many("ana", MAX_PER_ACCOUNT)
    gone = office.begin("ana.gone")
    gone.kill()
    for number in range(MAX_PER_ACCOUNT):
        office.end(f"ana.{number}")
    assert len(office.places) == 0
    office.begin_many("ana", MAX_PER_ACCOUNT)
    assert len(office.places) == MAX_PER_ACCOUNT


def test_the_stop_ends_all_and_refuses_those_who_wait(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    patient(monkeypatch)
    office.begin_many("ana", MAX_PER_ACCOUNT)
    waiting = office.begin("ana.next")
    office.places.cut_all()
    gevent.idle()
    assert isinstance(waiting.exception, RateLimited)
    assert len(office.cut) == MAX_PER_ACCOUNT
    late = office.begin("ben.0")
    assert isinstance(late.exception, RateLimited)
