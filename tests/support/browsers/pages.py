"""Opens pages in real browsers: each person has a browser context, on a phone or a desktop."""

import contextlib
import json
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Playwright, expect, sync_playwright

from benchmarks.page.chromium import DEVICES as DEVICES
from benchmarks.page.chromium import QUIET
from tests.support.browsers.shared_browsers import SharedBrowsers
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

# A plain name: 127.0.0.1 is a secure context and would hide what phones on a LAN lack.
NAME = "chat.test"
# The same port on another loopback address: there a test can put a proxy that it cuts. Nothing else in the tests has
# these addresses: a connection from one of them could have that port.
CUT_NAME, CUT_ADDRESS = "cut.test", "127.0.11.2"
# And there somebody who is not the host.
FALSE_NAME, FALSE_ADDRESS = "false.test", "127.0.11.3"

RULES = [
    *(f"MAP {name} {address}" for name, address in ((NAME, "127.0.0.1"), (CUT_NAME, CUT_ADDRESS))),
    f"MAP {FALSE_NAME} {FALSE_ADDRESS}",
    # A phone does not know this computer by its own name either: a page that looks for the host must not find it so.
    *(f"MAP {socket.gethostname()}{ending} ~NOTFOUND" for ending in ("", ".local")),
]
ARGUMENTS = [*QUIET, "--host-resolver-rules=" + ",".join(RULES)]
# How many times slower each page runs than the machine: a test that reads what the page has not shown yet fails then.
SLOWDOWN = int(os.environ.get("SLOW_PAGES", "1"))
PATIENCE_MS = 30_000

WHOLE_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# The same engine without the program around it: a page costs 0.5 s of CPU in place of 1.3.
WITHOUT_WINDOWS = "chromium-headless-shell"

# Each page reports to the host that it has started, and takes no notice of a refusal. The host hears five reports in a
# second from one address, and here everybody has the same: pages that load fast come to more.
SHARED_ADDRESS = r"429 .*/api/arrivals\)"
# A page that is not connected after some seconds, as on a slow machine, looks for its office at other addresses.
LOOKED_ELSEWHERE = r"net::ERR_(NAME_NOT_RESOLVED|CONNECTION_REFUSED) .*/api/hello\?challenge="
# A search that a newer one replaces is given up by the page and by the host. Where the page's word for it comes late on
# its way through the browser, the host's answer is there first, and nobody waits for it.
REPLACED_SEARCH = r"status of 409 .*/api/search\?"

# A row is marked for two seconds when it is shown on purpose; a test may look later than that.
NOTE_FLASHES = """
window.flashed = new Set();
new MutationObserver((changes) => {
  for (const { target } of changes) if ("flash" in target.dataset) flashed.add(target.dataset.id);
}).observe(document, { subtree: true, attributeFilter: ["data-flash"] });
"""

expect.set_options(timeout=PATIENCE_MS)


