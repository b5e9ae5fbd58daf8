"""A shared computer: one browser, two tabs, two people. Nobody speaks, reads or sends as the other."""

import re
from typing import Any

from playwright.sync_api import expect

from tests.e2e.shared_computer import BREAKING, NAMELESS, device_link, is_page_of, signed_in, tab_of, take_over
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import People
from tests.support.cast import PASSWORD


def test_what_waits_when_somebody_else_has_signed_in_is_sent_by_its_own_person_alone(
    desk: Desk, people: People
) -> None:
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    person.allow("net::ERR", "WebSocket", "409")
    page = person.enter(desk.path)
    person.go_offline()
    person.module("sync/connection.js", "m.dropConnection()")
    person.say("Only Ben says this")
    until_kept(person, 1)
    person.composer.fill("Ben's draft")
    take_over(person, cleo)
    person.context.set_offline(False)
    is_page_of(page, cleo.user["name"])
    expect(page.get_by_text(f"What \u2068{ben.user['name']}\u2069 hasn't sent waits here")).to_be_visible()
    person.enter(desk.path)
    expect(person.composer).to_have_value("")
    expect(page.get_by_text("Only Ben says this")).to_have_count(0)
    person.say("This is Cleo")
    expect(person.message("This is Cleo").get_by_label("Sent")).to_be_visible()
    assert desk.bodies() == [(cleo.user_id, "This is Cleo")]
    take_over(person, ben)
    page.reload()
    expect(person.message("Only Ben says this").get_by_label("Sent")).to_be_visible()
    expect(person.composer).to_have_value("Ben's draft")
    assert desk.bodies() == [(cleo.user_id, "This is Cleo"), (ben.user_id, "Only Ben says this")]


def drains_nothing_for_another(desk: Desk, people: People, script: str, **options: Any) -> None:
    """Three messages wait; the link breaks with the first of them stored, and comes back as somebody else's."""
    ben, cleo = desk.ben, desk.cleo
    person = people("phone", ben, **options)
    person.allow("net::ERR", "WebSocket", "409", "socket.io")
    person.context.add_init_script(script)
    page = person.enter(desk.path)
    person.go_offline()
    person.module("sync/connection.js", "m.dropConnection()")
    for text in ("One", "Two", "Three"):
        person.say(text)
    until_kept(person, 3)
    take_over(person, cleo)
    person.context.set_offline(False)
    is_page_of(page, cleo.user["name"])
    until_kept(person, 3)
    assert desk.bodies() == []


def test_a_page_that_polls_drains_nothing_for_another(desk: Desk, people: People) -> None:
    drains_nothing_for_another(desk, people, BREAKING)


def test_the_greeting_alone_stops_a_page_too(desk: Desk, people: People) -> None:
    drains_nothing_for_another(desk, people, NAMELESS)


def test_a_drain_that_is_cut_in_the_middle_goes_on_for_nobody_else(desk: Desk, people: People) -> None:
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    person.allow("net::ERR", "WebSocket", "409")
    person.context.add_init_script(NAMELESS)
    page = person.enter(desk.path)
    # The first of three is sent, and its answer finds the browser's cookie changed and the link down.
    person.page.expose_function("swap", lambda: take_over(person, cleo))
    person.module(
        "store/pending.js",
        """
        const connection = await import(ui + 'sync/connection.js');
        let count = 3;
        m.pending.subscribe((entries) => {
          if (entries.length >= count) return;
          count = -1;
          window.cut = window.swap().then(() => connection.dropConnection());
        });
        for (const text of ['One', 'Two', 'Three']) m.enqueue(a, text, null);
        connection.dropConnection();
        """,
        desk.room,
    )
    is_page_of(page, cleo.user["name"])
    assert {sender for sender, _ in desk.bodies()} == {ben.user_id}
    take_over(person, ben)
    page.reload()
    until_kept(person, 0)
    assert desk.bodies() == [(ben.user_id, text) for text in ("One", "Two", "Three")]


def test_a_call_over_http_does_nothing_for_another(desk: Desk, people: People) -> None:
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    person.allow("409")
    page = person.enter(desk.path)
    page.get_by_role("button", name="New message or room").click()
    page.get_by_role("button", name="New room").click()
    page.get_by_label("Name of the room").fill("In the wrong name")
    take_over(person, cleo)
    page.get_by_role("button", name="Create room").click()
    is_page_of(page, cleo.user["name"])
    assert "In the wrong name" not in str(cleo.get("/api/rooms/open").expect())
    assert "In the wrong name" not in str(cleo.get("/api/rooms").expect())


