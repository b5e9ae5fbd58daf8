"""Fault 12: an office at work. Nobody waits, nothing fails, and memory does not grow with what was said."""

import contextlib
import shutil
from collections import Counter

import pytest

from benchmarks.generator import Run, drive
from benchmarks.servers import Server, host, peer
from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.fault_site import Site
from tests.faults.support.simulated_page import delivered, until

PEOPLE, PER_SECOND, SECONDS = 200, 20, 600
PIECE_SECONDS = 120
GROWTH_KB = 8 * 1024  # what a warm host may still grow by: caches that fill up, a heap's holes


async def work(site: Site, people: int, rounds: int) -> list[int]:
    """Everybody says something in every round; kB of memory after each. All have heard all at the end."""
    memory: list[int] = []
    async with contextlib.AsyncExitStack() as stack:
        pages = [site.page(person) for person in range(people)]
        for page in pages:
            stack.push_async_callback(page.close)
            await page.open()
        for number in range(rounds):
            for page in pages:
                page.say(site.home, f"round {number}")
            await delivered(pages)
            memory.append(site.usage().memory)
        total = people * rounds
        await until(lambda: all(len(page.replica.history(site.home)) == total for page in pages), "all")
        assert not any(page.refusals for page in pages)
        assert all(page.connects == 1 for page in pages)
    return memory


def growth(memory: list[int]) -> int:
    """From the second quarter to the end, when everything that is filled once is full."""
    return memory[-1] - memory[len(memory) // 4]


def test_memory_stays_flat_while_people_talk(open_site: OpenSite, figure: Figure) -> None:
    site = open_site(20)
    memory = run(work(site, 20, 60))
    figure(12, f"20 people, 1,200 messages: 0 errors, + {growth(memory) / 1024:.1f} MB after the first quarter")
    assert growth(memory) < GROWTH_KB
    assert site.host.errors == ""


def test_what_is_kept_of_every_message_is_seen(open_site: OpenSite) -> None:
    assert growth(run(work(open_site(4, without="nothing_kept"), 4, 60))) > GROWTH_KB


@pytest.mark.long
@pytest.mark.timeout(3_000)
@pytest.mark.skipif(shutil.which("node") is None, reason="the peer needs Node, which dev.py bench provides")
def test_no_slower_than_the_peer_for_ten_minutes(open_site: OpenSite, figure: Figure) -> None:
    site = open_site(PEOPLE, started=False)
    with host(site.office) as ours, peer() as theirs:
        mine, other = in_turn(ours, theirs, SECONDS)
    figure(12, told(mine, other, SECONDS))
    assert sum(run_.result[fault] for run_ in mine for fault in ("lost", "missing", "refused")) == 0
    assert p99(mine) <= p99(other)
    assert grown_kb(mine) < 4 * GROWTH_KB


def in_turn(ours: Server, theirs: Server, seconds: float) -> tuple[list[Run], list[Run]]:
    """Pieces that the load generator's bound allows, in turn, so that whatever else the machine does hits both."""
    pieces = max(1, round(seconds / PIECE_SECONDS))
    work = {"people": PEOPLE, "senders": PEOPLE, "warm_up": PER_SECOND, "rate": PER_SECOND}
    work["messages"] = round(seconds / pieces * PER_SECOND)
    found = [(drive(ours, "fan_out", **work), drive(theirs, "fan_out", **work)) for _ in range(pieces)]
    return [one for one, _ in found], [other for _, other in found]


def p99(runs: list[Run]) -> int:
    """Whole milliseconds, over the deliveries of all the pieces together."""
    counts: Counter[int] = Counter()
    for run_ in runs:
        counts.update({int(took): count for took, count in run_.result["latency_counts"].items()})
    left = counts.total() // 100
    for took in sorted(counts, reverse=True):
        left -= counts[took]
        if left < 0:
            return took
    raise AssertionError("Nothing arrived.")


def grown_kb(runs: list[Run]) -> int:
    return runs[-1].marks["posted"].memory - runs[0].marks["posted"].memory


def told(mine: list[Run], other: list[Run], seconds: float) -> str:
    lost = sum(run_.result["missing"] + run_.result["refused"] for run_ in mine)
    return (
        f"{PEOPLE} people, {PER_SECOND} messages/s, {seconds / 60:.0f} min: p99 {p99(mine)} ms, the peer's "
        f"{p99(other)} ms; {lost} errors; + {grown_kb(mine) / 1024:.1f} MB between first and last piece"
    )
