"""Measures the page in Chromium: visits, painting and long lists."""

import contextlib

from playwright.sync_api import Browser

from benchmarks import office, servers
from benchmarks.bench import Bench, Row, median, say
from benchmarks.page.chromium import chromium
from benchmarks.page.counting_proxy import NAME, counted
from benchmarks.page.lists import lists
from benchmarks.page.long_room import long_room
from benchmarks.page.painting import paint
from benchmarks.page.sender import sender
from benchmarks.page.visits import ENTRIES, visit
from benchmarks.plan import Plan

REQUESTS_MOST, KB_MOST = 40, 150
HISTORY = 1_000
WRITERS = 5
FLAGS = ("--allow-host", NAME)

Figures = dict[str, float]


def page(bench: Bench, plan: Plan) -> list[Row]:
    """Measures the page in a small and in a large office."""
    figures = []
    with chromium() as browser:
        for _ in range(bench.rounds):
            say("  visits and painting")
            small = _small(bench, browser, plan)
            say(f"  {plan.page_rooms} rooms and {plan.page_people} people")
            large = _large(bench, browser, plan)
            say(f"  a room of {plan.page_history:,} messages")
            figures.append(small | large | _long(bench, browser, plan))
    return [_row(name, value) for name, value in median(figures).items()]


def _small(bench: Bench, browser: Browser, plan: Plan) -> Figures:
    """Measures visits and painting in an office of usual size."""
    found: Figures = {}
    made = office.temporary(bench.place, 20, 8, HISTORY)
    with made as filled, servers.host(filled, None, *FLAGS) as server, counted(server.plan["url"]) as proxy:
        for name, (path, device, usable) in ENTRIES.items():
            for who, cookie in _visitors(name, filled.cookies).items():
                first, later = visit(browser, proxy, path, device, usable, cookie)
                found |= {f"{who}{name}: requests": len(first.requests), f"{who}{name}: kB": first.received / 1e3}
                found |= {f"{who}{name}: requests, later": len(later.requests)}
                found |= {f"{who}{name}: kB, later": later.received / 1e3, f"{who}{name}: usable, ms": first.usable_ms}
        with sender(server.plan["url"], filled.cookies[2]) as writer:
            seen = paint(
                browser, proxy, filled.rooms[0], filled.cookies[1], writer, plan.page_messages, plan.page_burst
            )
    return found | {f"{PAINTED[key]}": value for key, value in seen.items()}


def _large(bench: Bench, browser: Browser, plan: Plan) -> Figures:
    with contextlib.ExitStack() as stack:
        filled = stack.enter_context(office.temporary(bench.place, plan.page_people, plan.page_rooms, HISTORY))
        url = stack.enter_context(servers.host(filled, None, *FLAGS)).plan["url"]
        proxy = stack.enter_context(counted(url))
        others = [stack.enter_context(sender(url, cookie)) for cookie in filled.cookies[2 : 2 + WRITERS]]
        seen = lists(browser, proxy, filled.rooms, filled.cookies[1], others)
    return {LISTED[key]: value for key, value in seen.items()}


def _long(bench: Bench, browser: Browser, plan: Plan) -> Figures:
    """Measures a room with a long history, in which many messages arrive."""
    with contextlib.ExitStack() as stack:
        filled = stack.enter_context(office.temporary(bench.place, 20, 8, plan.page_history))
        url = stack.enter_context(servers.host(filled, None, *FLAGS)).plan["url"]
        proxy = stack.enter_context(counted(url))
        writers = [stack.enter_context(sender(url, cookie)) for cookie in filled.cookies[2:]]
        seen = long_room(browser, proxy, filled.rooms[0], filled.cookies[1], writers, plan.page_arrivals)
    return {LONG[key]: value for key, value in seen.items()}


def _visitors(entry: str, cookies: list[str]) -> dict[str, str | None]:
    return {"": None} if entry == "sign-in" else {"owner's ": cookies[0], "member's ": cookies[1]}


PAINTED = {
    "median": "a message, from its event to its painting at 4x, median, ms",
    "p95": "the same, p95, ms",
    "burst": "a burst of 50, from the first event to the last painting at 4x, ms",
}
LISTED = {
    "opening": "many rooms and people at 4x: longest task of the opening, ms of CPU",
    "presence": "longest task of changes of presence, ms of CPU",
    "elsewhere": "longest task of messages in other rooms, ms of CPU",
    "switcher": "longest task of opening the switcher, ms of CPU",
    "key": "longest task of a key in the switcher, ms of CPU",
    "key_painted": "a key in the switcher, until it is painted, median, ms",
}
LONG = {
    "open": "a room of a long history, from the tap until it is painted at 4x, ms",
    "key_painted": "a key in it while messages arrive, until it is painted, p95, ms",
    "key": "longest task of a key in it, ms of CPU",
    "scroll": "longest task of scrolling up in it, ms of CPU",
    "growth": "memory that many arrivals in it leave behind, MB",
}
LIMITS = {
    LONG["open"]: 300.0,
    LONG["key_painted"]: 50.0,
    LONG["key"]: 50.0,
    LONG["scroll"]: 100.0,
    LONG["growth"]: 1.0,
    PAINTED["p95"]: 50.0,
    PAINTED["burst"]: 600.0,
    LISTED["key"]: 50.0,
    LISTED["key_painted"]: 50.0,
    **{LISTED[key]: 100.0 for key in ("opening", "presence", "elsewhere", "switcher")},
}


def _row(name: str, value: float) -> Row:
    most = REQUESTS_MOST if name.endswith(": requests") else KB_MOST if name.endswith(": kB") else LIMITS.get(name)
    return {"what": name, "found": value, "most": most}
