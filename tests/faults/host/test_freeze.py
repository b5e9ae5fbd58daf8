"""Fault 7: the host's machine sleeps and wakes; a page's machine sleeps and wakes."""

import asyncio
import contextlib

import pytest

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.fault_site import Site
from tests.faults.support.proxy import Proxy
from tests.faults.support.simulated_page import Page, delivered, opened, until

DEAD_SECONDS = 20.0  # from any death until presence says so


async def sleep_host(site: Site, people: int, seconds: float) -> tuple[float, int, list[Page]]:
    """Seconds from its waking until everyone has everything, how often a page had to come back, and the pages."""
    async with opened(*(site.page(person) for person in range(people))) as pages:
        site.freeze()
        for number, page in enumerate(pages):
            page.say(site.home, f"said to a sleeping host {number}")
        await asyncio.sleep(seconds)
        site.thaw()
        took = await until(lambda: all(len(page.replica.history(site.home)) == people for page in pages), "all", 60)
        await delivered(pages)
        # Who is to be cut by a beat after the sleep is cut by now.
        await asyncio.sleep(1.5)
        return took, sum(page.connects - 1 for page in pages), pages


def test_everyone_converges_after_the_host_has_slept(open_site: OpenSite, figure: Figure, is_long: bool) -> None:
    people, seconds = (20, 60.0) if is_long else (5, 5.0)
    site = open_site(people)
    took, _, pages = run(sleep_host(site, people, seconds))
    figure(7, f"host stopped for {seconds:.0f} s: {people} pages converged {took:.1f} s after it went on")
    assert took < 5 or not is_long
    histories = [page.replica.history(site.home) for page in pages]
    assert all(history == histories[0] for history in histories)
    assert [message["client_id"] for message in histories[0]] == site.stored()
    assert len(site.stored()) == people


async def sleep_page(site: Site, seconds: float, sends: int, *, syncs: bool = True) -> tuple[float, float, bool]:
    """Seconds until the sleeper was told offline, from its waking until it had everything, and whether it had."""
    async with opened(site.page(0), site.page(1, syncs=syncs)) as (awake, sleeper):
        user_id = await asyncio.to_thread(lambda: str(site.browser(1).get("/api/hello").expect()["user"]["id"]))
        await until(lambda: awake.presence.get(user_id) == "online", "online")
        assert sleeper.socket is not None
        sleeper.socket.pause()
        for number in range(sends):
            awake.say(site.home, f"{number} " + "x" * 4_000)
        gone = await until(lambda: awake.presence.get(user_id) == "offline", "offline", 60)
        await delivered([awake])
        await asyncio.sleep(max(0.0, seconds - gone))
        sleeper.socket.resume()
        took = 0.0
        with contextlib.suppress(AssertionError):
            took = await until(lambda: len(sleeper.replica.history(site.home)) == sends, "all", 30 if syncs else 3)
        return gone, took, sleeper.replica.history(site.home) == awake.replica.history(site.home)


@pytest.mark.timeout(800)
def test_a_page_that_slept_is_offline_meanwhile_and_converges(
    open_site: OpenSite, figure: Figure, is_long: bool
) -> None:
    """It misses more than the host keeps for one who does not read."""
    seconds, sends = (600.0, 2_000) if is_long else (0.0, 400)
    gone, took, same = run(sleep_page(open_site(2), seconds, sends))
    figure(
        7,
        f"page frozen for {max(seconds, gone):.0f} s: told offline after {gone:.0f} s, "
        f"converged {took:.1f} s after waking with {sends} messages missed",
    )
    assert same
    assert (gone < DEAD_SECONDS + 5 and took < 5) or not is_long


async def die(site: Site) -> float:
    """Seconds from the silence of a person's link until the others are told that the person is offline."""
    async with Proxy(site.port) as proxy, opened(site.page(0), site.page(1, proxy.port)) as (awake, _):
        user_id = await asyncio.to_thread(lambda: str(site.browser(1).get("/api/hello").expect()["user"]["id"]))
        await until(lambda: awake.presence.get(user_id) == "online", "online")
        proxy.stall()
        return await until(lambda: awake.presence.get(user_id) == "offline", "offline", 60)


@pytest.mark.long
def test_presence_is_right_20_seconds_after_a_machine_died(open_site: OpenSite, figure: Figure) -> None:
    """Its link stays open and is silent, as after a power cut at the other end."""
    took = run(die(open_site(2)))
    figure(7, f"a machine that dies without a word is offline after {took:.0f} s")
    assert took < DEAD_SECONDS


@pytest.mark.long
def test_without_pings_a_dead_page_stays_online(open_site: OpenSite) -> None:
    with pytest.raises(AssertionError, match="offline"):
        run(sleep_page(open_site(2, without="pings,bounded_output"), 0, 1))


@pytest.mark.long
def test_without_the_sync_a_page_that_slept_misses_something(open_site: OpenSite) -> None:
    _, _, same = run(sleep_page(open_site(2), 0, 400, syncs=False))
    assert not same
