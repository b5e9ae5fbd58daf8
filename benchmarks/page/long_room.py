"""Measures a room with a long history on a phone: opening, typing, scrolling, and memory after many arrivals."""

import statistics
from functools import partial

from playwright.sync_api import Browser, Page

from benchmarks.page.chromium import SLOWER, await_link, visitor
from benchmarks.page.counting_proxy import CountingProxy
from benchmarks.page.sender import Sender
from benchmarks.page.tasks import longest_task

SETTLE_MS = 2_000
APART_MS = 100
TYPED = "Typing while others write, a line of usual length"
SCROLLS, SCROLL_PX = 40, 900
BATCH = 50  # messages at once
# Notes when the room's last row is first painted after a click on its link, milliseconds.
OPEN = """async room => {
  const link = document.querySelector(`.side a.link[href="/r/${room}"]`), begun = performance.now();
  link.click();
  while (!document.querySelector(`.scroller article.message[data-id]`)) await new Promise(requestAnimationFrame);
  await new Promise(probe.afterPaint);
  return performance.now() - begun; }"""


def long_room(
    browser: Browser, proxy: CountingProxy, room: str, cookie: str, writers: list[Sender], arrivals: int
) -> dict[str, float]:
    """Returns milliseconds: `open`, the room from the list; `key_painted`, a key while messages arrive, p95; `key` and
    `scroll`, the longest task of each in CPU; and `growth`, the megabytes that `arrivals` messages leave behind.
    """
    with visitor(browser, proxy, "phone", cookie, SLOWER) as page:
        page.goto(proxy.url)
        await_link(page)
        page.wait_for_timeout(SETTLE_MS)
        found = {"open": float(page.evaluate(OPEN, room))}
        page.wait_for_timeout(SETTLE_MS)
        found |= _type(page, room, writers[0])
        found["scroll"] = longest_task(page, partial(_scroll, page))
        page.locator(".latest").click()
        return found | {"growth": _arrive(page, room, writers, arrivals)}


def _type(page: Page, room: str, writer: Sender) -> dict[str, float]:
    page.locator(".composer textarea").focus()
    page.evaluate("probe.keys = []")

    def typing() -> None:
        for number, letter in enumerate(TYPED):
            if number % 5 == 0:
                writer.post_all(room, [f"meanwhile {number}"])
            page.keyboard.type(letter)
            page.wait_for_timeout(APART_MS)

    longest = longest_task(page, typing)
    keys = page.evaluate("probe.keys.map(([, ms]) => ms)")
    page.locator(".composer textarea").fill("")
    return {"key": longest, "key_painted": statistics.quantiles(keys, n=20)[-1]}


def _scroll(page: Page) -> None:
    for _ in range(SCROLLS):
        page.evaluate("px => { document.querySelector('.scroller').scrollTop -= px }", SCROLL_PX)
        page.wait_for_timeout(APART_MS)


def _arrive(page: Page, room: str, writers: list[Sender], arrivals: int) -> float:
    """Returns the growth of the memory in use between the first tenth of the arrivals and the last."""
    _post(room, writers, arrivals // 10)
    before = _used_mb(page)
    _post(room, writers, arrivals - arrivals // 10)
    return _used_mb(page) - before


def _post(room: str, writers: list[Sender], count: int) -> None:
    """The writers take turns, because one person may not send that many."""
    for turn, at in enumerate(range(0, count, BATCH)):
        bodies = [f"arrival {number}" for number in range(at, min(at + BATCH, count))]
        writers[turn % len(writers)].post_all(room, bodies)


def _used_mb(page: Page) -> float:
    """Leaves out what the probe has noted of every message, which is 300 bytes each."""
    page.wait_for_timeout(SETTLE_MS)
    page.evaluate("probe.arrived = {}, probe.painted = {}")
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return float(used) / 1e6