def test_a_link_asks_before_it_replaces_who_is_signed_in_and_the_other_tab_follows(desk: Desk, people: People) -> None:
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    person.allow("409", "401", "Error during WebSocket handshake", "net::ERR")
    page = person.enter(desk.path)
    person.composer.fill("Ben was here")
    link = device_link(cleo)
    tab = tab_of(person, link)
    expect(tab.get_by_role("heading", name=f"You're signed in as \u2068{ben.user['name']}\u2069")).to_be_visible()
    assert desk.host.browser().post("/api/session/look", {"link_token": link.partition("link=")[2]}).status == 200
    tab.get_by_role("button", name="Stay signed in as").click()
    expect(tab.get_by_role("navigation")).to_be_visible()
    expect(tab.get_by_role("textbox", name=re.compile("^Message "))).to_have_value("Ben was here")
    assert signed_in(tab) == ben.user["name"]
    tab.goto(person.base + link)
    tab.get_by_role("button", name=f"Continue as \u2068{cleo.user['name']}\u2069").click()
    # First of all: it is shown for some seconds only.
    is_page_of(page, cleo.user["name"])
    expect(tab.get_by_role("navigation")).to_be_visible()
    person.await_link()
    expect(person.composer).to_have_value("")
    assert ben.get("/api/rooms").status == 401, "the session that made room has ended"


def test_a_recovery_link_and_a_link_to_join_ask_too(desk: Desk, people: People) -> None:
    ben, cleo = desk.ben, desk.cleo
    person, dora = people("phone", ben), f"Dora of {ben.user['name']}"
    person.open()
    made = desk.host.ana.post(f"/api/users/{cleo.user_id}/sign-in-link").expect(201)["url"]
    page = person.open("/sign-in#link=" + made.partition("link=")[2])
    expect(page.get_by_text(f"This link signs in \u2068{cleo.user['name']}\u2069.")).to_be_visible()
    page.get_by_role("button", name="Stay signed in as").click()
    expect(page.get_by_role("navigation")).to_be_visible()
    page = person.open(f"/join#{desk.host.join_code}")
    page.get_by_role("status").get_by_role("button", name="Not you?").click()
    expect(page.get_by_role("heading", name=f"You're signed in as \u2068{ben.user['name']}\u2069")).to_be_visible()
    page.get_by_role("button", name="Join as someone new").click()
    page.get_by_label("Your name").fill(dora)
    page.get_by_label("Choose a password").fill("seven quiet herons")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page).not_to_have_url(re.compile("join"))
    person.await_link()
    assert signed_in(page) == dora
    expect(page.get_by_role("status").filter(has_text="now signed in as")).to_have_count(0)


def test_somebody_with_an_account_can_take_the_place_of_whoever_is_signed_in(desk: Desk, people: People) -> None:
    ben, cleo = desk.ben, desk.cleo
    person = people("desktop", ben)
    # What the page still asks for Ben while Cleo takes his place is refused.
    person.allow("409 .*/api/mine/new")
    page = person.open(f"/join#{desk.host.join_code}")
    page.get_by_role("status").get_by_role("button", name="Not you?").click()
    page.get_by_role("button", name="Join as someone new").click()
    page.get_by_role("link", name="Been here before?").click()
    expect(page.get_by_role("button", name="Stay signed in as")).to_be_visible()
    page.get_by_label("Your name").fill(cleo.user["name"])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).not_to_have_url(re.compile("sign-in"))
    person.await_link()
    assert signed_in(page) == cleo.user["name"]
    page = person.open("/sign-in")
    expect(page.get_by_role("navigation")).to_be_visible()


def test_a_stale_form_replaces_nobody(desk: Desk, people: People) -> None:
    """It was opened while nobody was signed in; meanwhile another tab has let somebody in."""
    cleo, dora = desk.cleo, f"Dora of {desk.ben.user['name']}"
    person = people("desktop")
    person.allow("409")
    page = person.open(f"/join#{desk.host.join_code}")
    page.get_by_label("Your name").fill(dora)
    page.get_by_label("Choose a password").fill("seven quiet herons")
    person.sign_in_as(cleo)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", name=f"You're signed in as \u2068{cleo.user['name']}\u2069")).to_be_visible()
    assert signed_in(page) == cleo.user["name"]
    assert dora not in str(desk.host.ana.get("/api/users").expect())


def test_a_link_for_oneself_asks_nothing_and_the_other_tab_goes_on(desk: Desk, people: People) -> None:
    ben = desk.ben
    person = people("desktop", ben)
    person.allow("409", "401", "Error during WebSocket handshake", "net::ERR")
    page = person.enter(desk.path)
    tab = tab_of(person, device_link(ben))
    expect(tab.get_by_role("navigation")).to_be_visible()
    person.await_link()
    person.say("Still Ben")
    expect(person.message("Still Ben").get_by_label("Sent")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="now signed in as")).to_have_count(0)
    assert desk.bodies() == [(ben.user_id, "Still Ben")]
