"""The main job, end to end: an office is set up, a phone joins it, and they talk."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.support.browsers.pages import People, Person, box
from tests.support.cast import ANA, BEN, OFFICE, PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until


def fragment(url: str) -> str:
    return urlsplit(url).fragment


def set_up(ana: Person, host: ServedHost) -> None:
    ana.allow("status of 409 .*/api/offices")  # a slow page asks for other offices when this one is set up already
    page = ana.open(f"/setup#{host.setup_token}")
    page.get_by_label("Name of the office").fill(OFFICE)
    page.get_by_label("Your name").fill(ANA)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Open the office").click()
    ana.await_link()


def join(person: Person, host: ServedHost, name: str) -> None:
    page = person.open(f"/join#{host.join_code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    person.await_link()


def test_the_owner_sets_up_and_stands_in_general_with_the_code_in_view(new_host: ServedHost, people: People) -> None:
    ana = people("desktop")
    set_up(ana, new_host)
    expect(ana.page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    expect(ana.page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    expect(ana.page.get_by_role("button", name="Copy link")).to_be_visible()
    assert ana.page.evaluate("isSecureContext") is False
    ana.page.get_by_role("button", name="My devices").click()
    expect(ana.page.locator(".bar").get_by_role("heading", name="My devices")).to_be_visible()
    expect(ana.page.get_by_text("Nobody else yet. Invite someone below.")).to_be_visible()


def test_a_phone_joins_by_the_link_and_both_read_each_other(new_host: ServedHost, people: People) -> None:
    ana, ben = people("desktop"), people("phone")
    set_up(ana, new_host)
    join(ben, new_host, BEN)
    expect(ben.page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    ben.say("Good morning from the phone")
    expect(ana.message("Good morning from the phone")).to_be_visible()
    ana.say("Good morning, Ben")
    expect(ben.message("Good morning, Ben")).to_be_visible()
    expect(ana.message("Good morning, Ben").get_by_label(re.compile("Seen by 1"))).to_be_visible()
    expect(ben.message("Good morning from the phone")).to_have_count(1)
    # The browser's own Back leads to the list, as from any room.
    ben.page.go_back()
    expect(ben.room("General")).to_be_visible()


def test_an_unread_message_counts_in_the_list_and_in_the_title_until_it_is_read(
    open_office: ServedHost, people: People
) -> None:
    ben = open_office.join(BEN)
    lunch = open_office.ana.make_room("Lunch", "open", ben)
    person = people("desktop", ben)
    page = person.enter()
    with open_office.ana.connect_socket() as ana:
        ana.post(lunch, "Noodles?")
        ana.post(lunch, f"@{BEN} are you coming?")
    expect(person.room("Lunch")).to_contain_text("2 unread")
    expect(person.room("Lunch").locator(".count")).not_to_have_class("count quiet")
    expect(page).to_have_title("(2) General")
    expect(page.locator("link[rel=icon]")).to_have_attribute("href", re.compile("^data:image/png"))
    person.room("Lunch").click()
    expect(page.get_by_role("separator")).to_have_text("New messages")
    expect(person.room("Lunch")).not_to_contain_text("unread")
    expect(page).to_have_title("Lunch")


def test_who_is_signed_in_goes_straight_in_by_the_join_link(open_office: ServedHost, people: People) -> None:
    person = people("phone", open_office.join(BEN))
    page = person.open(f"/join#{open_office.join_code}")
    expect(page.get_by_role("heading", name=OFFICE)).to_be_visible()


def test_a_taken_name_is_refused_with_a_way_out(open_office: ServedHost, people: People) -> None:
    person = people("phone")
    person.allow("409")
    page = person.open(f"/join#{open_office.join_code}")
    page.get_by_label("Your name").fill(ANA)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_contain_text("already has this name")
    expect(page.get_by_label("Your name")).to_be_focused()
    page.get_by_role("link", name="That's me").click()
    page.get_by_label("Your name").fill(ANA)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    person.await_link()
    # The code is remembered on the way, and the newcomer's page is one step back.
    expect(page.get_by_role("heading", name=OFFICE)).to_be_visible()


def test_a_wrong_password_and_a_short_one_say_so_under_their_field(open_office: ServedHost, people: People) -> None:
    person = people("desktop")
    person.allow("401")
    page = person.open("/sign-in")
    page.get_by_label("Your name").fill(ANA)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("Wrong name or password")
    page.goto(f"{person.base}/join#{open_office.join_code}")
    page.get_by_label("Your name").fill(BEN)
    page.get_by_label("Choose a password").fill("short")
    page.get_by_role("button", name="Join").click()
    expect(page.locator("#password-error")).to_have_text("Use at least 8 characters.")


def test_signing_out_ends_it_here_and_on_the_host(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.join(BEN))
    person.allow("401")  # for the parts of the settings that are asked for after the sign-out
    page = person.enter()
    page.get_by_role("link", name="Settings").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name=f"Sign in to {OFFICE}")).to_be_visible()
    expect(page.get_by_text("You're signed out.")).to_be_visible()
    assert person.browser is not None
    assert person.browser.get("/api/rooms").code == "not_signed_in"
    page.go_back()
    # Where that leads to the way in too, leaving it meanwhile would be interrupted.
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto(person.base)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_session_that_is_ended_elsewhere_leads_to_the_sign_in_page(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    person = people("phone", ben)
    person.allow("401", "Error during WebSocket handshake")
    page = person.enter()
    ben.another().post("/api/account/password", {"current_password": PASSWORD, "password": "four loud herons"}).expect()
    expect(page.get_by_text("You were signed out")).to_be_visible()
    assert box(page.locator(".notice")).top - box(page.get_by_role("heading")).bottom >= 8
    page.get_by_label("Your name").fill(BEN)
    page.get_by_label("Password", exact=True).fill("four loud herons")
    page.get_by_role("button", name="Sign in").click()
    person.await_link()


def test_the_hosts_own_window_comes_in_by_its_token_once(open_office: ServedHost, people: People) -> None:
    person = people("desktop")
    person.allow("401")
    page = person.open("/sign-in#window=not-a-token")
    expect(page.get_by_text("This link has already been used")).to_be_visible()
    until(lambda: fragment(page.evaluate("location.href")) == "")
