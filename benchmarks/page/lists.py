"""Many rooms and many people: the longest task of the page, and the slowest key in the switcher."""

from playwright.sync_api import Browser, Page

from benchmarks.page.chromium import SLOWER, await_link, visitor
from benchmarks.page.sender import Sender
from benchmarks.page.wire import Wire

SETTLE_MS = 3_000
TYPED = "person-12"
CHANGES = 10


def lists(browser: Browser, wire: Wire, rooms: list[str], cookie: str, others: list[Sender]) -> dict[str, float]:
    """Milliseconds: the longest task of the opening, of changes of presence, of messages elsewhere; the slowest key."""
    with visitor(browser, wire, "desktop", cookie, SLOWER) as page:
        page.goto(f"{wire.url}/r/{rooms[0]}")
        await_link(page)
        page.wait_for_timeout(SETTLE_MS)
        found = {"opening": _longest(page)}
        for turn in range(CHANGES):
            others[turn % len(others)].be(active=turn >= len(others))
            page.wait_for_timeout(SETTLE_MS / CHANGES)
        found["presence"] = _longest(page)
        for turn in range(CHANGES):
            others[0].post_all(rooms[1 + turn], [f"elsewhere {turn}"])
            page.wait_for_timeout(SETTLE_MS / CHANGES)
        found["elsewhere"] = _longest(page)
        found |= _switch(page)
    return found


def _switch(page: Page) -> dict[str, float]:
    page.keyboard.press("Control+k")
    page.locator("dialog.switcher input").wait_for()
    page.wait_for_timeout(SETTLE_MS / CHANGES)
    page.evaluate("probe.keys = []")
    page.keyboard.type(TYPED, delay=SETTLE_MS / CHANGES)
    page.wait_for_timeout(SETTLE_MS / CHANGES)
    keys = page.evaluate("probe.keys.map(([, ms]) => ms)")
    return {"key": max(keys), "switcher": _longest(page)}


def _longest(page: Page) -> float:
    """Of the tasks since the last question; 0 when none took 50 ms."""
    return float(page.evaluate("Math.max(0, ...probe.long.splice(0))"))
