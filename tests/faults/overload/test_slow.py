"""Fault 14: slow headers, slow bodies, slow readers, 200 of each. The others do not notice, and the slow are gone."""

import asyncio

import pytest

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.attack import ConnectionGroup, connection_group, request
from tests.faults.support.fault_site import Site
from tests.faults.support.latency import Waits, calm, measured
from tests.faults.support.simulated_page import until

SIZE = 200
GONE_SECONDS = 30.0
KINDS = ["slow headers", "slow body", "slow read"]


def attack(site: Site, kind: str, cookie: str = "") -> ConnectionGroup:
    """Signed in, which lifts the bound on strangers' connections, as a colleague's broken machine would be."""
    known = [f"Cookie: {cookie}", f"Origin: http://127.0.0.1:{site.port}"]
    if kind == "slow headers":
        return ConnectionGroup(site, SIZE, request(site, "GET / HTTP/1.1", "X-Slow: ", end=""))
    if kind == "slow body":
        length = "Content-Length: 1000"
        return ConnectionGroup(site, SIZE, request(site, "POST /api/rooms HTTP/1.1", *known, length) + b'{"name": "')
    asked = request(site, f"GET /api/rooms/{site.home}/messages?limit=200 HTTP/1.1", *known)
    return ConnectionGroup(site, SIZE, asked * 20, reads=False)


async def endure(site: Site, kind: str, seconds: float, watch_s: float = 0.0) -> tuple[Waits, float]:
    """How people fared meanwhile (and for WATCH_S at least), and how long the last of the slow stayed."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with measured(site, 0, 1) as waits:
        slow = await asyncio.to_thread(attack, site, kind, site.office.cookies[2])
        try:
            gone = await until(lambda: left(slow, kind) == 0, f"the end of {kind}", seconds)
            await until(lambda: len(waits.seconds) > 20, "what others said meanwhile")
        finally:
            slow.close()
        await asyncio.sleep(begun + watch_s - loop.time())
    return waits, gone


def left(slow: ConnectionGroup, kind: str) -> int:
    if kind != "slow read":
        slow.drip(b"x")
        return slow.alive
    # Who reads nothing learns of the end by writing.
    slow.drip(b"x")
    return len(slow.sockets)


def fill(site: Site) -> None:
    """A page of history that does not fit into the kernel's buffers."""
    client = site.client(0)
    for number in range(60):
        client.tell("message:post", {"room_id": site.home, "client_id": f"fill-{number}", "body": "x" * 8_000})
    client.settle()
    client.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_slow_are_gone_in_time_and_disturb_nobody(
    open_site: OpenSite, kind: str, figure: Figure, is_long: bool
) -> None:
    site = open_site(3, without="" if is_long else "patience")
    fill(site)
    before = site.usage().threads
    usual = run(calm(site, 0, 1, 10.0 if is_long else 0.5))
    waits, gone = run(endure(site, kind, 120, 30.0 if is_long else 0.0))
    figure(
        14,
        f"{SIZE} with {kind}: all gone in {gone:.0f} s; others' p99 {waits.p(99) * 1000:.0f} ms "
        f"(before: {usual.p(99) * 1000:.0f} ms)",
    )
    assert site.usage().threads <= before + 4
    assert site.browser(0).get("/healthz").status == 200
    if is_long:
        assert gone < GONE_SECONDS
        assert waits.p(99) < max(0.1, 3 * usual.p(99))


def test_strangers_may_hold_twenty_connections_at_once(open_site: OpenSite) -> None:
    site = open_site(1, without="short_waits_for_heads")  # or those that are not refused would be closed too
    greeting = request(site, "GET / HTTP/1.1", "X-Slow: ", end="")
    with connection_group(site, 100, greeting) as slow:
        run(until(lambda: slow.alive <= 20, "the refusal of the rest"))
        assert slow.alive == 20


@pytest.mark.long
def test_without_time_limits_the_slow_stay(open_site: OpenSite) -> None:
    site = open_site(3, without="time_limits")
    with pytest.raises(AssertionError, match="the end of slow headers"):
        run(endure(site, "slow headers", 6.5))
