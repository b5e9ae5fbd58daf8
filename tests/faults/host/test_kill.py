"""Fault 1: kill -9 in the middle of sending. What has a tick is on the disk, once."""

import asyncio
import random

import pytest

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.fault_site import Site
from tests.faults.support.simulated_page import delivered, opened, until

SENDERS = 4


async def kill_in_the_middle(site: Site, round_: int, sends: int) -> set[str]:
    """What was acked, in the end everything. The host was killed and started again on the way."""
    async with opened(*(site.page(person, name=f"r{round_}-p{person}") for person in range(SENDERS))) as pages:
        for number in range(sends):
            pages[number % SENDERS].say(site.home, f"{number}")
        fatal = random.randint(sends // 10, sends * 9 // 10)
        await until(lambda: sum(len(page.acked) for page in pages) >= fatal, "the fatal ack")
        await asyncio.to_thread(site.kill)
        await asyncio.to_thread(site.start)
        await delivered(pages)
    return {client_id for page in pages for client_id in page.acked}


def lost_and_double(site: Site, rounds: int, sends: int) -> tuple[int, int, float]:
    """Acked messages that are not stored, messages that are stored twice, and the slowest start in seconds."""
    acked: set[str] = set()
    slowest = 0.0
    for round_ in range(rounds):
        acked |= run(kill_in_the_middle(site, round_, sends))
        slowest = max(slowest, site.ready_s)
    stored = site.stored()
    return len(acked - set(stored)), len(stored) - len(set(stored)), slowest


@pytest.mark.timeout(1_200)
def test_what_was_acked_survives_kill_9_and_is_there_once(open_site: OpenSite, figure: Figure, is_long: bool) -> None:
    rounds, sends = (20, 1_000) if is_long else (2, 200)
    site = open_site(SENDERS)
    calm = site.ready_s
    lost, double, slowest = lost_and_double(site, rounds, sends)
    figure(1, f"{rounds} x {sends}: {lost} acked lost, {double} twice, integrity ok, serving again in {slowest:.1f} s")
    assert (lost, double) == (0, 0)
    assert slowest < max(3, 2 * calm) or not is_long


def test_without_the_commit_before_the_ack_messages_are_lost(open_site: OpenSite) -> None:
    lost, _, _ = lost_and_double(open_site(SENDERS, without="sync_before_ack"), 1, 200)
    assert lost > 0
