"""Long rooms: opened at the right place, paged without losing it, and a link to any message works."""

import sqlite3
import time

from playwright.sync_api import Page, Route, expect

from tests.conftest import StartHost
from tests.e2e.conftest import PeopleIn
from tests.support.browsers.pages import NAME, People, Person
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost

MANY = 100_000
TRIES = 6  # of which one comes at a moment at which the machine has nothing else to do

FILL = """
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :many)
INSERT INTO messages (id, room_id, seq, rev, sender_id, client_id, body, created_at, deleted)
SELECT printf('m%08d', n), :room, n, n, :sender, printf('c%08d', n), 'Number ' || n || CASE WHEN n % 7 THEN '' ELSE
  ' and a good deal more to say, so that rows differ in height as they do in a room where people talk' END,
  :now - (:many - n) * 60000, 0 FROM numbers
"""


def fill(host: ServedHost, room_id: str, sender_id: str, many: int) -> None:
    """Writes MANY messages while the host is stopped: posting them would take minutes."""
    database = sqlite3.connect(host.data / "chat.db")
    with database:
        place = {"room": room_id, "sender": sender_id, "many": many, "now": int(time.time() * 1000)}
        database.execute(FILL, place)
        database.execute("UPDATE rooms SET last_seq = :many, last_rev = :many WHERE id = :room", place)
        database.execute("UPDATE memberships SET read_seq = :many WHERE room_id = :room", place)
    database.close()


def filled(start_host: StartHost, people_room: str, many: int) -> tuple[ServedHost, str]:
    """A host, started again, with a room of MANY messages that ana wrote."""
    first = start_host("--allow-host", NAME).set_up()
    room_id = first.ana.make_room(people_room)
    user_id = first.ana.user_id
    first.stop()
    fill(first, room_id, user_id, many)
    host = start_host("--allow-host", NAME, folder="host")
    host.ana.sign_in("Ana")
    return host, room_id


# Until what the page does after layout and before paint (it puts the reader back there) is done.
PAINTED = "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"


def first_visible(page: Page) -> dict[str, float]:
    """The first row whose top is in view: its id and where it is."""
    found: dict[str, float] = page.evaluate(
        f"async () => {{ {PAINTED}"
        """const top = document.querySelector('.scroller').getBoundingClientRect().top;
        const rows = [...document.querySelectorAll('article.message')];
        const row = rows.find(one => one.getBoundingClientRect().top >= top);
        return {id: row.dataset.id, at: row.getBoundingClientRect().top - top}; }"""
    )
    return found


def row_at(page: Page, message_id: str) -> float:
    place: float = page.evaluate(
        f"async id => {{ {PAINTED}"
        """return document.querySelector(`[data-id="${id}"]`).getBoundingClientRect().top
            - document.querySelector('.scroller').getBoundingClientRect().top; }""",
        message_id,
    )
    return place


def shown_at(person: Person, path: str, text: str) -> float:
    """Seconds until TEXT stands in the room, as the browser's clock has it."""
    person.open(path)
    expect(person.message(text)).to_be_visible()
    seconds: float = person.page.evaluate("performance.now() / 1000")
    return seconds


def test_a_hundred_thousand_messages_open_as_fast_as_ten(start_host: StartHost, people_in: PeopleIn) -> None:
    host, long_room = filled(start_host, "Long", MANY)
    short_room = host.ana.make_room("Short")
    with host.ana.connect_socket() as ana:
        for number in range(10):
            ana.post(short_room, f"Brief {number}")
    people = people_in(host)
    person = people("phone", host.ana)
    person.enter()  # the modules are in the cache from here on
    took: list[tuple[float, float]] = []
    # Sixty rows are drawn in place of ten, on two busy cores; a room whose cost grew with its length takes minutes.
    while not any(long < short + 1.0 for short, long in took):
        assert len(took) < TRIES, took
        short = shown_at(person, f"/r/{short_room}", "Brief 9")
        took.append((short, shown_at(person, f"/r/{long_room}", f"Number {MANY}")))
    assert person.page.locator("article.message").count() <= 200


def test_scrolling_up_keeps_the_place_to_the_pixel_and_the_window_bounded(
    start_host: StartHost, people_in: PeopleIn
) -> None:
    host, room_id = filled(start_host, "Long", 2_000)
    person = people_in(host)("desktop", host.ana)
    page = person.enter(f"/r/{room_id}")
    expect(person.message("Number 2000")).to_be_visible()
    for _ in range(8):
        oldest = page.locator("article.message").first.get_attribute("data-id")
        page.locator(".scroller").evaluate("node => { node.scrollTop = 600 }")
        before = first_visible(page)
        expect(page.locator("article.message").first).not_to_have_attribute("data-id", str(oldest))
        assert abs(row_at(page, str(before["id"])) - before["at"]) <= 1
    assert page.locator("article.message").count() <= 200
    page.get_by_role("button", name="Latest").click()
    expect(person.message("Number 2000")).to_be_in_viewport()


def test_scrolling_down_again_reaches_the_end_without_a_hole(start_host: StartHost, people_in: PeopleIn) -> None:
    host, room_id = filled(start_host, "Long", 1_000)
    person = people_in(host)("desktop", host.ana)
    page = person.enter(f"/r/{room_id}/m00000300")
    expect(person.message("Number 300")).to_be_in_viewport()
    rows, to_numbers = page.locator("article.message"), "rows => rows.map(row => +row.dataset.id.slice(1))"
    numbers = rows.evaluate_all(to_numbers)
    while numbers[-1] < 1_000:
        page.locator(".scroller").evaluate("node => { node.scrollTop = node.scrollHeight - node.clientHeight - 600 }")
        expect(rows.last).not_to_have_attribute("data-id", f"m{numbers[-1]:08}")
        numbers = rows.evaluate_all(to_numbers)
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert len(numbers) <= 200


