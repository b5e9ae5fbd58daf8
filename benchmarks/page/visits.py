"""What a visit asks for and weighs, until the page can be used and is idle."""

import time
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from benchmarks.page.chromium import visitor
from benchmarks.page.wire import LOOK_SECONDS, Wire

IDLE_SECONDS = 1.0  # without a request
BOUND_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Visit:
    """`usable_ms`: from the start of the navigation until one can write, or fill in the form."""

    requests: list[str]
    received: int
    usable_ms: float


# The way in, the device, and what is there when the page can be used.
ENTRIES = {
    "sign-in": ("/sign-in", "desktop", "form input:visible"),
    "room, on a desktop": ("/", "desktop", "html[data-link=up] textarea"),
    "list of rooms, on a phone": ("/", "phone", "html[data-link=up] nav"),
}


def visit(browser: Browser, wire: Wire, path: str, device: str, usable: str, cookie: str | None) -> list[Visit]:
    """The first visit of a browser, and its second."""
    with visitor(browser, wire, device, cookie) as page:
        visits = []
        for _ in range(2):
            wire.begin()
            begun = time.monotonic()
            page.goto(wire.url + path)
            page.locator(usable).first.wait_for()
            usable_ms = (time.monotonic() - begun) * 1e3
            await_idle(wire, page)
            visits.append(Visit(list(wire.requests), wire.received, usable_ms))
            page.goto("about:blank")
    return visits


def await_idle(wire: Wire, page: Page) -> None:
    deadline = time.monotonic() + BOUND_SECONDS
    while wire.quiet_seconds() < IDLE_SECONDS:
        if time.monotonic() > deadline:
            raise RuntimeError("The page does not come to rest.")
        page.wait_for_timeout(LOOK_SECONDS * 1e3)
