"""Measures the page with many rooms and people: the longest task of each change, and of typing in the switcher."""

import statistics
from functools import partial

from playwright.sync_api import Browser, Page

from benchmarks.page.chromium import SLOWER, await_link, visitor
from benchmarks.page.counting_proxy import CountingProxy
from benchmarks.page.sender import Sender
from benchmarks.page.tasks import longest_task

SETTLE_MS = 3_000
APART_MS = 300
TYPED = "person-12"
CHANGES = 10


def lists(
    browser: Browser, proxy: CountingProxy, rooms: list[str], cookie: str, others: list[Sender]
) -> dict[str, float]:
    """Returns milliseconds of CPU of the longest task: of opening, of changes of presence, of messages in other
    rooms, of opening the switcher and of a key in it. `key_painted` is the median time until a key is painted.
    """
    with visitor(browser, proxy, "desktop", cookie, SLOWER) as page:
        found = {"opening": longest_task(page, partial(_open, page, f"{proxy.url}/r/{rooms[0]}"))}
        found["presence"] = longest_task(page, partial(_change_presence, page, others))
        found["elsewhere"] = longest_task(page, partial(_write_elsewhere, page, others[0], rooms[1:]))
        found["switcher"] = longest_task(page, partial(_open_switcher, page))
        return found | _type(page)


def _open(page: Page, url: str) -> None:
    page.goto(url)
    await_link(page)
    page.wait_for_timeout(SETTLE_MS)


def _change_presence(page: Page, others: list[Sender]) -> None:
    for turn in range(CHANGES):
        others[turn % len(others)].be(active=turn >= len(others))
        page.wait_for_timeout(APART_MS)


def _write_elsewhere(page: Page, writer: Sender, rooms: list[str]) -> None:
    for turn, room in zip(range(CHANGES), rooms, strict=False):
        writer.post_all(room, [f"elsewhere {turn}"])
        page.wait_for_timeout(APART_MS)


def _open_switcher(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.locator("dialog.switcher input").wait_for()
    page.wait_for_timeout(APART_MS)


def _type(page: Page) -> dict[str, float]:
    page.evaluate("probe.keys = []")
    longest = longest_task(page, partial(page.keyboard.type, TYPED, delay=APART_MS))
    page.wait_for_timeout(APART_MS)
    keys = page.evaluate("probe.keys.map(([, ms]) => ms)")
    return {"key": longest, "key_painted": statistics.median(keys)}
