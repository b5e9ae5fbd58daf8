"""What waits in memory because of one client: counted, bounded for all, and given back."""

from collections.abc import Iterator

import gevent
import pytest

from chat_desktop import memory_allocator
from chat_desktop.network.http import concurrency, held_bytes
from chat_desktop.network.http.held_bytes import HeldBytes
from tests.support.clocks.clock import Clock
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import PAGE_BYTES, TinyOffice, tiny_office, until

UNREAD = 16_384  # bytes of a receive buffer that is never emptied


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def held(clock: Clock) -> HeldBytes:
    return HeldBytes(100, clock)


@pytest.fixture
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served


def test_who_holds_the_most_loses_the_oldest_when_there_is_too_much(held: HeldBytes) -> None:
    lost: list[str] = []
    for name, size in (("ana 1", 10), ("ben 1", 30), ("ana 2", 40)):
        held.open(name.split()[0], lambda name=name: lost.append(name)).add(size)  # type: ignore[misc]
    last = held.open("cleo", lambda: lost.append("cleo"))
    last.add(20)
    assert lost == []
    last.add(5)
    assert lost == ["ana 1"]
    assert held.total == 95
    last.add(30)
    assert lost == ["ana 1", "cleo"]
    assert last.is_cut
    assert held.total == 70


def test_one_alone_may_hold_more_than_the_bound(held: HeldBytes) -> None:
    only = held.open("ana", lambda: pytest.fail("it was cut"))
    only.add(1_000)
    only.remove(400)
    only.close()
    assert held.total == 0


def test_what_has_left_does_not_count_any_more(held: HeldBytes) -> None:
    for _ in range(50):
        one = held.open("ana", lambda: pytest.fail("it was cut"))
        one.add(60)
        one.remove(60)
        one.add(50)
        one.close()
    assert held.total == 0


def test_only_what_has_been_held_for_long_is_stalled(held: HeldBytes, clock: Clock) -> None:
    lost: list[str] = []
    one = held.open("ana", lambda: lost.append("ana"))
    held.cut_stalled("ana", 5.0)
    one.add(10)
    clock.now += 4.0
    held.cut_stalled("ana", 5.0)
    assert lost == []
    clock.now += 1.0
    held.cut_stalled("ben", 5.0)
    held.cut_stalled("ana", 5.0)
    assert lost == ["ana"]
    one.close()
    assert held.total == 0


def test_memory_is_given_back_after_much_was_held(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []
    monkeypatch.setattr(held_bytes, "RELEASE_BYTES", 100)
    monkeypatch.setattr(held_bytes, "RELEASE_SECONDS", 0.0)
    monkeypatch.setattr(memory_allocator, "release_free_memory", lambda: given.append(1))
    held = HeldBytes(1_000)
    for _ in range(3):
        one = held.open("ana", lambda: None)
        one.add(60)
        one.close()
    with gevent.Timeout(5):
        while not given:
            gevent.sleep(0.001)
    assert given == [1]


# Over the wire


def unread(office: TinyOffice, who: str, target: str = "/page") -> RawConnection:
    wire = office.wire(UNREAD)
    wire.ask("GET", target, {"Cookie": f"who={who}"})
    return wire


def test_answers_that_nobody_reads_are_bounded_for_all(office: TinyOffice) -> None:
    """Each is 20 MB."""
    first = unread(office, "ana", "/large")
    until(lambda: office.door.held.total)
    others = [unread(office, who, "/large") for who in ("ben", "cleo")]
    until(lambda: (office.thread.open_connections, office.door.held.total) == (2, 40_000_000), "the first is cut")
    assert len(first.rest()) < 20_000_000
    for wire in others:
        wire.reset()
    until(lambda: office.door.held.total == 0)


def test_an_answer_counts_against_its_person_until_it_has_left(office: TinyOffice) -> None:
    slow = [unread(office, "ana") for _ in range(concurrency.MAX_AT_ONCE)]
    until(lambda: office.door.held.total == concurrency.MAX_AT_ONCE * PAGE_BYTES)
    another = office.wire()
    another.ask("GET", "/", {"Cookie": "who=ana"})
    another.sock.settimeout(0.3)
    with pytest.raises(TimeoutError):
        another.answer()
    assert office.wire().get("/", Cookie="who=ben").body == b"hello"
    assert len(slow[3].answer().body) == PAGE_BYTES
    another.sock.settimeout(10)
    assert another.answer().body == b"hello"


def test_an_answer_that_does_not_leave_is_cut_when_its_person_asks_for_more(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(concurrency, "STALLED_SECONDS", 0.2)
    slow = [unread(office, "ana") for _ in range(concurrency.MAX_AT_ONCE)]
    until(lambda: office.door.held.total == concurrency.MAX_AT_ONCE * PAGE_BYTES)
    assert office.wire().get("/", Cookie="who=ana").body == b"hello"
    until(lambda: office.door.held.total == (concurrency.MAX_AT_ONCE - 1) * PAGE_BYTES)
    assert len(slow[0].rest()) < PAGE_BYTES


def test_a_client_that_goes_leaves_nothing_behind(office: TinyOffice) -> None:
    for wire in [unread(office, "ana") for _ in range(3)]:
        wire.until(b"\r\n\r\n")
        wire.reset()
    until(lambda: office.door.held.total == 0)
    assert office.wire().get("/", Cookie="who=ana").body == b"hello"


# Bodies


def half_a_body(office: TinyOffice, who: str = "", size: int = 3, announced: int = 10) -> RawConnection:
    wire = office.wire()
    wire.ask("POST", "/echo", {"Content-Length": str(announced), "Cookie": f"who={who}" if who else ""})
    wire.send(b"x" * size)
    return wire


def test_slow_bodies_hold_nobody_of_their_address_or_person_up(office: TinyOffice) -> None:
    for who in ("", "ana"):
        slow = [half_a_body(office, who) for _ in range(2 * concurrency.MAX_AT_ONCE)]
        assert office.wire().get("/", Cookie=f"who={who}").body == b"hello"
        for wire in slow:
            wire.send(b"x" * 7)
            assert wire.answer().body == b"x" * 10


def test_bodies_that_arrive_are_bounded_for_all(office: TinyOffice) -> None:
    office.thread.call(setattr, office.door.held, "_most", 200_000)
    large = half_a_body(office, "ana", 150_000, 300_000)
    until(lambda: office.door.held.total > 130_000)
    small = half_a_body(office, "ben", 80_000, 90_000)
    answer = large.rest()
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4")
    small.send(b"x" * 10_000)
    assert small.answer().body == b"x" * 90_000
    until(lambda: office.door.held.total == 0)
