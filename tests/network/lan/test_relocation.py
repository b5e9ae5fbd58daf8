"""The host's address changes under open pages, on a network of namespaces with real browsers in them."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.faults.support import figures
from tests.network.conftest import ROOT, Lan
from tests.support.browsers.pages import DEVICES, system_chromium
from tests.support.clocks.stopwatch import Stopwatch, at_most

NAME = "harbour-street.local"
OLD, NEW, PHONE = "10.77.0.1", "10.77.0.9", "10.77.0.7"
NO_NAMES = "MAP * ~NOTFOUND,EXCLUDE 127.0.0.1,EXCLUDE 10.77.0.*"
FOLLOWS_SECONDS = 10.0  # the new link, QR code and announcement are there
FINDS_MS = 40_000  # an open page has noticed that its link is dead, which takes up to 18 s, and has found the host

Launch = Callable[..., Browser]


@pytest.fixture
def chromium(tmp_path: Path, lan: Lan) -> Iterator[Launch]:
    """`chromium(namespace, rules)`: a browser in there, with rules for names in place of mDNS, which Chromium has
    not on Linux."""
    found = system_chromium()
    if not found:
        pytest.skip("no Chromium of the system's")
    with ExitStack() as stack:
        playwright = stack.enter_context(sync_playwright())

        def launch(namespace: str, rules: str) -> Browser:
            program = tmp_path / f"chromium-{namespace}"
            program.write_text(f'#!/bin/sh\nexec ip netns exec {namespace} {found} "$@"\n')
            program.chmod(0o755)
            arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            arguments += [f"--host-resolver-rules={rules}", "--disable-features=LocalNetworkAccessChecks"]
            browser = playwright.chromium.launch(executable_path=program, args=arguments)
            stack.callback(browser.close)
            return browser

        yield launch


class Office:
    """A host in a namespace, announced there, with Ana and Ben in it."""

    def __init__(self, lan: Lan, folder: Path) -> None:
        self.lan, self.ready_file = lan, folder / "ready.json"
        self.computer = lan.host(f"{OLD}/24")
        self.phone = lan.host(f"{PHONE}/24")
        command = ["ip", "netns", "exec", self.computer, sys.executable, "-m", "chat_desktop", "serve"]
        command += ["--port", "8765", "--data", str(folder / "data"), "--ready-file", str(self.ready_file)]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        self.until(self.ready_file.exists)
        self.people = json.loads(lan.run(self.computer, "set_up", str(self.ready_file)))

    @property
    def ready(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.ready_file.read_text("utf-8"))
        return found

    def enter(self, browser: Browser, who: str, base: str, kind: str = "phone") -> Page:
        context = browser.new_context(**DEVICES[kind])
        cookies = [{"name": name, "value": value, "url": base} for name, value in self.people[who].items()]
        context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{base}/r/{self.people['home']}")
        expect(page.locator("html")).to_have_attribute("data-link", "up")
        return page

    def answers(self) -> str:
        """The addresses that the network gives for the office's name."""
        return self.lan.run(self.phone, "ask_addresses", PHONE, NAME).strip()

    def until(self, condition: Callable[[], Any], seconds: float = 20.0) -> None:
        with Stopwatch() as watch:
            while not condition():
                assert watch.seconds < seconds
                time.sleep(0.05)


@pytest.fixture
def office(tmp_path: Path, lan: Lan) -> Iterator[Office]:
    made = Office(lan, tmp_path)
    yield made
    made.process.terminate()
    assert made.process.wait(20) == 0


def module(page: Page, path: str, body: str) -> Any:
    script = (
        "async (path) => { const ui = document.querySelector('script[type=module]').src.replace('main.js', '');"
        f" const m = await import(ui + path); {body} }}"
    )
    return page.evaluate(script, path)


def await_memory(page: Page) -> None:
    """What the old address gives has arrived."""
    module(page, "features/relocation/search.js", "return 1")
    module(page, "sync/relocation.js", "while (!m.handover.token) await new Promise(done => setTimeout(done, 20))")


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name=re.compile("^Message ")).fill(text)
    page.get_by_role("button", name="Send").click()


def arrived(page: Page, base: str, text: str) -> None:
    expect(page).to_have_url(re.compile(rf"^{re.escape(base)}/r/\w+$"), timeout=FINDS_MS)
    expect(page.get_by_label(re.compile("Sent|Seen"))).to_be_visible(timeout=FINDS_MS)
    expect(page.locator("article.message")).to_have_count(1)
    expect(page.locator("article.message")).to_contain_text(text)


def test_a_new_address_in_place_of_the_old_is_told_everywhere_and_open_pages_follow_by_the_name(
    office: Office, lan: Lan, chromium: Launch
) -> None:
    office.until(lambda: office.answers() == OLD)
    page = office.enter(chromium(office.phone, f"MAP {NAME} {NEW},{NO_NAMES}"), "ben", f"http://{OLD}:8765")
    window = office.enter(chromium(office.computer, NO_NAMES), "ana", "http://127.0.0.1:8765", "desktop")
    window.get_by_role("button", name=re.compile("Invite")).first.click()
    expect(window.get_by_role("dialog")).to_contain_text(f"{OLD}:8765")
    has_new = f"m.officeIdentity.peek().addresses.includes('http://{NAME}:8765')"
    known = f"while (!{has_new}) await new Promise(r => setTimeout(r, 50))"
    module(page, "store/session.js", known)
    page.reload()
    await_memory(page)
    began = time.monotonic()
    with at_most(FOLLOWS_SECONDS):
        lan.drop_address(office.computer, f"{OLD}/24")
        lan.add_address(office.computer, f"{NEW}/24")
        say(page, "Written while it moved")
        office.until(lambda: office.ready["lan_urls"] == [f"http://{NEW}:8765"], FOLLOWS_SECONDS)
        assert office.ready["join_url"].startswith(f"http://{NEW}:8765/join#")
        expect(window.get_by_role("dialog")).to_contain_text(f"{NEW}:8765")
        office.until(lambda: office.answers() == NEW, FOLLOWS_SECONDS)
        told = time.monotonic() - began
    arrived(page, f"http://{NEW}:8765", "Written while it moved")
    found = time.monotonic() - began
    figures.note(9, "address", f"link, QR code and announcement after {told:.1f} s; an open page after {found:.1f} s")


def test_an_address_that_came_after_the_page_is_found_without_any_name(
    office: Office, lan: Lan, chromium: Launch
) -> None:
    """A cable is plugged in, then the Wi-Fi goes: the page's own policy does not know the new address."""
    page = office.enter(chromium(office.phone, NO_NAMES), "ben", f"http://{OLD}:8765")
    await_memory(page)
    # Of the same prefix it would go with the first.
    lan.add_address(office.computer, f"{NEW}/25")
    has_new = f"m.officeIdentity.peek().addresses.includes('http://{NEW}:8765')"
    known = f"while (!{has_new}) await new Promise(r => setTimeout(r, 50))"
    module(page, "store/session.js", known)
    while not page.workers:
        page.wait_for_timeout(50)
    module(page, "features/relocation/probe.js", "while (!(await m.probe(location.origin + '/healthz'))) continue")
    began = time.monotonic()
    lan.drop_address(office.computer, f"{OLD}/24")
    say(page, "Written while it moved")
    # As a phone that comes back after a sleep; left alone, the page notices at the next ping that does not come.
    page.evaluate("dispatchEvent(new Event('online'))")
    arrived(page, f"http://{NEW}:8765", "Written while it moved")
    found = time.monotonic() - began
    figures.note(9, "another", f"an address that came after the page, without names: found after {found:.1f} s")
