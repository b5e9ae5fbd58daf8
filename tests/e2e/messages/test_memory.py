"""A page that is open all day: what has left the window of rows is given back to the browser."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, expect

from tests.support.browsers.pages import People, Person
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

# The page keeps 160 to 200 rows of a room: arrivals in rounds of 41 find as many as there were before.
ROUND = 41
ARRIVALS = 13 * ROUND
WINDOW_FULL = 220
SWITCHES = 50

# What an arrival may leave behind is its share of what the page keeps anyway (a clock, a name, a compiled function).
# Before the cure it was 11 nodes, 9 listeners and 27 kB for each of 500.
NODES = 60
LISTENERS = 40
HEAP_BYTES = 1_500_000


@dataclass(frozen=True)
class Held:
    """What the page's process holds after a collection of garbage."""

    nodes: int
    listeners: int
    heap_bytes: int

    def exceeds(self, before: "Held") -> list[str]:
        grown = {
            "nodes": (self.nodes - before.nodes, NODES),
            "listeners": (self.listeners - before.listeners, LISTENERS),
            "heap bytes": (self.heap_bytes - before.heap_bytes, HEAP_BYTES),
        }
        return [f"{grew} {what} more" for what, (grew, most) in grown.items() if grew > most]


def held(session: CDPSession) -> Held:
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    found = {one["name"]: int(one["value"]) for one in session.send("Performance.getMetrics")["metrics"]}
    return Held(found["Nodes"], found["JSEventListeners"], found["JSHeapUsedSize"])


def measure(person: Person) -> CDPSession:
    session = person.context.new_cdp_session(person.page)
    session.send("Performance.enable")
    return session


def post(browser: Browser, room_id: str, many: int, word: str) -> None:
    """MANY messages, of a few kinds, the last of which can be awaited."""
    with browser.connect_socket() as client:
        for number in range(many - 1):
            body = (f"{word} {number}", f"**{word}** {number}, https://example.org/{number} @Ben", f"> {word} {number}")
            client.tell(
                "message:post", {"room_id": room_id, "client_id": f"{word}{number}", "body": body[number % len(body)]}
            )
        client.post(room_id, f"{word} ends", client_id=f"{word}-end")


def settled(person: Person) -> None:
    """The row under the pointer has tools, a room that was read has marks, and what the page loads ahead takes 0.9 MB:
    all is there before counting."""
    person.module("sync/index.js", "await m.prefetched")
    person.page.mouse.move(5, 5)
    person.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def grown(before: Held, session: CDPSession, person: Person) -> list[str]:
    settled(person)
    after = held(session)
    return after.exceeds(before)


def test_messages_that_arrive_in_the_open_room_leave_nothing_behind(open_office: ServedHost, people: People) -> None:
    home = open_office.ana.home()
    ben = people("desktop", open_office.join(BEN))
    ben.enter(f"/r/{home}")
    session = measure(ben)
    post(open_office.ana, home, WINDOW_FULL, "First")
    expect(ben.message("First ends")).to_be_in_viewport()
    settled(ben)
    rows = ben.page.locator("article.message").count()
    before = held(session)
    post(open_office.ana, home, ARRIVALS, "Later")
    expect(ben.message("Later ends")).to_be_in_viewport()
    assert ben.page.locator("article.message").count() == rows
    assert grown(before, session, ben) == []


def test_messages_that_arrive_in_another_room_leave_nothing_behind(open_office: ServedHost, people: People) -> None:
    browser = open_office.join(BEN)
    lunch = open_office.ana.make_room("Lunch", "open", browser)
    ben = people("desktop", browser)
    ben.enter(f"/r/{lunch}")
    session = measure(ben)
    post(open_office.ana, lunch, WINDOW_FULL, "First")
    expect(ben.message("First ends")).to_be_in_viewport()
    expect(ben.room("Lunch")).not_to_contain_text("unread")
    ben.room("General").click()
    expect(ben.page.locator(".bar").get_by_role("heading", name="General")).to_be_visible()
    # The first unread message moves the room to a section of its own, which stays.
    post(open_office.ana, lunch, 1, "Unread")
    expect(ben.room("Lunch")).to_contain_text("1 unread")
    settled(ben)
    before = held(session)
    post(open_office.ana, lunch, ARRIVALS, "Later")
    expect(ben.room("Lunch")).to_contain_text(str(ARRIVALS + 1))
    assert grown(before, session, ben) == []


def test_going_from_room_to_room_leaves_nothing_behind(open_office: ServedHost, people: People) -> None:
    browser = open_office.join(BEN)
    lunch = open_office.ana.make_room("Lunch", "open", browser)
    for room_id, word in ((open_office.ana.home(), "Home"), (lunch, "Lunch")):
        post(open_office.ana, room_id, 60, word)
    ben = people("desktop", browser)
    ben.enter(f"/r/{lunch}")
    session = measure(ben)

    def switch() -> None:
        for name in ("General", "Lunch"):
            ben.room(name).click()
            expect(ben.page.locator(".bar").get_by_role("heading", name=name)).to_be_visible()

    for _ in range(3):
        switch()
    settled(ben)
    before = held(session)
    for _ in range(SWITCHES // 2):
        switch()
    assert grown(before, session, ben) == []
