"""Every way in, on a phone: what a newcomer types and taps, and what the owner sees and answers."""

import pytest
from playwright.sync_api import expect

from tests.e2e.join_flows import code_of, fields, knock, make_link, open_panel, open_ways, pin_of
from tests.e2e.join_flows import eve as eve
from tests.e2e.join_flows import host as host
from tests.e2e.join_flows import lunch as lunch
from tests.e2e.join_flows import people as people
from tests.e2e.join_flows import served as served
from tests.support.browsers.pages import People
from tests.support.cast import ANA, PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until


def test_by_the_link_a_phone_is_in_with_two_fields_and_one_tap(host: ServedHost, people: People, eve: str) -> None:
    phone = people("phone")
    page = phone.open(f"/join#{code_of(host)}")
    expect(page.get_by_label("Your name")).to_be_focused()
    assert fields(page) == 2
    page.keyboard.type(eve)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Join", exact=True).click()
    phone.await_link()
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()


def test_by_the_address_and_the_pin_a_phone_is_in_with_two_fields_and_two_taps(
    host: ServedHost, people: People, eve: str
) -> None:
    phone = people("phone")
    page = phone.open("/")
    page.get_by_role("link", name="Join this office").click()
    expect(page.get_by_label("PIN")).to_be_focused()
    assert fields(page) == 2
    pin = pin_of(host)
    page.keyboard.type(f"{pin[:3]} {pin[3:]}")
    page.get_by_label("Your name").fill(eve)
    page.get_by_role("button", name="Join", exact=True).click()
    phone.await_link()
    expect(page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()


def test_the_link_works_in_the_tab_of_a_page_that_is_open_already(host: ServedHost, people: People) -> None:
    page = people("phone").open("/join")
    expect(page.get_by_label("PIN")).to_be_visible()
    page.evaluate("code => { location.hash = code }", code_of(host))
    expect(page.get_by_label("Choose a password")).to_be_visible()
    expect(page.get_by_label("PIN")).to_have_count(0)


def test_a_wrong_pin_says_so_under_its_field(host: ServedHost, people: People, eve: str) -> None:
    phone = people("phone")
    phone.allow("403")
    page = phone.open("/join")
    page.get_by_label("PIN").fill(f"{(int(pin_of(host)) + 1) % 10**6:06}")
    page.get_by_label("Your name").fill(eve)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator("#pin-error")).to_contain_text("Wrong PIN")
    expect(page.get_by_label("PIN")).to_be_focused()


def test_a_knock_is_seen_at_once_with_its_digits_and_let_in_with_one_click(
    host: ServedHost, people: People, eve: str
) -> None:
    ana, phone = people("desktop", host.ana), people("phone")
    ana.enter()
    digits = knock(phone, eve)
    bar = ana.page.get_by_role("region", name="Waiting to join")
    expect(bar).to_contain_text(f"{eve} would like to join")
    expect(bar.locator(".knock-digits")).to_have_text(digits)
    bar.get_by_role("button", name="Let in", exact=True).click()
    phone.await_link()
    expect(phone.page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    expect(bar).to_be_hidden()


def test_a_knock_waits_through_a_reload_and_is_refused_in_words(host: ServedHost, people: People, eve: str) -> None:
    ana, phone = people("phone", host.ana), people("phone")
    ana.enter()
    digits = knock(phone, eve)
    phone.page.reload()
    expect(phone.page.locator(".digits")).to_have_text(digits)
    ana.page.get_by_role("region", name="Waiting to join").get_by_role("button", name="Decline").click()
    expect(phone.page.get_by_text("You weren't let in")).to_be_visible()
    expect(phone.page.get_by_label("Your name")).to_be_visible()


def test_from_the_panel_somebody_is_let_in_as_a_guest_of_one_room(
    host: ServedHost, people: People, eve: str, lunch: tuple[str, str]
) -> None:
    ana, phone = people("desktop", host.ana), people("phone")
    knock(phone, eve)
    page = open_panel(ana)
    expect(page.get_by_role("dialog").get_by_text(f"{eve} would like to join")).to_be_visible()
    expect(page.locator(".knock-bar")).to_be_hidden()
    page.get_by_role("button", name=f"Choose how to let {eve} in").click()
    dialog = page.get_by_role("dialog", name=f"Let {eve} in")
    dialog.get_by_role("radio", name="Guest").check()
    dialog.get_by_role("button", name="Let in").click()
    expect(dialog.get_by_role("alert")).to_contain_text("at least one room")
    dialog.get_by_role("checkbox", name=lunch[1]).check()
    dialog.get_by_role("button", name="Let in").click()
    phone.await_link()
    expect(phone.page.locator(".bar").get_by_role("heading", name=lunch[1])).to_be_visible()


def test_a_name_that_is_taken_comes_with_one_that_is_free(host: ServedHost, people: People) -> None:
    phone = people("phone")
    phone.allow("409")
    page = phone.open("/join")
    page.get_by_role("button", name="No PIN? Ask to join").click()
    page.get_by_label("Your name").fill(ANA)
    page.get_by_role("button", name="Ask to join").click()
    page.get_by_role("button", name=f"Use “{ANA} 2”").click()
    page.get_by_role("button", name="Ask to join").click()
    expect(page.get_by_text(f"Waiting for someone to let {ANA} 2 in…")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_label("Your name")).to_be_visible()
    until(lambda: host.ana.get("/api/knocks").expect()["knocks"] == [])


@pytest.mark.parametrize(
    ("case", "sentence"),
    [("unknown", "doesn't work any more"), ("revoked", "is turned off"), ("closed", "turned off for now")],
)
def test_a_link_that_is_no_way_in_says_why_and_offers_the_ways_that_are_open(
    case: str, sentence: str, host: ServedHost, people: People
) -> None:
    invite = make_link(host)
    code = {"unknown": "x" * 22, "revoked": invite["join_url"].split("#")[1], "closed": code_of(host)}[case]
    host.ana.delete(f"/api/invites/{invite['id']}").expect()
    open_ways(host, "pin")
    phone = people("phone")
    phone.allow("403")
    page = phone.open(f"/join#{code}")
    expect(page.get_by_role("status")).to_contain_text(sentence)
    expect(page.get_by_label("PIN")).to_be_visible()
    page.reload()
    expect(page.get_by_label("PIN")).to_be_visible()


def test_where_every_way_is_closed_the_page_says_whom_to_ask(host: ServedHost, people: People) -> None:
    open_ways(host)
    page = people("phone").open("/join")
    expect(page.get_by_text("Nobody new can join right now")).to_be_visible()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
