"""Starts Chromium without a screen, as slow as a phone if requested."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.page.counting_proxy import ADDRESS, NAME, CountingProxy

PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")
# Options for a browser without a GPU that sends no requests of its own.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ARGUMENTS = [*QUIET, f"--host-resolver-rules=MAP {NAME} {ADDRESS}"]
DEVICES: dict[str, dict[str, Any]] = {
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 3,
        "is_mobile": True,
        "has_touch": True,
    },
    "desktop": {"viewport": {"width": 1280, "height": 800}},
}
PATIENCE_MS = 60_000
SLOWER = 4  # the factor by which the CPU of a phone is throttled


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Starts the browser of the system, or that of Playwright."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    path = next((name for name in found if name), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@contextlib.contextmanager
def visitor(browser: Browser, proxy: CountingProxy, device: str, cookie: str | None, slower: int = 1) -> Iterator[Page]:
    """Opens an empty page in a new browser context, which is signed in if there is a `cookie`."""
    context = browser.new_context(**DEVICES[device], reduced_motion="reduce")
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": proxy.url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.add_init_script(PROBE)
    if slower > 1:
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    yield page
    context.close()


def await_link(page: Page) -> None:
    """Waits until the socket of the page is connected."""
    page.locator("html[data-link=up]").wait_for()
