"""Fault 16: one who sends without end, and one who does not read. The others do not notice."""

import asyncio
import json
import time

import pytest

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.attack import ConnectionGroup, handshake, held
from tests.faults.support.fault_site import Site
from tests.faults.support.latency import Waits, calm, measured
from tests.faults.support.simulated_page import Page, opened, until

PER_SECOND = 5_000
FLOODED, TRY_LATER = 1008, 1013
MEMORY_KB = 32 * 1024
LINGER_SECONDS = 4.0  # a close that nobody answers is given three


async def flood(page: Page, room_id: str, seconds: float) -> int:
    """Posts at 5,000 a second until the host ends the connection; how many left."""
    assert page.socket is not None
    socket, sent, begun = page.socket, 0, time.monotonic()
    while not socket.over.done() and time.monotonic() - begun < seconds:
        for _ in range(PER_SECOND // 100):
            body = json.dumps({"room_id": room_id, "client_id": f"flood-{sent}", "body": "x"})
            socket.send(f'42{sent + 1}["message:post", {body}]')
            sent += 1
        await asyncio.sleep(0.01)
    return sent


async def endure_flood(site: Site, seconds: float) -> tuple[Waits, int, int | None]:
    """How the others fared, how much was sent, and the code with which it was cut."""
    async with measured(site, 0, 1) as waits, opened(site.page(2)) as (flooder,):
        assert flooder.socket is not None
        socket = flooder.socket
        sent = await flood(flooder, site.home, seconds)
        code = socket.over.result() if socket.over.done() else None
        await until(lambda: len(waits.seconds) > 10, "what others said meanwhile")
    return waits, sent, code


def test_a_flood_is_limited_and_cut_and_the_others_go_on(open_site: OpenSite, figure: Figure, is_long: bool) -> None:
    site = open_site(3)
    usual = run(calm(site, 0, 1, 3.0 if is_long else 0.5))
    waits, sent, code = run(endure_flood(site, 30))
    stored = sum(client_id.startswith("flood-") for client_id in site.stored())
    figure(
        16,
        f"one user, {PER_SECOND:,} events/s: cut after {sent:,} with {stored:,} stored; "
        f"others' p99 {waits.p(99) * 1000:.0f} ms (before: {usual.p(99) * 1000:.0f} ms)",
    )
    assert code == FLOODED
    assert stored <= 1_500 + 200 * 30
    assert waits.p(99) < max(0.4, 5 * usual.p(99)) or not is_long


@pytest.mark.long
def test_without_the_rate_a_flood_goes_through(open_site: OpenSite) -> None:
    site = open_site(3, without="rate")
    _, _, code = run(endure_flood(site, 2))
    assert code is None


async def endure_stalled(site: Site, readers: int, megabytes: int, *, are_cut: bool) -> tuple[int, int]:
    """Everyone is told MEGABYTES while READERS do not read, until the host has cut them or could have: kB that it grew
    by, and how many of them it still holds."""
    before, _ = held(site)
    stalled = ConnectionGroup(site, readers, handshake(site, site.office.cookies[2]), source="127.0.0.1", reads=False)
    try:
        for sock in stalled.sockets:
            sock.setblocking(True)
            assert b" 101 " in sock.recv(400)
            sock.sendall(b"\x81\x82\0\0\0\x0040")
        async with opened(site.page(0), site.page(1)) as (one, other):
            most = before
            for number in range(megabytes):
                for _ in range(130):
                    one.say(site.home, f"{number} " + "x" * 7_900)
                await until(lambda: one.delivered, "every ack", 60)
                most = max(most, site.usage().memory)
            await until(lambda: len(other.replica.history(site.home)) == 130 * megabytes, "all", 60)
        if are_cut:
            await until(lambda: not stalled.held_by_host, "their end")
        else:
            await asyncio.sleep(LINGER_SECONDS)
        return most - before, stalled.held_by_host
    finally:
        stalled.close()


def test_readers_that_stall_are_cut_and_cost_a_bounded_memory(open_site: OpenSite, figure: Figure) -> None:
    grown, left = run(endure_stalled(open_site(3), 8, 3, are_cut=True))
    figure(16, f"8 readers that stall while everyone is told 3 MB: {8 - left} cut, + {grown / 1024:.0f} MB")
    assert left == 0
    assert grown < MEMORY_KB


@pytest.mark.long
def test_without_the_bound_they_stay(open_site: OpenSite) -> None:
    _, left = run(endure_stalled(open_site(3, without="bounded_output"), 2, 3, are_cut=False))
    assert left == 2
