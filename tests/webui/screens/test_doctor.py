"""The doctor's panel: what it shows of a phone at the door, of this computer and of networks; all can use it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browsers.pages import People, Person
from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import faults
from tests.webui.sources.test_catalogue import catalogue

SYSTEM = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)
EXPLAINED = {
    "isolation": "keeps devices apart",
    "guest": "Guest Wi-Fi",
    "subnet": "Another network",
    "mobile": "mobile data",
    "vpn": "VPN",
    "dns": "Private DNS",
    "local": "local network",
}


def agent(browser: str) -> str:
    """A phone with a browser of its own for each test: they share a host, and each looks for its own device."""
    return f"{SYSTEM} {browser}/1.0"


def panel(person: Person) -> Page:
    page = person.enter("/settings")
    page.get_by_role("button", name="Someone can't join?").click()
    expect(page.get_by_role("heading", name="Try it with a phone")).to_be_visible()
    expect(page.get_by_text(re.compile("to check|Nothing on the host's computer"))).to_be_visible()
    return page


def row(page: Page, device: str) -> Locator:
    return page.locator(".arrivals > li").filter(has_text=device)


def test_a_code_that_is_not_the_present_one_is_named_with_its_cure(shown_host: ServedHost, people: People) -> None:
    page = panel(people("desktop", shown_host.ana))
    wrong = {"code": "A" * 22, "name": "Cleo", "password": PASSWORD}
    shown_host.browser().post("/api/join", wrong, User_Agent=agent("OPR"))
    stopped = row(page, "Opera on Android")
    expect(stopped).to_have_attribute("data-state", "stopped")
    expect(stopped.locator("[data-stopped]")).to_contain_text("Page")
    expect(stopped).to_contain_text("It used an old link or PIN.")
    expect(stopped).to_contain_text("Scan the code")


def test_on_a_narrow_phone_the_names_of_the_steps_have_room(shown_host: ServedHost, people: People) -> None:
    person = people("phone", shown_host.ana)
    person.page.set_viewport_size({"width": 320, "height": 640})
    page = panel(person)
    wrong = {"code": "A" * 22, "name": "Cleo", "password": PASSWORD}
    shown_host.browser().post("/api/join", wrong, User_Agent=agent("SamsungBrowser"))
    steps = row(page, "Samsung Internet on Android").locator(".steps li")
    expect(steps).to_have_count(4)
    assert (
        steps.evaluate_all("steps => steps.filter((s) => s.scrollWidth > s.clientWidth).map((s) => s.innerText)") == []
    )


def test_a_page_that_meets_an_error_of_its_script_says_so(shown_host: ServedHost, people: People) -> None:
    page = panel(people("desktop", shown_host.ana))
    person = people("phone", user_agent=agent("Vivaldi"))
    person.allow("SyntaxError")
    broken = {"content_type": "text/javascript", "body": "{"}
    person.context.route(re.compile("app/main.js"), lambda route: route.fulfill(**broken))
    person.open("/join")
    stopped = row(page, "Vivaldi on Android")
    expect(stopped).to_have_attribute("data-problem", "script_error")
    expect(stopped.locator("[data-stopped]")).to_contain_text("Started")
    expect(stopped).to_contain_text("Unexpected end of input")


def test_when_nothing_arrives_the_panel_says_why_that_is_and_what_to_try(
    shown_host: ServedHost, people: People
) -> None:
    person = people("desktop", shown_host.ana)
    person.page.clock.install()
    page = panel(person)
    expect(page.get_by_text("Waiting for a device…")).to_be_visible()
    expect(page.get_by_text("Nothing has arrived.")).to_have_count(0)
    page.clock.fast_forward(21_000)
    expect(page.get_by_text("Nothing has arrived.")).to_be_visible()
    expect(page.locator(".nothing + .tries li").first).to_contain_text("not a guest network")


def test_a_member_is_not_offered_what_only_heads_may_ask(shown_host: ServedHost, people: People) -> None:
    page = people("desktop", shown_host.newcomer("Dora")).enter("/settings")
    expect(page.get_by_text("Sign out")).to_be_visible()
    expect(page.get_by_role("button", name="Someone can't join?")).to_have_count(0)


def test_what_networks_do_to_people_is_explained_in_short_steps() -> None:
    words = catalogue()
    for key, title in EXPLAINED.items():
        assert title in str(words[f"doctor.{key}"])
        steps = [str(one) for name, one in words.items() if name.startswith(f"doctor.{key}_")]
        assert len(steps) >= 3
        assert max(map(len, steps)) < 160


COMMAND = 'netsh advfirewall firewall add rule name="Chat Desktop (TCP 8765)" dir=in action=allow protocol=TCP'
SHUT: dict[str, object] = {
    "id": "firewall",
    "state": "failed",
    "found": [{"key": "check.windows_no_rule", "values": {"port": "8765"}}],
    "steps": [{"key": "check.windows_add_rule", "values": {}}],
}


@pytest.mark.parametrize(
    ("result", "words"), [("done", "The rule was added"), ("refused", "You chose No"), ("not_possible", "paste")]
)
def test_windows_firewall_is_opened_by_one_click_and_the_command_can_be_copied(
    result: str, words: str, shown_host: ServedHost, people: People
) -> None:
    """As a host on Windows answers; what it does there is for a person with Windows to see."""
    person = people("desktop", shown_host.ana)
    firewall = {"command": COMMAND, "here": True}
    opened = SHUT | {"state": "ok", "steps": []} if result == "done" else SHUT
    told = {"ok": True, "checks": [SHUT], "firewall": firewall}
    person.context.route("**/api/doctor", lambda route: route.fulfill(json=told))
    person.context.route(
        "**/api/desktop/firewall", lambda route: route.fulfill(json={"ok": True, "result": result, "checks": [opened]})
    )
    page = panel(person)
    page.get_by_text("Or do it yourself").click()
    expect(page.locator(".command pre")).to_have_text(COMMAND)
    page.get_by_role("button", name="Copy the commands").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    page.get_by_role("button", name="Allow colleagues").click()
    expect(page.locator(".firewall [role=status]")).to_contain_text(words)
    expect(page.locator("[data-check=firewall]")).to_have_attribute("data-state", str(opened["state"]))


def test_elsewhere_than_in_the_hosts_window_there_is_the_command_alone(shown_host: ServedHost, people: People) -> None:
    person = people("desktop", shown_host.ana)
    told = {"ok": True, "checks": [SHUT], "firewall": {"command": COMMAND, "here": False}}
    person.context.route("**/api/doctor", lambda route: route.fulfill(json=told))
    page = panel(person)
    expect(page.locator(".command pre")).to_be_visible()
    expect(page.get_by_role("button", name="Allow colleagues")).to_have_count(0)


@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_axe_finds_nothing_in_the_panel_and_nothing_reaches_over_its_edge(
    kind: str, shown_host: ServedHost, people: People
) -> None:
    page = panel(people(kind, shown_host.ana))
    wrong = {"code": "A" * 22, "name": "Dora", "password": PASSWORD}
    shown_host.browser().post("/api/join", wrong, User_Agent=agent("YaBrowser"))
    expect(row(page, "Yandex Browser on Android")).to_be_visible()
    for summary in page.locator(".doctor summary").all():
        summary.click()
    assert faults(page) == []
    assert page.locator(".doctor .dialog-inner").evaluate("node => node.scrollWidth <= node.clientWidth")