class Box(NamedTuple):
    """Where something stands in its page, in pixels from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def box(where: Locator) -> Box:
    """Returns where an element stands once it is there. Raises AssertionError when it is not shown."""
    found = where.bounding_box()
    assert found, where
    return Box(found["x"], found["y"], found["x"] + found["width"], found["y"] + found["height"])


class Person:
    """A browser context with one page. Errors in the console fail the test, unless `allow` names them."""

    def __init__(self, context: BrowserContext, host: ServedHost, name: str = NAME) -> None:
        self.context = context
        self.host = host
        self.base = f"http://{name}:{host.url.rsplit(':', 1)[1]}"
        self.browser: Browser | None = None
        self._complaints: list[str] = []
        self._allowed = [SHARED_ADDRESS, LOOKED_ELSEWHERE, REPLACED_SEARCH]
        self.page = self.new_page()

    def new_page(self) -> Page:
        page = self.context.new_page()
        if SLOWDOWN > 1:
            devtools = self.context.new_cdp_session(page)
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(NOTE_FLASHES)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._complaints.append(f"{error.name}: {error.message}"))
        return page

    def sign_in_as(self, browser: Browser) -> "Person":
        """Uses the cookies of a browser in which a person is signed in."""
        self.browser = browser
        cookies = [{"name": key, "value": value, "url": self.base} for key, value in browser.cookies.items()]
        self.context.add_cookies(cookies)  # type: ignore[arg-type]
        return self

    def open(self, path: str = "/") -> Page:
        self.page.goto(self.base + path)
        return self.page

    def enter(self, path: str = "/") -> Page:
        """Opens a page and waits until its socket is connected."""
        self.open(path)
        self.await_link()
        return self.page

    def await_link(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("data-link", "up")

    def go_offline(self) -> None:
        """Cuts this browser off, and waits until it is: the process that makes its requests hears of it last."""
        self.allow("ERR_INTERNET_DISCONNECTED")
        self.context.set_offline(True)
        self.await_true("fetch('/api/hello').then(() => false, () => true)")

    def module(self, path: str, body: str, argument: object = None) -> Any:
        """Runs BODY with `m`, the page's module at PATH, and `a`, the argument."""
        script = (
            "async ([path, a]) => {"
            " const main = document.querySelector('script[type=module]').src; const ui = main.replace('main.js', '');"
            # What the page has is there without a link too; its own import is held by the browser since it began.
            " const { find } = await import(main);"
            f" const m = find(new URL(path, ui)) ?? await import(ui + path); {body} }}"
        )
        return self.page.evaluate(script, [path, argument])

    def await_true(self, script: str) -> None:
        """Until SCRIPT evaluates to something true. (Playwright's own wait evaluates a string in the page at its second
        look, which our policy forbids.)"""
        self.await_that(lambda: self.page.evaluate(script), script)

    def await_that(self, condition: Callable[[], object], what: str = "") -> None:
        """Until CONDITION is true. What the page asks meanwhile is heard between two looks."""
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while not condition():
            assert time.monotonic() < deadline, f"waited in vain: {what}"
            self.page.wait_for_timeout(50)

    def await_in_module(self, path: str, condition: str, argument: object = None) -> None:
        """Until CONDITION, a script about `m` and `a` as in `module`, is true."""
        self.module(path, f"while (!({condition})) await new Promise(done => setTimeout(done, 20))", argument)

    def await_rest(self, row: Locator) -> None:
        """Until a row has stayed in its place for 20 frames, such as when its list is drawn and scrolled."""
        row.evaluate("""async (row) => {
          for (let same = 0, before = NaN; same < 20; ) {
            await new Promise(requestAnimationFrame);
            const { top } = row.getBoundingClientRect();
            same = top === before ? same + 1 : 0;
            before = top;
          }
        }""")

    def await_flash(self, row: Locator) -> None:
        """Until the row of a message has been marked because it was shown on purpose."""
        self.await_true(f"flashed.has({json.dumps(row.get_attribute('data-id'))})")

    def say(self, text: str) -> None:
        """Types a message and sends it."""
        field = self.composer
        field.fill(text)
        self.page.get_by_role("button", name="Send").click()

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name=re.compile("^Message "))

    def message(self, text: str) -> Locator:
        """Returns the messages whose own text contains `text`; quoted text does not count."""
        return self.page.locator("article.message").filter(
            has=self.page.locator(".bubble > :not(.quote)", has_text=text)
        )

    def open_menu(self, text: str) -> None:
        """Opens the menu of a message, which it has once the host has stored it."""
        expect(self.message(text)).to_have_attribute("data-id", re.compile("."))
        self.message(text).locator(".bubble").click(button="right")

    def room(self, name: str) -> Locator:
        return self.page.get_by_role("navigation").get_by_role("link", name=re.compile(rf"\b{re.escape(name)}\b"))

    def allow(self, *patterns: str) -> None:
        """Allows errors in the console that match these patterns."""
        self._allowed += patterns

    def complaints(self) -> list[str]:
        return [text for text in self._complaints if not any(re.search(allowed, text) for allowed in self._allowed)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.text} ({message.location.get('url', '')})")


class People:
    """`people("phone")` is somebody who has just opened a browser; `people("desktop", dora)` is Dora, signed in."""

    def __init__(self, chromium: Chromium, host: ServedHost) -> None:
        self._chromium = chromium
        self._host = host
        self._present: list[Person] = []

    def __call__(
        self, kind: str = "desktop", browser: Browser | None = None, *, name: str = NAME, **options: Any
    ) -> Person:
        context = self._chromium.new_context(**(DEVICES[kind] | {"reduced_motion": "reduce"} | options))
        person = Person(context, self._host, name)
        self._present.append(person)
        return person.sign_in_as(browser) if browser else person

    def leave(self) -> None:
        complaints = [text for person in self._present for text in person.complaints()]
        for person in self._present:
            person.context.close()
        assert not complaints, "\n".join(complaints)


@contextlib.contextmanager
def people_of(chromium: Chromium, host: ServedHost) -> Iterator[People]:
    people = People(chromium, host)
    try:
        yield people
    except BaseException:
        with contextlib.suppress(AssertionError):
            people.leave()
        raise
    people.leave()


def system_chromium(names: Sequence[str] = WHOLE_BROWSERS) -> str | None:
    """The system's own browser where it has one; else the one that Playwright has installed."""
    return next((path for path in map(shutil.which, names) if path), None)


@contextlib.contextmanager
def launched(names: Sequence[str], *more: str) -> Iterator[Chromium]:
    """A browser for one module, with arguments of its own."""
    with sync_playwright() as playwright:
        browser = launch(playwright, names, *more)
        yield browser
        browser.close()


def launch(playwright: Playwright, names: Sequence[str], *more: str) -> Chromium:
    return playwright.chromium.launch(executable_path=system_chromium(names), args=[*ARGUMENTS, *more])


@pytest.fixture(scope="module")
def chromium(browsers: SharedBrowsers) -> Iterator[Chromium]:
    """One browser for all modules."""
    with browsers.held((WITHOUT_WINDOWS, *WHOLE_BROWSERS)) as browser:
        yield browser


@pytest.fixture(scope="module")
def whole_chromium(browsers: SharedBrowsers) -> Iterator[Chromium]:
    """With what only a browser with windows has, such as notifications."""
    with browsers.held(WHOLE_BROWSERS) as browser:
        yield browser
