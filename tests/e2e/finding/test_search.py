"""Search as people see it: the box, the results beside the room, a phone's page, and the way back to the results."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, expect

from tests.e2e.messages.test_history import fill
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import NAME, People, box, people_of
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

MANY = 100_000
MIDDLE = 50_123

PATIENCE_SECONDS = 60
BOX = "dialog.search-box"
PANEL = "aside.beside"


def tell(desk: Desk, *bodies: str) -> list[str]:
    with desk.cleo.connect_socket() as client:
        return [str(client.post(desk.room, body)["id"]) for body in bodies]


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def open_search(page: Page, kind: str) -> Locator:
    """The box of a desktop, or the page of a phone. Returns its field, which has the focus."""
    if kind == "phone":
        page.get_by_role("button", name="Find anything").click()
    else:
        page.keyboard.press("Control+k")
    expect(field(page)).to_be_focused()
    return field(page)


def results(page: Page) -> Locator:
    return page.locator(".said")


def await_index(browser: Browser, query: str, count: int) -> None:
    """The index follows the messages: a moment after they are posted, they are in it."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while len(browser.get(f"/api/search?{urlencode({'q': query})}").expect()["results"]) < count:
        assert time.monotonic() < deadline, query
        time.sleep(0.05)


def await_whole_index(browser: Browser) -> None:
    """A search may also be refused as too slow, while the index takes all the time of a busy machine."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        answer = browser.get("/api/search?q=number")
        if answer.status == 200 and "building" not in answer.expect():
            return
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_the_box_finds_filters_and_opens_by_the_keyboard_and_back_leads_to_it(desk: Desk, people: People) -> None:
    word = f"lantern{desk.room}"
    first, second, third = tell(
        desk, f"The {word} is **red**", f"Who has the {word}?", f"{word} 🎉 and https://wiki.lan/x"
    )
    with desk.ben.connect_socket() as client:
        client.post(desk.room, f"I have no {word}")
    await_index(desk.ben, word, 4)
    ben = people("desktop", desk.ben)
    page = ben.enter()
    open_search(page, "desktop").fill(word)
    expect(results(page)).to_have_count(4)
    box = page.locator(BOX)
    expect(box.locator("mark")).to_have_text([word] * 4)
    expect(results(page).first).to_contain_text("You in")
    expect(results(page).last).to_contain_text("Cleo")
    expect(box.get_by_role("status").filter(has_text="4 messages")).to_be_attached()
    # A filter is completed as it is typed, and Enter and Tab take it.
    field(page).press_sequentially(" from:cl")
    expect(box.get_by_role("option", name=re.compile("^Cleo")).first).to_be_visible()
    page.keyboard.press("Tab")
    cleo = str(desk.cleo.user["name"])
    expect(field(page)).to_have_value(re.compile(re.escape(f"{word} from:{quoted(cleo)} ")))
    expect(results(page)).to_have_count(3)
    expect(box.get_by_role("button", name=f"Remove the filter from: {cleo}")).to_be_visible()
    field(page).press_sequentially("has:li")
    page.keyboard.press("Enter")
    expect(results(page)).to_have_count(1)
    box.get_by_role("button", name="Remove the filter has: link").click()
    expect(results(page)).to_have_count(3)
    expect(field(page)).to_be_focused()
    # Down to the second message, and into its room.
    for _ in range(5):
        selected = page.locator(f"{BOX} [aria-selected=true]").text_content() or ""
        if "Who has" in selected:
            break
        page.keyboard.press("ArrowDown")
        expect(page.locator(f"{BOX} [aria-selected=true]")).not_to_have_text(selected)
    asked = field(page).input_value()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/r/{desk.room}/{second}$"))
    expect(page.locator(BOX)).to_have_count(0)
    expect(page.locator(f'[data-id="{second}"]')).to_be_focused()
    page.go_back()
    expect(field(page)).to_have_value(asked)
    expect(field(page)).to_be_focused()
    expect(results(page)).to_have_count(3)
    expect(page.locator(f"{BOX} [aria-selected=true]")).to_contain_text("Who has")
    # Everything beside the room, where what is deleted meanwhile goes away.
    page.keyboard.press("Control+Enter")
    panel = page.locator(PANEL)
    expect(panel.get_by_role("combobox")).to_have_value(asked)
    expect(results(page)).to_have_count(3)
    with desk.cleo.connect_socket() as client:
        client.ask("message:delete", {"message_id": third})
        expect(results(page)).to_have_count(2)
    expect(results(page).last).to_have_attribute("href", f"/r/{desk.room}/{first}")


def quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def test_rooms_people_and_commands_come_before_messages(desk: Desk, people: People) -> None:
    tell(desk, "These settings are fine")
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    open_search(page, "desktop")
    field(page).fill("setti")
    box = page.locator(BOX)
    expect(box.get_by_role("option", selected=True)).to_have_text("Settings")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/settings$"))
    page.go_back()
    open_search(page, "desktop")
    # Tab lists the words for filters, and the first one is taken by Tab again.
    page.keyboard.press("Tab")
    expect(box.get_by_role("option")).to_contain_text(
        ["from:", "in:", "before:", "after:", "on:", "has:", "is:", "type:"], use_inner_text=True
    )
    page.keyboard.press("Tab")
    expect(field(page)).to_have_value("from:")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    # A phone's page does the same.
    phone = people("phone", desk.cleo)
    there = phone.enter()
    open_search(there, "phone").fill("setti")
    there.get_by_role("button", name="Settings", exact=True).click()
    expect(there).to_have_url(re.compile("/settings$"))
    there.go_back()
    expect(there.get_by_role("heading", name="Rooms")).to_be_visible()
    open_search(there, "phone").fill(f"of {desk.ben.user['name']}")
    there.locator(".search-row", has_text="Of ").first.click()
    expect(there).to_have_url(re.compile(f"{desk.path}$"))
    there.go_back()
    expect(there.get_by_role("heading", name="Rooms")).to_be_visible()


def test_one_room_is_searched_by_its_lens_and_by_a_key(desk: Desk, people: People) -> None:
    word = f"ladder{desk.room}"
    tell(desk, f"The {word} is in the yard")
    with desk.ben.connect_socket() as client:
        client.post(desk.ben.home(), f"Where is the {word}?")
    await_index(desk.ben, word, 2)
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    page.get_by_role("button", name="Search this room").click()
    panel = page.locator(PANEL)
    expect(panel.get_by_role("combobox")).to_be_focused()
    field(page).fill(word)
    expect(results(page)).to_have_count(1)
    expect(panel.get_by_text("1 here")).to_be_visible()
    panel.get_by_role("button", name="All rooms: 2").click()
    expect(results(page)).to_have_count(2)
    expect(panel.get_by_text("2 messages, newest first").first).to_be_visible()
    # From result to result, with the focus on the button.
    following = panel.get_by_role("button", name="Next result")
    following.click()
    expect(page.locator("[aria-current=true].said")).to_contain_text("Where is")
    expect(ben.message("Where is the")).to_be_visible()
    expect(following).to_be_focused()
    following.press("Enter")
    expect(ben.message("is in the yard")).to_be_visible()
    expect(following).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    ben.composer.focus()
    page.keyboard.press("Control+Shift+F")
    expect(panel.get_by_role("combobox")).to_be_focused()
    expect(panel.get_by_role("combobox")).to_have_value("")
    expect(panel.get_by_role("button", name=re.compile("^Remove the filter Of Ben"))).to_be_visible()
    # A filter that was begun makes room for the next one, also after Esc has put its names away.
    panel.get_by_role("button", name="From", exact=True).click()
    expect(panel.get_by_role("option", name="Cleo").first).to_be_visible()
    page.keyboard.press("Escape")
    panel.get_by_role("button", name="When", exact=True).click()
    expect(panel.get_by_role("option", name="before:")).to_be_visible()
    expect(panel.get_by_role("combobox")).to_have_value("")
    page.keyboard.press("Escape")
    panel.get_by_role("button", name="From", exact=True).click()
    page.keyboard.press("Escape")
    panel.get_by_role("button", name="Type of file", exact=True).click()
    expect(panel.get_by_role("combobox")).to_have_value("type:")
    phone = people("phone", desk.cleo)
    there = phone.enter(desk.path)
    there.get_by_role("button", name="Search this room").click()
    expect(field(there)).to_be_focused()
    field(there).fill(word)
    expect(results(there)).to_have_count(1)
    field(there).press("Enter")
    there.go_back()
    expect(there.locator(PANEL)).to_have_count(0)
    expect(phone.message("is in the yard")).to_be_visible()
    # Beside a long name of a room, the words of a recent search stay.
    desk.ben.patch(f"/api/rooms/{desk.room}", {"name": "W" * 40}).expect()
    expect(there.get_by_role("heading", name="W" * 40)).to_be_visible()
    there.get_by_role("button", name="Back").click()
    there.get_by_role("button", name="Find anything").click()
    words = box(there.locator(".search-row", has_text=word).locator("b"))
    assert words.right - words.left > 40


@pytest.fixture(scope="module")
def long_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServedHost, str]]:
    """A host with a room of many messages, for the desktop and for the phone."""
    folder: Path = tmp_path_factory.mktemp("long")
    first = ServedHost(folder, "--allow-host", NAME, forks=SHARED).set_up()
    room_id = first.ana.make_room("Long")
    first.stop()
    fill(first, room_id, first.ana.user_id, MANY)
    for file in first.data.glob("search.db*"):
        file.unlink()  # it knows nothing of what was written while the host was stopped
    host = ServedHost(folder, "--allow-host", NAME, forks=SHARED)
    try:
        host.ana.sign_in("Ana")
        await_whole_index(host.ana)
        yield host, room_id
    finally:
        host.kill()


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_a_result_opens_in_the_middle_of_a_long_room_and_back_leads_to_the_results(
    chromium: Chromium, long_room: tuple[ServedHost, str], kind: str
) -> None:
    host, room_id = long_room
    with people_of(chromium, host) as present:
        person = present(kind, host.ana)
        page = person.enter()
        open_search(page, kind)
        field(page).fill("number")
        expect(results(page).first).to_contain_text("Number")
        if kind == "desktop":
            expect(page.get_by_role("option", name="Show all 100+ messages")).to_be_visible()
            expect(page.locator(".search-foot")).to_contain_text("all 100+ messages")
            page.keyboard.press("Control+Enter")
        panel = page.locator(PANEL)
        expect(panel.locator(".said").first).to_be_visible()
        expect(panel.get_by_text("100+ messages, newest first")).to_be_visible()
        # Filters by words: these exact ones, in this room.
        field(page).fill(f'"number {MIDDLE}" in:long')
        expect(results(page)).to_have_count(1)
        expect(results(page)).to_contain_text(f"Number {MIDDLE}")
        # More of them come as one scrolls.
        field(page).fill("number 5012")
        expect(results(page)).to_have_count(11)
        result = results(page).filter(has_text=f"Number {MIDDLE}")
        result.scroll_into_view_if_needed()
        top = panel.locator(".fill").evaluate("node => node.scrollTop")
        result.click()
        row = page.locator(f'[data-id="m{MIDDLE:08}"]')
        expect(row).to_be_in_viewport()
        expect(page).to_have_url(re.compile(f"/r/{room_id}/m{MIDDLE:08}$"))
        assert page.locator("article.message").count() <= 200
        if kind == "phone":
            expect(panel).to_have_count(0)
            page.get_by_role("button", name="Back to the results").click()
        else:
            expect(row).to_be_focused()
            page.go_back()
        expect(field(page)).to_have_value("number 5012")
        expect(results(page)).to_have_count(11)
        expect(result).to_be_focused()
        person.await_true(f"document.querySelector('{PANEL} .fill').scrollTop === {top}")
        if kind == "phone":
            page.get_by_role("button", name="Back", exact=True).click()
            expect(page.get_by_role("heading", name="Rooms")).to_be_visible()
