"""Secure mode in real browsers: one that trusts the authority as its user has told it to, and one that does not."""

import re
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, Playwright, expect, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from chat_desktop.network.tls import authority
from tests.network.openssl import forged
from tests.support.browsers.pages import DEVICES, PATIENCE_MS
from tests.support.cast import BEN, CLEO, PASSWORD
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tls_host import ADDRESS, BANK, Place, SecureHost, launch, why_not
from tests.webui.accessibility.page_checks import TAGS, violations

pytestmark = [
    pytest.mark.netns,
    pytest.mark.browser,
    pytest.mark.skipif(why_not() is not None, reason=why_not() or ""),
]

ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


Open = Callable[..., Page]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with ExitStack() as stack:
        yield Place(stack)


@pytest.fixture(scope="module")
def host(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureHost]:
    """Has an authority; in secure mode or not as each test wants it."""
    served = SecureHost(place, tmp_path_factory.mktemp("secure"))
    try:
        with place.inside():
            served.set_up()
        switch(served, on=True)
        yield served
        served.stop()
        assert served.errors == ""
    finally:
        served.kill()


@pytest.fixture(scope="module")
def chromium(host: SecureHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Chromium]]:
    """By whom they trust."""
    with sync_playwright() as playwright:
        yield dict(browsers(playwright, host, tmp_path_factory.mktemp("homes")))


def browsers(playwright: Playwright, host: SecureHost, folder: Path) -> Iterator[tuple[str, Chromium]]:
    for name, trusted in (("trusting", host.authority), ("new", None)):
        browser = launch(playwright, host.place, folder / name, trusted)
        yield name, browser


@pytest.fixture
def open_page(chromium: dict[str, Chromium]) -> Iterator[Open]:
    contexts: list[BrowserContext] = []

    def opened(who: str, kind: str = "phone", browser: Browser | None = None, **options: Any) -> Page:
        context = chromium[who].new_context(**(DEVICES[kind] | {"reduced_motion": "reduce"} | options))
        contexts.append(context)
        if browser is not None:
            cookies = [{"name": name, "value": value, "url": browser.url} for name, value in browser.cookies.items()]
            context.add_cookies(cookies)  # type: ignore[arg-type]
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        return page

    yield opened
    for context in contexts:
        context.close()


def switch(host: SecureHost, on: bool) -> None:
    with host.place.inside():
        host.ana.patch("/api/secure", {"on": on}).expect()


