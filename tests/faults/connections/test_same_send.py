"""Fault 4: an ack is lost, so the same client_id comes again and again, even at once."""

import asyncio

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.fault_site import Site
from tests.faults.support.simulated_page import Page, opened

TRIES = 5
GROUP = 50  # messages whose tries are on the way at one time


async def send_five_times(site: Site, messages: int) -> set[tuple[str, str]]:
    """Over five connections of one person at once: (client_id, id of the message) as the acks have them."""
    acks: set[tuple[str, str]] = set()
    async with opened(*(site.page(0) for _ in range(TRIES))) as pages:
        for first in range(0, messages, GROUP):
            group = range(first, min(first + GROUP, messages))
            found = await asyncio.gather(*(send(page, site.home, f"c{n}") for n in group for page in pages))
            acks.update(found)
    return acks


async def send(page: Page, room_id: str, client_id: str) -> tuple[str, str]:
    body = {"room_id": room_id, "client_id": client_id, "body": client_id}
    ack = await page.ask("message:post", body, timeout=60)
    assert ack["ok"], ack
    return client_id, ack["message"]["id"]


def test_the_same_client_id_five_times_at_once_is_one_message(
    open_site: OpenSite, figure: Figure, is_long: bool
) -> None:
    site, messages = open_site(1), 1_000 if is_long else 200
    acks = run(send_five_times(site, messages))
    stored = site.stored()
    figure(4, f"{messages} messages, {TRIES} tries each at once: {len(stored)} rows")
    assert sorted(stored) == sorted(f"c{number}" for number in range(messages))
    assert len(acks) == messages, "two acks of one client_id named two messages"


def test_it_is_one_message_for_good_after_a_restart_too(open_site: OpenSite) -> None:
    site = open_site(1)
    first = run(send_five_times(site, 5))
    site.kill()
    site.start()
    assert run(send_five_times(site, 5)) == first
    assert len(site.stored()) == 5


def test_without_the_lookup_of_the_client_id_there_are_more(open_site: OpenSite) -> None:
    site = open_site(1, without="known_client_id")
    run(send_five_times(site, 10))
    assert len(site.stored()) == 10 * TRIES
