"""Measures the tasks of a page's main thread by their CPU time, because the machine may be shared."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

CATEGORIES = "-*,toplevel,__metadata"
MAIN_THREAD = "CrRendererMain"


def longest_task(page: Page, act: Callable[[], None]) -> float:
    """Runs `act` and returns the longest task of the page meanwhile, in milliseconds of CPU."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    done: list[object] = []
    session.on("Tracing.dataCollected", lambda event: events.extend(event["value"]))
    session.on("Tracing.tracingComplete", lambda event: done.append(event))
    session.send("Tracing.start", {"categories": CATEGORIES, "transferMode": "ReportEvents"})
    act()
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(20)
    session.detach()
    return max((event.get("tdur", 0) / 1e3 for event in _tasks(events)), default=0.0)


def _tasks(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    main = {_thread(event) for event in events if event.get("args", {}).get("name") == MAIN_THREAD}
    return [event for event in events if event["name"].endswith("RunTask") and _thread(event) in main]


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]
