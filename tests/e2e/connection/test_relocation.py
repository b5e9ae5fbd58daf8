"""The host is not at its address any more: open pages find it at another, and take everything along."""

import base64
import hmac
import json
import re
from contextlib import suppress

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Error, Route, expect

from tests.conftest import StartHost
from tests.e2e.cuttable_link import Link, link_to
from tests.e2e.false_host import false_host
from tests.e2e.files.test_sending import choose, given, tray
from tests.support.browsers.pages import CUT_NAME, FALSE_NAME, NAME, People, Person, people_of
from tests.support.cast import BEN, PASSWORD
from tests.support.hosts.host_process import ServedHost

BROKEN = r"WebSocket|net::ERR_|Failed to load resource"


@pytest.fixture
def ben(open_office: ServedHost, link: Link, people: People) -> Person:
    """On a phone, at an address that the test can end; the other address of the host goes on."""
    person = people("phone", open_office.join(BEN), name=CUT_NAME)
    person.allow(BROKEN)
    person.enter(f"/r/{open_office.ana.home()}")
    ready_to_move(person)
    return person


# When the page goes: sends one text, begins another, and says so. (Playwright waits for the end of a navigation first.)
WRITE = """([sent, begun]) => {
  const field = document.querySelector('.composer textarea'), button = document.querySelector('.composer .send');
  const until = async (holds) => { while (!holds()) await new Promise((done) => setTimeout(done, 20)); };
  const write = (text) => {
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  navigation.addEventListener('navigate', async () => {
    write(sent);
    await until(() => !button.disabled);
    button.click();
    await until(() => !field.value);
    write(begun);
    console.log('written');
  }, { once: true });
}"""


def ready_to_move(person: Person) -> None:
    """What the old address gives has arrived: the modules, and the token."""
    assert person.module("features/relocation/search.js", "return Boolean(m.search)")
    person.await_in_module("sync/relocation.js", "m.handover.token")


def elsewhere(host: ServedHost) -> str:
    return f"http://{NAME}:{host.url.rsplit(':', 1)[1]}"


def bodies(host: ServedHost) -> list[str]:
    page = host.ana.get(f"/api/rooms/{host.ana.home()}/messages").expect()
    return [message["body"] for message in page["messages"]]


