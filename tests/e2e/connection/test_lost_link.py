"""What a phone goes through: the link is lost, comes back, or is silent; the host stops and starts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import StartHost
from tests.e2e.conftest import PeopleIn
from tests.e2e.cuttable_link import Link, stay
from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import CUT_NAME, NAME, People, Person
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost

BROKEN = r"WebSocket|net::ERR_"
# What the page waits for, as in catch_up.js and connection.js: an answer to its question, and a handshake.
PROBE_MS = 3_000
HANDSHAKE_MS = 8_000


@pytest.fixture
def outside(open_office: ServedHost, link: Link, people: People) -> Person:
    """Ben on a phone, behind a link that can be cut, before he opens the page."""
    person = people("phone", open_office.join(BEN), name=CUT_NAME)
    person.allow(BROKEN)
    stay(person.page)
    return person


@pytest.fixture
def ben(open_office: ServedHost, outside: Person) -> Person:
    outside.enter(f"/r/{open_office.ana.home()}")
    return outside


def bodies(page: Page) -> list[str]:
    return page.locator("article.message .bubble > p").all_inner_texts()


def pending(person: Person, text: str) -> None:
    expect(person.message(text).get_by_label("Sending")).to_be_visible()


def test_what_is_written_without_a_link_waits_and_arrives_once_and_in_order(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    link.cut()
    for number in range(3):
        ben.say(f"Written in the lift {number}")
        pending(ben, f"Written in the lift {number}")
    link.heal()
    ben.await_link()
    for number in range(3):
        expect(ben.message(f"Written in the lift {number}").get_by_label("Sending")).to_have_count(0)
    page = open_office.ana.get(f"/api/rooms/{open_office.ana.home()}/messages").expect()
    assert [message["body"] for message in page["messages"]] == [f"Written in the lift {n}" for n in range(3)]


def test_what_others_wrote_meanwhile_is_there_after_the_gap_with_edits_and_tombstones(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    home = open_office.ana.home()
    with open_office.ana.connect_socket() as ana:
        first, second = ana.post(home, "Will be edited"), ana.post(home, "Will be deleted")
        expect(ben.message("Will be deleted")).to_be_visible()
        link.cut()
        expect(ben.page.locator("html")).not_to_have_attribute("data-link", "up")
        ana.ask("message:edit", {"message_id": first["id"], "body": "Has been edited"})
        ana.ask("message:delete", {"message_id": second["id"]})
        ana.ask("reaction:add", {"message_id": first["id"], "emoji": "👍"})
        ana.post(home, "Said in the gap")
    link.heal()
    expect(ben.message("Said in the gap")).to_be_visible()
    expect(ben.message("Has been edited")).to_contain_text("edited")
    expect(ben.page.get_by_role("button", name="👍 by Ana")).to_be_visible()
    expect(ben.page.get_by_text("Message deleted")).to_be_visible()
    expect(ben.message("Will be")).to_have_count(0)


def test_a_gap_longer_than_the_window_shows_the_newest_page(open_office: ServedHost, link: Link, ben: Person) -> None:
    home = open_office.ana.home()
    link.cut()
    with open_office.ana.connect_socket() as ana:
        for number in range(720):
            ana.tell("message:post", {"room_id": home, "client_id": f"gap-{number}", "body": f"Number {number}"})
        ana.settle()
    link.heal()
    expect(ben.message("Number 719")).to_be_visible()
    expect(ben.page.locator("article.message")).not_to_have_count(0)
    expect(ben.page.locator("article.message .bubble").last).to_contain_text("Number 719")
    ben.await_true("document.querySelectorAll('article.message').length <= 200")


def test_a_message_waits_through_a_reload_and_is_sent_by_the_next_page(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    link.swallow()
    ben.say("Kept through a reload")
    pending(ben, "Kept through a reload")
    until_kept(ben, 1)
    link.cut()
    link.heal()
    ben.page.reload()
    expect(ben.message("Kept through a reload").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    assert bodies(ben.page) == ["Kept through a reload"]


def test_a_silent_link_is_given_up_and_the_message_is_stored_once(
    open_office: ServedHost, link: Link, ben: Person
) -> None:
    link.swallow()
    ben.say("Into the silence")
    pending(ben, "Into the silence")
    # Two answers that do not come, five seconds each: then the page takes the link for dead.
    expect(ben.page.locator("html")).not_to_have_attribute("data-link", "up")
    link.heal()
    expect(ben.message("Into the silence").get_by_label(re.compile("Sent|Seen"))).to_be_visible()
    page = open_office.ana.get(f"/api/rooms/{open_office.ana.home()}/messages").expect()
    assert [message["body"] for message in page["messages"]] == ["Into the silence"]


@pytest.mark.parametrize(
    "waking", ["document.dispatchEvent(new Event('visibilitychange'))", "dispatchEvent(new Event('online'))"]
)
def test_a_page_that_wakes_up_asks_whether_its_link_lives(
    waking: str, open_office: ServedHost, link: Link, outside: Person
) -> None:
    """Nothing is written, and the page's clock stands still but for the time of its question: nothing else can notice,
    since the next ping is 8 to 18 seconds away."""
    ben, room = outside, open_office.ana.home()
    ben.page.clock.install()
    ben.enter(f"/r/{room}")
    # Some seconds ahead, because the clock goes on until then and cannot be put back.
    ben.page.clock.pause_at(ben.page.evaluate("Date.now()") / 1000 + 5)
    expect(ben.page.locator("html")).to_have_attribute("data-link", "up")
    link.swallow()
    with open_office.ana.connect_socket() as ana:
        ana.post(room, "Said while you slept")
    ben.page.evaluate(waking)
    expect(ben.page.locator("html")).to_have_attribute("data-link", "up")
    ben.page.clock.run_for(PROBE_MS)
    # At once, and long before the host's ping without an answer would end the connection.
    expect(ben.page.locator("html")).not_to_have_attribute("data-link", "up", timeout=5_000)
    link.heal()
    ben.page.clock.resume()
    ben.page.clock.run_for(HANDSHAKE_MS)
    expect(ben.message("Said while you slept")).to_be_visible()


def test_a_long_break_is_told_and_one_may_go_on_writing(link: Link, ben: Person) -> None:
    link.cut()
    expect(ben.page.get_by_role("status").filter(has_text="Reconnecting")).to_be_visible()
    expect(ben.composer).to_be_editable()
    link.heal()
    expect(ben.page.get_by_role("status").filter(has_text="Reconnecting")).to_have_count(0)


def test_a_host_that_comes_back_as_another_version_offers_to_load_the_page_again(link: Link, ben: Person) -> None:
    ben.composer.fill("Half a thought")
    ben.module("store/session.js", "m.version.value = 'the version before'")
    link.cut()
    expect(ben.page.locator("html")).not_to_have_attribute("data-link", "up")
    expect(ben.page.get_by_text("was updated on the host")).to_have_count(0)
    link.heal()
    with ben.page.expect_navigation():
        ben.page.get_by_role("button", name="Reload").click()
    ben.await_link()
    expect(ben.composer).to_have_value("Half a thought")
    expect(ben.page.get_by_text("was updated on the host")).to_have_count(0)


NAMES = ("basics.js", "shared.js", "tools.js", "writing.js", "contents.js", "settings.js", "en.rest.json")
AHEAD = [f"/{name}" for name in NAMES]
LOADED = "performance.getEntriesByType('resource')"


def test_what_can_be_opened_opens_without_a_link_too(open_office: ServedHost, link: Link, ben: Person) -> None:
    ben.page.reload()
    # What the page fetches ahead, once it has settled: all of it, because the files come side by side.
    ben.await_true(f"{AHEAD}.every(name => {LOADED}.some(one => one.name.endsWith(name) && one.responseEnd))")
    link.cut()
    expect(ben.page.locator("html")).not_to_have_attribute("data-link", "up")
    ben.composer.press_sequentially("@a")
    expect(ben.page.get_by_role("option", name="Ana")).to_be_visible()
    ben.page.get_by_role("button", name="Room details").tap()
    about = ben.page.get_by_role("dialog").get_by_role("region", name="About this room")
    expect(about).to_be_visible()
    expect(about.get_by_role("button")).to_have_count(0)
    link.heal()
    expect(about.get_by_role("button", name="Edit what is said about this room")).to_be_visible()


def test_an_office_that_is_closed_says_so_and_comes_back_by_itself(
    start_host: StartHost, own_port: str, people_in: PeopleIn
) -> None:
    host = start_host("--allow-host", NAME, "--port", own_port).set_up()
    person = people_in(host)("desktop", host.join(BEN))
    person.allow(BROKEN)
    page = person.enter()
    host.stop()
    expect(page.get_by_text("The office is closed for now")).to_be_visible()
    person.say("For when you are back")
    start_host("--allow-host", NAME, "--port", own_port)
    expect(page.get_by_text("The office is closed for now")).to_have_count(0)
    expect(person.message("For when you are back").get_by_label("Sent")).to_be_visible()


def test_a_tab_that_is_never_drawn_has_its_link_too(open_office: ServedHost, people: People) -> None:
    """Yesterday's tabs, which a browser opens again behind the one that is looked at."""
    person = people("desktop", open_office.join(BEN))
    person.context.add_init_script("window.requestAnimationFrame = () => 0")
    person.enter()
    with open_office.ana.connect_socket() as ana:
        ana.post(open_office.ana.make_room("Lunch", "open", person.browser), "Noodles?")  # type: ignore[arg-type]
    expect(person.page).to_have_title(re.compile(r"^\(1\) "))
