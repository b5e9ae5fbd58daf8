"""Measures the time from the event of a message until it is painted, on a phone that is four times slower."""

import statistics
from collections.abc import Callable
from functools import partial

from playwright.sync_api import Browser, Page

from benchmarks.page.chromium import SLOWER, await_link, visitor
from benchmarks.page.counting_proxy import CountingProxy
from benchmarks.page.sender import Sender

FILLING, APART_MS = 100, 150
BODIES = ("A plain line, as most are.", "With **marks** and `code`", "See https://example.org/a", "1. one\n2. two")


def paint(
    browser: Browser, proxy: CountingProxy, room: str, cookie: str, writer: Sender, messages: int, burst: int
) -> dict[str, float]:
    """Returns milliseconds: median and p95 of one message, and a burst from its first event to its last paint."""
    with visitor(browser, proxy, "phone", cookie, SLOWER) as page:
        page.goto(f"{proxy.url}/r/{room}")
        await_link(page)
        page.locator("article.message").first.wait_for()
        _await_painted(page, writer.post_all(room, _bodies(FILLING)))
        single = [_paint_one(page, partial(writer.post_all, room, [body])) for body in _bodies(messages)]
        last = _paint_one(page, lambda: writer.post_all(room, _bodies(burst)))
    return {"median": statistics.median(single), "p95": statistics.quantiles(single, n=20)[-1], "burst": last}


def _bodies(count: int) -> list[str]:
    return [f"{BODIES[number % len(BODIES)]} {number}" for number in range(count)]


def _paint_one(page: Page, post: Callable[[], list[str]]) -> float:
    page.wait_for_timeout(APART_MS)
    posted = post()
    _await_painted(page, posted)
    script = "ids => Math.max(...ids.map(id => probe.painted[id])) - Math.min(...ids.map(id => probe.arrived[id]))"
    return float(page.evaluate(script, posted))


def _await_painted(page: Page, posted: list[str]) -> None:
    while not page.evaluate("ids => ids.every(id => probe.painted[id])", posted):
        page.wait_for_timeout(20)
