"""What a new room says before anybody has written in it, and how many people the page counts where."""

import re

from playwright.sync_api import Page, expect

from tests.support.browsers.pages import People
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until


def test_a_new_room_greets_with_its_topic_and_first_steps(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    ana = open_office.ana
    body = {"name": "Spring fair", "kind": "closed", "user_ids": [ben.user_id]}
    room = ana.post("/api/rooms", body).expect(201)["room"]["id"]
    page = people("desktop", ana).enter(f"/r/{room}")
    greeting = page.get_by_role("region", name="Beginning")
    expect(greeting.get_by_text("Welcome to Spring fair")).to_be_visible()
    greeting.get_by_role("button", name="Set a topic").click()
    details = page.get_by_role("complementary", name="Room details")
    expect(details.get_by_label("Topic")).to_be_focused()
    details.get_by_label("Topic").fill("Stalls and posters")
    details.get_by_role("button", name="Save").click()
    expect(greeting.get_by_text("Stalls and posters")).to_be_visible()
    page.keyboard.press("Escape")
    expect(greeting.get_by_role("button", name="Set a topic")).to_have_count(0)
    greeting.get_by_role("button", name="Add colleagues").click()
    adding = page.get_by_role("dialog", name="Add people")
    expect(adding.get_by_role("searchbox", name="Find a person")).to_be_focused()
    expect(adding.get_by_role("button", name="Add people")).to_be_disabled()
    page.keyboard.press("Escape")
    greeting.get_by_role("button", name="Write the first message").click()
    expect(page.get_by_role("textbox", name="Message Spring fair")).to_be_focused()


# How far the dot of somebody's presence stands outside their face, in pixels.
OUTSIDE = """(face) => {
  const dot = getComputedStyle(face, "::after"), radius = face.clientWidth / 2, [size, end, below] =
    ["inlineSize", "insetInlineEnd", "insetBlockEnd"].map((name) => parseFloat(dot[name]));
  return Math.hypot(radius - end - size / 2, radius - below - size / 2) - size / 2 - radius;
}"""


def test_the_dot_of_whoever_is_online_touches_their_face(open_office: ServedHost, people: People) -> None:
    ben = people("desktop", open_office.join(BEN))
    ben.enter()
    assert ben.browser is not None
    asked = {"user_ids": [ben.browser.user_id]}
    room = open_office.ana.post("/api/direct", asked).expect(201)["room"]["id"]
    face = people("phone", open_office.ana).enter(f"/r/{room}").locator(".greeting-mark .face")
    expect(face).to_have_attribute("data-present", "online")
    assert face.evaluate(OUTSIDE) < 0


def test_the_two_counts_of_people_on_the_page_agree(open_office: ServedHost, people: People) -> None:
    """The sidebar's foot counts who is in the office, the head of the first room who is in it: the same people."""
    ben = open_office.join(BEN)
    page = people("desktop", open_office.ana).enter(f"/r/{open_office.ana.home()}")
    expect(page.get_by_text("1 online", exact=True)).to_be_visible()
    until(lambda: counts(page) == ["1 person", "1 online"])
    with ben.connect_socket():
        expect(page.get_by_text("2 online", exact=True)).to_be_visible()
        expect(page.get_by_text("2 people online")).to_be_visible()
        until(lambda: counts(page) == ["2 people", "2 online"])


def counts(page: Page) -> list[str]:
    return re.findall(r"\d+ (?:here|online|people|person)\b|\+\d", page.locator("body").inner_text())


def test_a_dot_marks_an_unread_room_beside_the_weight_of_the_font(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    room = open_office.ana.post("/api/rooms", {"name": "Lunch", "kind": "open", "user_ids": [ben.user_id]}).expect(201)
    page = people("desktop", ben).enter(f"/r/{ben.home()}")
    entry = page.get_by_role("link", name=re.compile("^Lunch"))
    dot = "(entry) => getComputedStyle(entry, '::before').content"
    assert entry.evaluate(dot) == "none"
    with open_office.ana.connect_socket() as ana:
        ana.post(room["room"]["id"], "Soup today")
    expect(entry).to_contain_text("1")
    assert entry.evaluate(dot) == '""'
