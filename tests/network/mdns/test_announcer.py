"""The announcement, on this computer's loopback alone."""

import asyncio
import logging
import queue
import time
from collections.abc import Awaitable, Iterator
from ipaddress import ip_network

import pytest
from zeroconf import IPVersion, Zeroconf
from zeroconf.asyncio import AsyncZeroconf

from chat_desktop.network.addressing.lan_addresses import Address, Network
from chat_desktop.network.mdns import announcer, hostname
from chat_desktop.network.mdns.announcer import Announcer
from chat_desktop.network.mdns.flood_guard import FloodGuard, install_guard
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.list_command import browse
from chat_desktop.network.mdns.service_records import CHAT, HTTP, Announcement, services
from tests.support.clocks.stopwatch import at_most

LOOPBACK = ["127.0.0.1"]
# A computer whose only adapter is the loopback, with the announced addresses beside it.
HERE = Network((Address("127.0.0.1", "lo"),), frozenset({"10.77.0.1"}), frozenset({ip_network("10.77.0.0/24")}))
# A responder that has just told everybody something does not repeat it within a second.
BROWSE_SECONDS = 1.4
# Nobody else's: other tests may announce on this loopback at the same time.
OFFICE = f"Test {time.monotonic_ns()}"
HOST = OFFICE.lower().replace(" ", "-") + ".local"


class Announced:
    """An announcer and the host names that it called back with."""

    def __init__(self, name: str = OFFICE) -> None:
        self.names: queue.Queue[str | None] = queue.Queue()
        self.announcer = Announcer("of1", name, "0.1.0", 8765, ["10.77.0.1"], LOOPBACK, self.names.put, "Ana")

    def start(self) -> str | None:
        self.announcer.start()
        return self.next_name()

    def next_name(self) -> str | None:
        return self.names.get(timeout=30)


@pytest.fixture
def announced() -> Iterator[Announced]:
    it = Announced()
    yield it
    it.announcer.stop()


@pytest.fixture(autouse=True)
def _short_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else has these names on this loopback; that the probe is long enough is for the test on a network."""
    monkeypatch.setattr(hostname, "_PROBE_MS", 100)


def wait_for(expected: list[str]) -> list[FoundOffice]:
    """Browses until the offices of this test have these names, for 30 s at most."""
    deadline = time.monotonic() + 30
    while True:
        found = [office for office in browse(BROWSE_SECONDS, HERE) if OFFICE in office.name]
        if [office.name for office in found] == expected:
            return found
        assert time.monotonic() < deadline, f"expected {expected}, found {found}"


def test_both_services_are_announced_with_what_a_visitor_needs(announced: Announced) -> None:
    assert announced.start() == HOST
    assert announced.announcer.name == HOST
    with Zeroconf(interfaces=LOOPBACK) as zc:
        for kind in (HTTP, CHAT):
            service = zc.get_service_info(kind, f"{OFFICE}.{kind}", 30_000)
            assert service is not None
            about = {b"id": b"of1", b"name": OFFICE.encode(), b"version": b"0.1.0", b"path": b"/", b"owner": b"Ana"}
            assert service.properties == about
            assert (service.server, service.port) == (f"{HOST}.", 8765)
            assert service.parsed_addresses(IPVersion.V4Only) == ["10.77.0.1"]
    assert wait_for([OFFICE]) == [FoundOffice("of1", OFFICE, "10.77.0.1", 8765, "0.1.0", HOST, "Ana")]


def test_a_new_name_replaces_the_old_one_and_a_stop_withdraws_it(announced: Announced) -> None:
    announced.start()
    announced.announcer.update(office_name=f"{OFFICE} B")
    assert announced.next_name() == HOST.replace(".local", "-b.local")
    wait_for([f"{OFFICE} B"])
    announced.announcer.stop()
    assert announced.announcer.name is None
    wait_for([])


def test_a_new_owner_is_announced_and_so_is_one_who_is_renamed(announced: Announced) -> None:
    announced.start()
    for owner in ("Ben", "Benjamin"):
        announced.announcer.update(owner=owner)
        assert announced.announcer._announcement.owner == owner
    deadline = time.monotonic() + 30
    while [office.owner for office in wait_for([OFFICE])] != ["Benjamin"]:
        assert time.monotonic() < deadline


def test_after_a_sleep_the_same_is_announced_once_more(announced: Announced, monkeypatch: pytest.MonkeyPatch) -> None:
    announced.start()
    registered: queue.Queue[str] = queue.Queue()
    register = announcer._register

    async def note(responder: AsyncZeroconf, notice: Announcement, host: str) -> Awaitable[object]:
        registered.put(host)
        return await register(responder, notice, host)

    monkeypatch.setattr(announcer, "_register", note)
    announced.announcer.announce_again()
    assert registered.get(timeout=30) == HOST


def test_nothing_waits_for_the_announcement(announced: Announced, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> str:
        await asyncio.sleep(3_600)
        return HOST

    monkeypatch.setattr(announcer, "free_host", never)
    with at_most(2.0, "it is never announced"):
        announced.announcer.start()
        announced.announcer.update(office_name="Other")
    announced.announcer.stop()
    announced.announcer._thread.join(30)
    assert not announced.announcer._thread.is_alive()


def test_an_announcer_that_was_never_started_can_be_stopped(announced: Announced) -> None:
    announced.announcer.stop()


def test_a_failure_is_one_sentence_and_the_announcement_comes_later(
    announced: Announced, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    left = [OSError(19, "No such device")] * 3

    def fail_at_first(interfaces: list[str]) -> AsyncZeroconf:
        if left:
            raise left.pop()
        return AsyncZeroconf(interfaces=interfaces)

    monkeypatch.setattr(announcer, "AsyncZeroconf", fail_at_first)
    monkeypatch.setattr(announcer, "_RETRY_SECONDS", 0.05)
    with caplog.at_level(logging.WARNING, "chat_desktop"):
        assert announced.start() == HOST
    (said,) = caplog.messages
    assert said.startswith("The office cannot be announced on the network ([Errno 19] No such device). ")


def test_adapters_that_take_no_part_are_a_failure_too() -> None:
    async def start_without_adapters() -> None:
        responder = AsyncZeroconf(interfaces=[])
        try:
            await install_guard(responder.zeroconf, FloodGuard())
        finally:
            await responder.async_close()

    with pytest.raises(OSError, match="no network adapter accepts multicast"):
        asyncio.run(start_without_adapters())


def test_the_strangest_name_can_be_announced() -> None:
    it = Announced("\x07. \x1b[2J" + "\u0645\u0643\u062a\u0628 " * 60)
    assert it.start() == f"{hostname.label('2j')}.local"
    it.announcer.stop()


@pytest.mark.parametrize("name", [". . .", "", "\n", "x" * 300, "\u0645\u0643\u062a\u0628 " * 60])
def test_labels_and_texts_stay_within_the_bounds_of_dns(name: str) -> None:
    for service in services(Announcement("of1", name, "0.1.0", 8765, ("10.77.0.1",)), HOST):
        instance = service.get_name()
        assert 0 < len(instance.encode()) <= 60
        assert instance.isprintable()
        assert len(b"name=" + service.properties[b"name"]) <= 255  # type: ignore[operator]