def test_a_page_goes_on_at_the_other_address_signed_in_and_with_all_it_has_written(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    link.swallow()  # a page whose link is cut may go before all is written
    for number in range(3):
        ben.say(f"While it moved {number}")
    ben.composer.fill("Not finished yet")
    link.cut()
    room = f"/r/{open_office.ana.home()}"
    ben.page.wait_for_url(f"{elsewhere(open_office)}{room}")
    # First of all: it is shown for some seconds only.
    expect(ben.page.get_by_text("The office has a new address")).to_be_visible()
    ben.await_link()
    expect(ben.message("While it moved 2").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    expect(ben.composer).to_have_value("Not finished yet")
    assert bodies(open_office) == [f"While it moved {number}" for number in range(3)]
    assert ben.page.url == f"{elsewhere(open_office)}{room}"


def test_what_is_written_until_the_other_address_answers_comes_along(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    """The old page can be used until then, which takes a while on a bad network."""
    held: list[Route] = []
    said: list[str] = []
    ben.page.on("console", lambda message: said.append(message.text))
    ben.page.route(re.compile("/r/"), lambda route: held.append(route))
    ben.page.evaluate(WRITE, ["Sent on the way", "Begun on the way"])
    link.cut()
    ben.await_that(lambda: held and "written" in said, "the page goes")
    ben.page.unroute_all()
    for route in held:
        with suppress(Error):  # another navigation has taken its place
            route.continue_()
    ben.page.wait_for_url(f"{elsewhere(open_office)}/r/{open_office.ana.home()}")
    ben.await_link()
    expect(ben.message("Sent on the way").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    expect(ben.composer).to_have_value("Begun on the way")
    assert bodies(open_office) == ["Sent on the way"]


def test_files_that_the_host_has_come_along_and_others_are_named(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    choose(ben.page, given("there.txt"))
    expect(tray(ben.page).locator('[data-state="done"]')).to_have_count(1)
    # The next two do not get to the host any more.
    ben.page.route("**/api/uploads", lambda route: route.abort())
    choose(ben.page, given("left.txt"))
    expect(tray(ben.page).locator('[data-state="lost"]')).to_have_count(1)
    ben.composer.fill("With its words")
    link.cut()
    ben.page.wait_for_url(f"{elsewhere(open_office)}/r/{open_office.ana.home()}")
    expect(ben.page.get_by_text(re.compile("1 file has to be chosen again: .?left.txt"))).to_be_visible()
    ben.await_link()
    expect(tray(ben.page).locator("[data-key]")).to_have_count(1)
    expect(ben.composer).to_have_value("With its words")
    ben.page.get_by_role("button", name="Send", exact=True).click()
    expect(ben.message("With its words").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    page = open_office.ana.get(f"/api/rooms/{open_office.ana.home()}/messages").expect()
    assert [file["name"] for file in page["messages"][-1]["attachments"]] == ["there.txt"]


def test_whoever_was_away_for_too_long_signs_in_and_finds_all_they_wrote(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    """The token is dead: the host has not heard of this page for more than a minute."""
    ben.module("sync/relocation.js", "m.handover.token = 'no longer valid'")
    link.swallow()
    ben.say("Written in the cellar")
    ben.composer.fill("And not finished")
    link.cut()
    expect(ben.page.get_by_label("Your name")).to_have_value(BEN)
    expect(ben.page.get_by_text("Your unsent message was kept")).to_be_visible()
    expect(ben.page).not_to_have_url(re.compile("moved="))
    ben.page.reload()
    expect(ben.page.get_by_label("Your name")).to_have_value(BEN)
    ben.page.get_by_label("Password", exact=True).fill(PASSWORD)
    ben.page.get_by_role("button", name="Sign in").click()
    expect(ben.message("Written in the cellar").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    expect(ben.composer).to_have_value("And not finished")
    assert bodies(open_office) == ["Written in the cellar"]


def test_both_tabs_of_a_browser_come_along(open_office: ServedHost, link: Link, ben: Person) -> None:
    second = ben.new_page()
    second.goto(f"{ben.base}/r/{open_office.ana.home()}")
    expect(second.locator("html")).to_have_attribute("data-link", "up")
    first, ben.page = ben.page, second
    ready_to_move(ben)
    link.cut()
    for page in (first, second):
        expect(page).to_have_url(f"{elsewhere(open_office)}/r/{open_office.ana.home()}")
        expect(page.locator("html")).to_have_attribute("data-link", "up")


def test_a_page_whose_own_address_still_answers_stays(open_office: ServedHost, people: People) -> None:
    """Only the sockets fail: a proxy that knows no WebSocket and keeps no poll open."""
    person = people("desktop", open_office.join(BEN), name=NAME)
    person.allow(BROKEN)
    person.page.route("**/socket.io/**", lambda route: route.abort())
    person.page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    asked = []
    person.page.on("response", lambda answer: asked.append(answer.url) if "challenge=" in answer.url else None)
    person.open()
    person.page.evaluate("dispatchEvent(new Event('online'))")
    # Under both names it answers, and both are asked.
    person.await_that(lambda: sum(url.startswith(person.base) for url in asked) >= 2)
    assert person.page.url.startswith(person.base)


@pytest.mark.parametrize("way", ["another_key", "pass_on", "pass_on_as_ours", "flood"])
def test_nobody_follows_a_computer_that_only_has_the_address(
    way: str, start_host: StartHost, chromium: Chromium
) -> None:
    host = start_host("--allow-host", CUT_NAME, "--allow-host", FALSE_NAME).set_up()
    with link_to(host.url) as link, people_of(chromium, host) as people, false_host(host.url, way) as false:
        ben = people("phone", host.join(BEN), name=CUT_NAME)
        ben.allow(BROKEN)
        ben.enter(f"/r/{host.ana.home()}")
        ready_to_move(ben)
        link.cut()
        ben.say("For my colleagues alone")
        ben.await_that(lambda: false.asked)
        ben.page.wait_for_timeout(500)
        assert set(false.asked) == {"/api/hello"}
        assert ben.page.url.startswith(ben.base)
        link.heal()
        ben.await_link()
        expect(ben.message("For my colleagues alone").get_by_label(re.compile("Sent|Seen"))).to_be_visible()


def test_a_link_cannot_put_words_into_anybodys_mouth(open_office: ServedHost, people: People) -> None:
    """A fragment as pages bring it along, made by somebody who does not know Ben's seal."""
    person = people("desktop", open_office.join(BEN), name=NAME)
    room = open_office.ana.home()
    entry = {"client_id": "forged-1", "room_id": room, "body": "I quit", "reply_to": None, "state": "pending"}
    parcel = {
        "v": 1,
        "office": open_office.ana.get("/api/hello").expect()["office"]["id"],
        "user": {"id": person.browser.user_id, "name": BEN} if person.browser else {},
        "outbox": [entry | {"created_at": "2026-11-23T01:29:03.123Z", "reason": None}],
        "drafts": [[room, {"body": "I mean it", "reply_to": None}]],
        "left": {"messages": 0, "drafts": 0},
    }
    text = base64.urlsafe_b64encode(json.dumps(parcel).encode()).decode().rstrip("=")
    mark = hmac.new(b"not the seal", text.encode(), "sha512").hexdigest()[:64]
    person.enter(f"/r/{room}#moved={text}.{mark}")
    expect(person.page.get_by_text("you didn't write")).to_be_visible()
    person.await_link()
    expect(person.page.locator("article.message")).to_have_count(0)
    assert person.module("store/drafts.js", "return m.allDrafts()") == []
    assert bodies(open_office) == []
    assert "moved" not in person.page.url


def test_a_host_that_comes_back_on_a_port_it_once_had_is_found(
    start_host: StartHost, own_port: str, chromium: Chromium
) -> None:
    """The computer is the same, and so the cookie: whoever was signed in still is."""
    first = start_host("--allow-host", NAME, "--port", own_port).set_up()
    cookies = dict(first.ana.cookies)
    first.stop()
    second = start_host("--allow-host", NAME)
    with people_of(chromium, second) as people:
        ana = people("desktop", name=NAME)
        ana.allow(BROKEN)
        second.ana.cookies = cookies
        ana.sign_in_as(second.ana).enter()
        ready_to_move(ana)
        second.stop()
        third = start_host("--allow-host", NAME, "--port", own_port)
        expect(ana.page).to_have_url(re.compile(rf"^http://{NAME}:{own_port}/"))
        ana.await_link()
        third.stop()


def test_where_nothing_answers_the_page_says_to_scan_the_code_again(start_host: StartHost, chromium: Chromium) -> None:
    host = start_host("--allow-host", CUT_NAME).set_up()
    with link_to(host.url) as link, people_of(chromium, host) as people:
        ben = people("phone", host.join(BEN), name=CUT_NAME)
        ben.allow(BROKEN)
        ben.enter(f"/r/{host.ana.home()}")
        ready_to_move(ben)
        link.cut()
        ben.say("Still here")
        expect(ben.page.get_by_text("Still trying to reach the office")).to_be_visible()
        expect(ben.message("Still here").get_by_label("Sending")).to_be_visible()
        link.heal()
        ben.await_link()
        expect(ben.page.get_by_text("Still trying to reach the office")).to_have_count(0)
        expect(ben.message("Still here").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
