"""Fault 5: everyone's link breaks again and again while everyone writes. In the end all have the same room."""

import asyncio
import contextlib
import random
from typing import Any

import pytest

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.fault_site import Site
from tests.faults.support.proxy import Proxy
from tests.faults.support.simulated_page import Page, delivered, until

MEAN_SECONDS = 3.0  # between two cuts of one link
WAIT_SECONDS = 30.0  # until everyone has everything, which takes one


async def cut_now_and_then(proxy: Proxy, mean_s: float) -> None:
    while True:
        await asyncio.sleep(random.expovariate(1 / mean_s))
        if random.random() < 0.3:
            # Silent for a moment first: what is on its way then is lost with the cut.
            proxy.stall()
            await asyncio.sleep(random.random() * mean_s / 10)
        proxy.cut()
        proxy.flow()


async def chat_through_cuts(
    site: Site, people: int, messages: int, mean_s: float, *, pace_s: float, wait_s: float = WAIT_SECONDS, **page: Any
) -> dict[str, Any]:
    async with contextlib.AsyncExitStack() as stack:
        proxies = [await stack.enter_async_context(Proxy(site.port)) for _ in range(people)]
        pages = [site.page(person, proxy.port, **page) for person, proxy in enumerate(proxies)]
        for found in pages:
            stack.push_async_callback(found.close)
            await found.open()
        cutting = [asyncio.create_task(cut_now_and_then(proxy, mean_s)) for proxy in proxies]
        for number in range(messages):
            pages[number % people].say(site.home, f"message {number}")
            await asyncio.sleep(pace_s)
        await delivered(pages, 600)
        for task in cutting:
            task.cancel()
        await asyncio.gather(*cutting, return_exceptions=True)
        last_cut = asyncio.get_running_loop().time()
        proxies[0].cut()
        for proxy in proxies:
            proxy.flow()
        with contextlib.suppress(AssertionError):
            await until(
                lambda: all(len(found.replica.history(site.home)) == messages for found in pages), "all", wait_s
            )
        return {
            "histories": [history(found, site.home) for found in pages],
            "converged_s": asyncio.get_running_loop().time() - last_cut,
            "cuts": sum(proxy.cuts for proxy in proxies),
        }


def history(page: Page, room_id: str) -> list[tuple[str, str]]:
    return [(message["client_id"], message["id"]) for message in page.replica.history(room_id)]


@pytest.mark.timeout(900)
def test_everyone_has_the_same_room_after_links_were_cut_at_random(
    open_site: OpenSite, figure: Figure, is_long: bool
) -> None:
    people, messages, mean_s = (50, 10_000, MEAN_SECONDS) if is_long else (12, 400, 0.5)
    site = open_site(people)
    found = run(chat_through_cuts(site, people, messages, mean_s, pace_s=0.003 if is_long else 0.008))
    same = sum(one == found["histories"][0] for one in found["histories"])
    figure(
        5,
        f"{people} people, {messages} messages, {found['cuts']} cuts: {same} identical logs, "
        f"converged {found['converged_s']:.1f} s after the last cut",
    )
    assert found["cuts"] > people
    assert same == people
    assert [client_id for client_id, _ in found["histories"][0]] == site.stored()
    assert len(site.stored()) == messages
    assert found["converged_s"] < 5 or not is_long


def test_without_the_sync_some_miss_something(open_site: OpenSite) -> None:
    found = run(chat_through_cuts(open_site(6), 6, 200, 0.3, pace_s=0.008, wait_s=0.5, syncs=False))
    assert any(len(one) < 200 for one in found["histories"])
