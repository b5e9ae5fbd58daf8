"""axe finds nothing, on any view, on a phone or a desk, in light or dark; and hands and keys reach everything."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, expect

from tests.support.browsers.pages import DEVICES, People, Person, people_of
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.webui.accessibility.page_checks import (
    SMALLEST_TARGET_PX,
    TOO_SMALL,
    TWICE,
    columns_of_letters,
    faults,
    settled,
    sideways,
    wide,
)

TALK = [
    "Morning all ☀️ The printer is out of paper again.",
    "**bold** *italic* ~~gone~~ `code` https://example.org [docs](http://intranet.test)",
    "A list:\n- keys\n- the blue folder\n\n> quoted",
    "```\n./office clear-cache invoices --and-a-very-long-line-that-does-not-fit-on-any-phone-of-this-world\n```",
    "شكراً، الاجتماع الساعة الثالثة",
    "🎉",
    "averylongwordwithoutanyspaces" * 12,
]


@pytest.fixture(scope="module")
def reader(shown_host: ServedHost) -> Browser:
    """Somebody in a room that shows every kind of row."""
    dora, elif_ = shown_host.newcomer("Dora"), shown_host.newcomer("Elif Yılmaz")
    room = shown_host.ana.make_room(f"Front office {dora.user_id}", "open", dora, elif_)
    with shown_host.ana.connect_socket() as ana, elif_.connect_socket() as elif_speaks, dora.connect_socket() as speaks:
        posted = [ana.post(room, body) for body in TALK]
        elif_speaks.post(room, f"@{dora.user['name']} look", reply_to=posted[0]["id"])
        ana.ask("reaction:add", {"message_id": posted[0]["id"], "emoji": "👍"})
        speaks.ask("reaction:add", {"message_id": posted[0]["id"], "emoji": "👍"})
        gone = ana.post(room, "Will go")
        ana.ask("message:delete", {"message_id": gone["id"]})
        changed = ana.post(room, "Will chagne")
        ana.ask("message:edit", {"message_id": changed["id"], "body": "Will change"})
        speaks.post(room, "Mine, too")
    shown_host.ana.make_room(f"Unread {dora.user_id}", "closed", dora)
    return dora


@pytest.fixture(scope="module")
def readers(chromium: Chromium, shown_host: ServedHost, reader: Browser) -> Iterator[dict[str, Person]]:
    """The same person on a phone and a desk, each with one page: a new browser context for each view costs as much as
    the view. Each view begins with a document of its own."""
    with people_of(chromium, shown_host) as people:
        yield {kind: people(kind, reader) for kind in ("phone", "desktop")}


def room_of(person: Person) -> str:
    assert person.browser is not None
    rooms = person.browser.get("/api/rooms").expect()["rooms"]
    return str(next(room["id"] for room in rooms if str(room["name"]).startswith("Front office")))


def in_room(person: Person) -> Page:
    page = person.enter(f"/r/{room_of(person)}")
    expect(person.message("Mine, too")).to_be_visible()
    return page


def at_list(person: Person) -> Page:
    page = person.enter()
    expect(page.get_by_role("navigation")).to_be_visible()
    return page


def opened(button: str) -> Callable[[Person], Page]:
    def view(person: Person) -> Page:
        page = at_list(person)
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        return page

    return view


def new_room(person: Person) -> Page:
    page = opened("New message or room")(person)
    page.get_by_role("button", name="New room").click()
    expect(page.get_by_label("Name of the room")).to_be_visible()
    return page


def details(person: Person) -> Page:
    page = in_room(person)
    page.get_by_role("button", name="Room details").click()
    expect(page.locator(".details").get_by_text("3 people")).to_be_visible()
    return page


def menu(person: Person) -> Page:
    page = in_room(person)
    row = page.locator("article.message[data-mine]")
    row.focus()
    row.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def emoji(person: Person) -> Page:
    page = in_room(person)
    page.get_by_role("button", name="Emoji").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    return page


def mentioning(person: Person) -> Page:
    page = in_room(person)
    # The draft of the other device may be there by now. After a space a name begins in any text.
    person.composer.press_sequentially(" @e")
    expect(page.get_by_role("option").first).to_be_visible()
    return page


def not_sent(person: Person) -> Page:
    page = in_room(person)
    person.allow("404")
    person.module("store/pending.js", "m.enqueue(a, 'Not for you', 'no-such-message')", room_of(person))
    expect(page.get_by_role("alert")).to_be_visible()
    return page


def settings(person: Person) -> Page:
    page = person.enter("/settings")
    page.get_by_text("Open-source licences").click()
    expect(page.get_by_text("Sign out")).to_be_visible()
    return page


def nowhere(person: Person) -> Page:
    page = person.enter("/r/nowhere")
    expect(page.get_by_text("You're not in this room")).to_be_visible()
    return page


VIEWS: dict[str, Callable[[Person], Page]] = {
    "list": at_list,
    "room": in_room,
    "details": details,
    "menu": menu,
    "emoji": emoji,
    "mentioning": mentioning,
    "not sent": not_sent,
    "new": opened("New message or room"),
    "new room": new_room,
    "browse": opened("Browse open rooms"),
    "invite": opened("Invite people nearby"),
    "settings": settings,
    "nowhere": nowhere,
}


# What the narrowest screen and fingers meet is looked at on the phone's page, after axe.
NARROW = {"list", "room", "details", "menu", "new room", "settings"}
TOUCHED = {"list", "room", "menu", "not sent"}
TARGETS = "button:visible, a.link:visible, a.icon-button:visible, a.quote:visible, textarea:visible"


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_inside_on_a_desk(view: str, readers: dict[str, Person]) -> None:
    page = VIEWS[view](readers["desktop"])
    assert faults(page) == []
    assert sideways(page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_inside_on_a_phone_and_fingers_reach_all_on_the_narrowest_screen(
    view: str, readers: dict[str, Person]
) -> None:
    page = VIEWS[view](readers["phone"])
    if view in TOUCHED:
        assert settled(page).locator(TARGETS).evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []
    assert faults(page) == []
    assert sideways(page) == []
    if view in NARROW:
        page.set_viewport_size({"width": 320, "height": 568})
        assert sideways(page) == []
        assert wide(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_viewport_size(DEVICES["phone"]["viewport"])
    page.evaluate(TWICE)
    assert sideways(page) + wide(page) + columns_of_letters(page) == []


@pytest.mark.parametrize("kind", ["phone", "desktop"])
@pytest.mark.parametrize(("path", "heading"), [("/join#code", "Join"), ("/sign-in", "Sign in"), ("/gone", "Not found")])
def test_axe_finds_nothing_at_the_door(path: str, heading: str, kind: str, people: People) -> None:
    person = people(kind)
    person.allow("404", "403")  # what is not there, and a code that nobody gave out
    page = person.open(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)
    assert faults(page) == []
    assert sideways(page) == []
    if kind == "phone":
        page.evaluate(TWICE)
        assert sideways(page) + wide(page) + columns_of_letters(page) == []


def test_the_keyboard_walks_the_messages_and_acts_on_them(people: People, reader: Browser) -> None:
    person = people("desktop", reader)
    page = in_room(person)
    page.get_by_role("main").focus()
    page.keyboard.press("ArrowUp")
    mine = page.locator("article.message").last
    expect(mine).to_be_focused()
    page.keyboard.press("e")
    expect(person.composer).to_have_value("Mine, too")
    expect(person.composer).to_be_focused()
    page.keyboard.press("Escape")
    expect(person.composer).to_have_value("")
    mine.focus()
    expect(mine).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(person.message("Will change")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator(".replying .quote")).to_contain_text("Will change")
    expect(person.composer).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".replying")).to_have_count(0)


def test_the_focus_returns_to_where_a_dialog_was_asked_for(people: People, reader: Browser) -> None:
    page = in_room(people("desktop", reader))
    for name, shown in (("Find anything", "dialog"), ("Room details", "aside")):
        opened = page.locator(shown)
        button = page.get_by_role("button", name=name)
        button.press("Enter")
        expect(opened).to_be_visible()
        page.keyboard.press("Escape")
        expect(opened).to_have_count(0)
        expect(button).to_be_focused()


def test_the_first_link_offers_to_skip_the_list(people: People, reader: Browser) -> None:
    page = in_room(people("desktop", reader))
    skip = page.get_by_role("link", name="Skip to the messages")
    assert page.locator("a, button").first.inner_text() == "Skip to the messages"
    skip.focus()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(page.locator("article.message").last).to_be_focused()


def test_the_log_is_silent_while_one_reads_further_up(people: People, reader: Browser) -> None:
    page = in_room(people("desktop", reader, viewport={"width": 1280, "height": 480}))
    log = page.get_by_role("log").filter(has=page.get_by_role("region", name="Beginning"))  # the whole of it is drawn
    expect(log).to_have_attribute("aria-live", "polite")
    page.locator(".scroller").evaluate("node => { node.scrollTop = 0 }")
    expect(log).to_have_attribute("aria-live", "off")


def test_a_phone_does_not_take_the_focus_when_a_room_opens(people: People, reader: Browser) -> None:
    person = people("phone", reader)
    in_room(person)
    expect(person.composer).not_to_be_focused()


def test_right_to_left_text_keeps_its_own_direction(people: People, reader: Browser) -> None:
    person = people("desktop", reader)
    in_room(person)
    expect(person.page.locator(".bubble pre")).to_be_attached()
    text = person.message("شكراً").locator("p").last
    assert text.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert person.page.evaluate("getComputedStyle(document.querySelector('.bubble pre')).direction") == "ltr"


def test_the_theme_that_was_chosen_stands_from_the_first_paint(people: People, reader: Browser) -> None:
    person = people("desktop", reader, color_scheme="light")
    page = person.enter("/settings")
    page.get_by_role("radio", name="Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload(wait_until="commit")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    # At the very beginning the page may have no sheet yet, and is not drawn.
    person.await_true("getComputedStyle(document.documentElement).colorScheme === 'dark'")