def up(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-link", "up")


def scan(page: Page, host: SecureHost) -> None:
    """What a phone's camera finds in the code."""
    page.goto(f"http://{ADDRESS}:{host.port}/trust#{host.join_code}")


def test_a_phone_that_trusts_the_office_is_led_from_the_code_straight_into_it(
    host: SecureHost, open_page: Open
) -> None:
    switch(host, on=True)
    page = open_page("trusting")
    scan(page, host)
    expect(page).to_have_url(re.compile(rf"https://{ADDRESS}:{host.port}/join"))
    page.get_by_label("Your name").fill(CLEO)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    up(page)
    assert page.evaluate("isSecureContext") is True
    (cookie,) = page.context.cookies()
    assert (cookie["secure"], cookie["name"].startswith("__Host-")) == (True, True)
    expect(page.get_by_role("img", name="Encrypted")).to_be_visible()
    page.goto(f"https://{ADDRESS}:{host.port}/")
    page.get_by_role("button", name="Encrypted").click()
    with host.place.inside():
        numbers = host.ana.get("/api/secure").expect()["numbers"]
    expect(page.get_by_role("dialog").locator(".numbers li")).to_have_text(numbers)


def test_a_new_phone_is_shown_how_and_stays_until_it_is_done(host: SecureHost, open_page: Open) -> None:
    switch(host, on=True)
    page = open_page("new", user_agent=ANDROID)
    scan(page, host)
    expect(page.get_by_role("status")).to_contain_text("doesn't trust the office yet")
    expect(page.get_by_text("Install anyway")).to_be_visible()
    with host.place.inside():
        numbers = host.ana.get("/api/secure").expect()["numbers"]
    expect(page.locator(".numbers li")).to_have_text(numbers)
    with page.expect_download() as download:
        page.get_by_role("link", name="Get the certificate").click()
    assert download.value.suggested_filename == "ca.crt"
    assert ssl.DER_cert_to_PEM_cert(download.value.path().read_bytes()) == host.authority
    assert page.url == f"http://{ADDRESS}:{host.port}/trust#{host.join_code}"
    with pytest.raises(Exception, match="ERR_CERT_AUTHORITY_INVALID"):
        page.goto(f"https://{ADDRESS}:{host.port}/")


def test_an_iphone_is_offered_its_profile(host: SecureHost, open_page: Open) -> None:
    switch(host, on=True)
    page = open_page("new", user_agent=IPHONE)
    scan(page, host)
    expect(page.get_by_text("Certificate Trust Settings")).to_be_visible()
    get = page.get_by_role("link", name="Get the certificate")
    expect(get).to_have_attribute("href", "/ca.mobileconfig")
    page.get_by_text("Android", exact=True).click()
    expect(get).to_have_attribute("href", "/ca.crt")
    expect(page.get_by_text("Certificate Trust Settings")).to_be_hidden()


def test_two_people_chat_over_wss(host: SecureHost, open_page: Open) -> None:
    switch(host, on=True)
    pages = []
    for name in ("Wanda", "Simon"):
        browser = host.at(scheme="https").join(host.join_code, name)
        page = open_page("trusting", "desktop", browser)
        trusted(page, f"https://{ADDRESS}:{host.port}/r/{browser.home()}")
        up(page)
        pages.append(page)
    wanda, simon = pages
    for sender, reader, text in ((wanda, simon, "over wss"), (simon, wanda, "and back")):
        sender.get_by_role("textbox", name=re.compile("^Message ")).fill(text)
        sender.get_by_role("button", name="Send").click()
        expect(reader.locator("article.message", has_text=text)).to_be_visible()
    assert all(
        page.evaluate("performance.getEntriesByType('resource').every(e => e.name.startsWith('https:'))")
        for page in pages
    )


def test_open_pages_are_told_and_go_over_with_their_person_and_what_waits(host: SecureHost, open_page: Open) -> None:
    switch(host, on=False)
    ben = host.at().join(host.join_code, BEN)
    path = f"/r/{ben.home()}"
    simon = host.at().join(host.join_code, "Simon the Slow")
    ready, unready = open_page("trusting", "phone", ben), open_page("new", "phone", simon)
    second = ready.context.new_page()
    for page in (ready, second, unready):
        page.goto(ben.url + path)
        up(page)
        expect(page.get_by_role("img", name="Not encrypted")).to_be_visible()
    unready.get_by_role("textbox", name=re.compile("^Message ")).fill("half a thought")
    ready.get_by_role("textbox", name=re.compile("^Message ")).fill("a draft of ben's")
    switch(host, on=True)
    # First of all: it is shown for some seconds only.
    expect(ready.get_by_text("You're still signed in")).to_be_visible()
    expect(ready).to_have_url(re.compile(rf"https://{ADDRESS}:{host.port}{path}$"))
    up(ready)
    expect(ready.get_by_role("textbox", name=re.compile("^Message "))).to_have_value("a draft of ben's")
    expect(second).to_have_url(re.compile(rf"https://{ADDRESS}:{host.port}{path}$"))
    up(second)
    assert unready.url == ben.url + path
    expect(unready.get_by_role("link", name="Show me how")).to_have_attribute(
        "href", f"/trust?to={path.replace('/', '%2F')}"
    )
    expect(unready.get_by_role("textbox", name=re.compile("^Message "))).to_have_value("half a thought")


def test_the_owner_turns_it_on_in_the_window_which_stays_as_it_is(host: SecureHost, open_page: Open) -> None:
    switch(host, on=False)
    page = open_page("new", "desktop", host.ana)
    page.goto(f"{host.url}/settings")
    up(page)
    page.get_by_role("switch", name="Encrypt everything").click()
    page.get_by_role("button", name="Turn secure mode on").click()
    expect(page.locator("section.secure .numbers li")).to_have_count(6)
    expect(page.get_by_role("switch", name="Encrypt everything")).to_be_checked()
    page.get_by_text("The certificate", exact=True).click()
    expect(page.locator("section.secure .fingerprint")).to_be_visible()
    check_by_axe(page)
    page.get_by_role("button", name="On this computer").click()
    # A message that is written here does go to the others.
    expect(page.get_by_role("dialog")).to_contain_text("This page reaches the host without the network.")
    expect(page.get_by_role("dialog").locator(".numbers li")).to_have_count(6)
    check_by_axe(page)
    page.keyboard.press("Escape")
    assert page.url == f"{host.url}/settings"
    page.get_by_role("switch", name="Encrypt everything").click()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("switch", name="Encrypt everything")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_guide_and_reach_all_of_it(host: SecureHost, open_page: Open, scheme: str) -> None:
    switch(host, on=True)
    page = open_page("new", user_agent=ANDROID, color_scheme=scheme)
    scan(page, host)
    expect(page.get_by_role("status")).to_contain_text("doesn't trust the office yet")
    page.get_by_text("To be completely sure").click()
    check_by_axe(page)
    small = "[...document.querySelectorAll('a.button, button, summary')].filter((e) => e.offsetHeight < 44).length"
    assert page.evaluate(small) == 0
    assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", [ADDRESS, BANK])
def test_chromium_refuses_what_the_authority_must_not_vouch_for(
    host: SecureHost, open_page: Open, tmp_path: Path, name: str
) -> None:
    """With the key stolen and the authority trusted: a computer on this network, but nobody's bank."""
    issuer = authority.load(host.data / "tls")
    assert issuer
    (tmp_path / "thief.pem").write_bytes(forged(issuer, name))
    command = [
        *host.place.before,
        "openssl",
        "s_server",
        "-accept",
        "9443",
        "-www",
        "-key",
        "thief.pem",
        "-cert",
        "thief.pem",
    ]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as thief:
        try:
            assert thief.stdout
            while b"ACCEPT" not in (line := thief.stdout.readline()):
                assert line
            page = open_page("trusting")
            if name == BANK:
                with pytest.raises(Exception, match=r"ERR_CERT_(INVALID|AUTHORITY_INVALID|NAME_CONSTRAINT_VIOLATION)"):
                    page.goto(f"https://{name}:9443/")
            else:
                trusted(page, f"https://{name}:9443/")
        finally:
            thief.kill()


def check_by_axe(page: Page) -> None:
    found = violations(page, tag=TAGS)
    assert not found, [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def trusted(page: Page, url: str) -> None:
    """A browser that has just started still reads whom its user trusts."""
    for _ in range(20):
        try:
            page.goto(url)
        except PlaywrightError:
            page.wait_for_timeout(200)
        else:
            return
    page.goto(url)