def test_a_link_to_a_message_opens_around_it_and_marks_it(start_host: StartHost, people_in: PeopleIn) -> None:
    host, room_id = filled(start_host, "Long", 1_000)
    person = people_in(host)("phone", host.ana)
    page = person.enter(f"/r/{room_id}/m00000123")
    row = page.locator('[data-id="m00000123"]')
    expect(row).to_be_in_viewport()
    person.await_flash(row)
    expect(page.get_by_role("button", name="Latest")).to_be_visible()
    page.get_by_role("button", name="Back to rooms").click()
    expect(page.get_by_role("heading", name="Rooms")).to_be_visible()


def test_of_two_messages_that_are_asked_for_the_last_is_shown(start_host: StartHost, people_in: PeopleIn) -> None:
    """The page around the first one comes later, as on a bad network."""
    host, room_id = filled(start_host, "Long", 1_000)
    person = people_in(host)("desktop", host.ana)
    page = person.enter(f"/r/{room_id}")
    held: list[Route] = []
    page.route(lambda url: "around=200&" in url, lambda route: held.append(route))
    show = f"m.showMessage({room_id!r}, a)"
    with page.expect_request(lambda request: "around=200&" in request.url):
        person.module("sync/history.js", f"void {show}", "m00000200")
    person.module("sync/history.js", f"await {show}", "m00000600")
    expect(person.message("Number 600")).to_be_in_viewport()
    with page.expect_response(lambda response: "around=200&" in response.url) as late:
        held[0].continue_()
    late.value.finished()
    page.evaluate(f"async () => {{ {PAINTED} }}")
    expect(person.message("Number 200")).to_have_count(0)
    expect(person.message("Number 600")).to_be_in_viewport()


def test_a_room_with_many_unread_opens_at_the_line(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    room_id = open_office.ana.make_room("Busy", "open", ben)
    with open_office.ana.connect_socket() as ana:
        for number in range(120):
            ana.tell("message:post", {"room_id": room_id, "client_id": f"n{number}", "body": f"News {number}"})
        ana.settle()
    person = people("phone", ben)
    page = person.enter()
    expect(person.room("Busy")).to_contain_text("120 unread")
    person.room("Busy").click()
    expect(page.get_by_role("separator")).to_be_in_viewport()
    expect(person.message("News 0").first).to_be_in_viewport()
    page.get_by_role("button", name="120 new").click()
    expect(person.message("News 119")).to_be_in_viewport()
    expect(page).to_have_title("Busy")
    page.get_by_role("button", name="Back to rooms").click()
    expect(person.room("Busy")).not_to_contain_text("unread")


def test_escape_takes_a_room_for_read_from_wherever_one_stands(open_office: ServedHost, people: People) -> None:
    ben = open_office.join(BEN)
    room_id = open_office.ana.make_room("Busy", "open", ben)
    with open_office.ana.connect_socket() as ana:
        for number in range(50):
            ana.post(room_id, f"News {number}")
    person = people("desktop", ben)
    page = person.enter(f"/r/{room_id}")
    expect(page.get_by_role("separator")).to_be_in_viewport()
    person.composer.press("Escape")
    expect(person.room("Busy")).not_to_contain_text("unread")
    expect(page.get_by_role("separator")).to_have_count(0)


def test_who_reads_further_up_is_not_moved_by_what_is_written(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    person = people("desktop", open_office.join(BEN))
    with open_office.ana.connect_socket() as ana:
        for number in range(80):
            ana.post(home, f"Line {number}")
        page = person.enter(f"/r/{home}")
        page.get_by_role("button", name="80 new").click()
        expect(person.room("General")).not_to_contain_text("unread")
        page.locator(".scroller").evaluate("node => { node.scrollTop -= 900 }")
        expect(page.get_by_role("button", name="Latest")).to_be_visible()
        before = first_visible(page)
        for number in range(5):
            ana.post(home, f"Meanwhile {number}")
        expect(page.get_by_role("button", name="5 new")).to_be_visible()
        assert abs(row_at(page, str(before["id"])) - before["at"]) <= 1
        page.get_by_role("button", name="5 new").click()
        expect(person.message("Meanwhile 4")).to_be_in_viewport()
        expect(page.get_by_role("button", name="new")).to_have_count(1)


def test_a_place_in_a_room_is_found_again_after_another_room(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    ben = open_office.join(BEN)
    open_office.ana.make_room("Lunch", "open", ben)
    with open_office.ana.connect_socket() as ana:
        for number in range(60):
            ana.post(home, f"Line {number}")
    person = people("desktop", ben)
    page = person.enter(f"/r/{home}")
    page.get_by_role("button", name="60 new").click()
    expect(person.room("General")).not_to_contain_text("unread")
    page.locator(".scroller").evaluate("node => { node.scrollTop -= 700 }")
    expect(page.get_by_role("button", name="Latest")).to_be_visible()
    before = first_visible(page)
    person.room("Lunch").click()
    expect(page.locator(".bar").get_by_role("heading", name="Lunch")).to_be_visible()
    person.room("General").click()
    expect(page.get_by_role("button", name="Latest")).to_be_visible()
    assert abs(row_at(page, str(before["id"])) - before["at"]) <= 1
