"""Measures the requests and bytes of a visit, until the page is usable and idle."""

import time
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from benchmarks.page.chromium import visitor
from benchmarks.page.counting_proxy import LOOK_SECONDS, CountingProxy

IDLE_SECONDS = 1.0  # time without a request after which a page is idle
BOUND_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit. `usable_ms` is the time from the navigation until a person can write or fill in the form."""

    requests: list[str]
    received: int
    usable_ms: float


# The path, the device, and the element that is present when the page is usable.
ENTRIES = {
    "sign-in": ("/sign-in", "desktop", "form input:visible"),
    "room, on a desktop": ("/", "desktop", "html[data-link=up] textarea"),
    "list of rooms, on a phone": ("/", "phone", "html[data-link=up] nav"),
}


def visit(
    browser: Browser, proxy: CountingProxy, path: str, device: str, usable: str, cookie: str | None
) -> list[Visit]:
    """Returns the first visit of a browser and its second."""
    with visitor(browser, proxy, device, cookie) as page:
        visits = []
        for _ in range(2):
            proxy.begin()
            begun = time.monotonic()
            page.goto(proxy.url + path)
            page.locator(usable).first.wait_for()
            usable_ms = (time.monotonic() - begun) * 1e3
            await_idle(proxy, page)
            visits.append(Visit(list(proxy.requests), proxy.received, usable_ms))
            page.goto("about:blank")
    return visits


def await_idle(proxy: CountingProxy, page: Page) -> None:
    """Waits until the page is idle. Raises RuntimeError after BOUND_SECONDS."""
    deadline = time.monotonic() + BOUND_SECONDS
    while proxy.quiet_seconds() < IDLE_SECONDS:
        if time.monotonic() > deadline:
            raise RuntimeError("The page does not come to rest.")
        page.wait_for_timeout(LOOK_SECONDS * 1e3)
