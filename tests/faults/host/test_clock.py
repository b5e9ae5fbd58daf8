"""Fault 8: the wall clock jumps. Nobody is signed out, and the order stays."""

import asyncio
import contextlib
import time
from pathlib import Path

import pytest

from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support.fault_site import Site
from tests.faults.support.simulated_page import delivered, opened

JUMPS = ("+3600", "-3600", "+86400", "+0")  # seconds from the true time
# Where Debian, Fedora and Arch have it.
PLACES = ("usr/lib/*/faketime", "usr/lib64/faketime", "usr/lib/faketime")
LIBRARY = next((path for place in PLACES for path in Path("/").glob(f"{place}/libfaketime.so.1")), None)

pytestmark = pytest.mark.skipif(LIBRARY is None, reason="needs libfaketime")


class Clock:
    """The wall clock of a host; its monotonic one goes on undisturbed, as the kernel's does."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "time"
        self.jump("+0")

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def jump(self, seconds: str) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(seconds)
        new.replace(self._file)


async def chat_through_jumps(site: Site, clock: Clock, settle_s: float = 0.0) -> tuple[int, list[list[str]]]:
    """How many connections broke, and the room as each page has it. SETTLE_S is for the host's timers."""
    async with opened(site.page(0), site.page(1)) as pages:
        for number, jump in enumerate(JUMPS):
            clock.jump(jump)
            for page in pages:
                for more in range(5):
                    page.say(site.home, f"{number} {more}")
            await delivered(list(pages))
            await asyncio.sleep(settle_s)
        histories = [[m["body"] for m in page.replica.history(site.home)] for page in pages]
        return sum(page.connects - 1 for page in pages), histories


def order_over_http(site: Site) -> list[int]:
    page = site.browser(0).get(f"/api/rooms/{site.home}/messages?limit=200").expect()
    return [message["seq"] for message in page["messages"]]


def dated(site: Site) -> list[str]:
    page = site.browser(0).get(f"/api/rooms/{site.home}/messages?limit=200").expect()
    return [message["created_at"] for message in page["messages"]]


def test_no_session_and_no_order_is_lost_when_the_clock_jumps(
    open_site: OpenSite, tmp_path: Path, figure: Figure
) -> None:
    clock = Clock(tmp_path)
    site = open_site(2, **clock.environment)
    broken, histories = run(chat_through_jumps(site, clock, 1.2))
    assert histories[0] == histories[1]
    assert broken == 0
    assert order_over_http(site) == list(range(1, 10 * len(JUMPS) + 1))
    assert dated(site) != sorted(dated(site)), "the clock did not jump"
    for jump in JUMPS:
        clock.jump(jump)
        with contextlib.closing(site.client(0)) as client:
            assert client.welcome
        assert site.browser(1).get("/api/hello").expect()["user"]
    assert site.host.log.count("ERROR") == 0
    figure(8, "+1 h, -1 h, +1 day: 0 sessions lost, 0 connections broken, one order")


@pytest.mark.long
def test_a_host_that_starts_an_hour_early_or_a_day_late_knows_everyone(open_site: OpenSite, tmp_path: Path) -> None:
    clock = Clock(tmp_path)
    site = open_site(2, **clock.environment)
    for jump in ("-3600", "+86400"):
        clock.jump(jump)
        site.kill()
        site.start()
        with contextlib.closing(site.client(1)) as client:
            client.post(site.home, jump, client_id=f"at{jump}{time.monotonic_ns()}".replace("+", "p"))
    assert order_over_http(site) == [1, 2]


@pytest.mark.long
def test_ordered_by_time_the_order_would_be_lost(open_site: OpenSite, tmp_path: Path) -> None:
    clock = Clock(tmp_path)
    site = open_site(2, without="order_by_seq", **clock.environment)
    run(chat_through_jumps(site, clock))
    assert order_over_http(site) != list(range(1, 10 * len(JUMPS) + 1))
