"""The sidebar: one place for each room, sections that fold, favourites and an own order, by mouse and by keys."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import NAME, People
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.tiny_server import until

# Where the text itself begins.
START = """node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getClientRects()[0].left;
}"""
# In how many lines the address of a narrow foot stands, and whether all of it is inside.
BROKEN_LINES = """foot => {
    Object.assign(foot.style, { flex: "none", inlineSize: "8rem" });
    const range = document.createRange();
    range.selectNodeContents(foot.querySelector("bdi"));
    const lines = new Set([...range.getClientRects()].map((box) => box.top));
    return [lines.size, range.getBoundingClientRect().right < foot.getBoundingClientRect().right];
}"""
ROOMS = ("Deliveries", "Front office", "Invoices", "Workshop")


@pytest.fixture
def ben(served: ServedHost) -> Browser:
    """Somebody with four rooms of their own."""
    ben = served.newcomer("Ben")
    for name in ROOMS:
        served.ana.make_room(f"{name} of {ben.user['name']}", "closed", ben)
    return ben


def rows(page: Page, section: str) -> Locator:
    return page.locator(f'[data-list="{section}"] .link[data-room] .name bdi')


def names(*first: str) -> list[re.Pattern[str]]:
    return [re.compile(f"^{name}") for name in first]


def choose(page: Page, room: str, action: str) -> None:
    page.locator(".lists .link").filter(has_text=room).click(button="right")
    page.get_by_role("dialog").get_by_role("button", name=action).click()


def test_where_the_only_room_is_unread_the_heading_of_rooms_leads_to_others(served: ServedHost, people: People) -> None:
    eve = served.newcomer("Eve")
    page = people("phone", eve).enter("/")
    expect(rows(page, "rooms")).to_have_text(names("General"))
    expect(page.get_by_role("button", name="Browse open rooms")).to_have_text("")
    with served.ana.connect_socket() as ana:
        ana.post(eve.home(), "Good morning")
    expect(rows(page, "unread")).to_have_text(names("General"))
    page.locator('[data-list="rooms"]').get_by_role("button", name="Browse open rooms").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_room_stands_in_one_section_and_follows_to_another_device(
    served: ServedHost, people: People, ben: Browser
) -> None:
    at_ben = people("desktop", ben)
    phone = people("phone", ben).enter()
    page = at_ben.enter()
    choose(page, "Workshop", "Add to favourites")
    expect(rows(page, "favourites")).to_have_text(names("Workshop"))
    expect(rows(page, "rooms")).to_have_text(names("General", "Deliveries", "Front office", "Invoices"))
    expect(rows(phone, "favourites")).to_have_text(names("Workshop"))
    choose(page, "Invoices", "New section")
    page.get_by_label("Name of the section").fill("Spring fair")
    page.get_by_role("button", name="Save").click()
    own = page.get_by_role("button", name="Spring fair")
    expect(own).to_be_visible()
    expect(page.get_by_role("list", name="Spring fair").get_by_role("link")).to_have_text([re.compile("Invoices")])
    own.click()
    expect(page.get_by_role("button", name="Spring fair 1 room")).to_have_attribute("aria-expanded", "false")
    expect(phone.get_by_role("button", name="Spring fair 1 room")).to_be_visible()
    at_ben.enter()
    expect(page.get_by_role("button", name="Spring fair 1 room")).to_be_visible()
    expect(rows(page, "favourites")).to_have_text(names("Workshop"))
    # A finger that rests on a row opens the same menu.
    phone.locator(".lists .link").filter(has_text="Workshop").dispatch_event("pointerdown", {"pointerType": "touch"})
    phone.get_by_role("dialog").get_by_role("button", name="Remove from favourites").click()
    expect(page.locator('[data-list="favourites"]')).to_have_count(0)
    expect(rows(page, "rooms")).to_have_text(names("General", "Deliveries", "Front office", "Workshop"))


def test_what_is_unread_is_on_top_until_it_was_read_and_left(served: ServedHost, people: People, ben: Browser) -> None:
    at_ben = people("desktop", ben)
    page = at_ben.enter(f"/r/{ben.home()}")
    room = next(room for room in ben.get("/api/rooms").expect()["rooms"] if room["name"].startswith("Front"))
    with served.ana.connect_socket() as ana:
        ana.post(room["id"], "The parcel is here")
    expect(rows(page, "unread")).to_have_text(names("Front office"))
    expect(rows(page, "rooms")).to_have_text(names("General", "Deliveries", "Invoices", "Workshop"))
    rows(page, "unread").click()
    expect(page.locator(".bar").get_by_role("heading", name="Front office")).to_be_visible()
    expect(page.locator('[data-list="unread"] .count')).to_have_count(0)
    expect(rows(page, "unread")).to_have_count(1)
    at_ben.room("General").click()
    expect(page.locator('[data-list="unread"]')).to_have_count(0)
    expect(rows(page, "rooms")).to_have_text(names("General", "Deliveries", "Front office", "Invoices", "Workshop"))


def test_rooms_are_moved_by_keys_from_one_tab_stop_and_by_dragging(people: People, ben: Browser) -> None:
    page = people("desktop", ben).enter(f"/r/{ben.home()}")
    page.get_by_role("button", name="Find anything").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("^Mine"))).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator('.lists .link[aria-current="page"]')).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".lists .link").filter(has_text="Deliveries")).to_be_focused()
    page.keyboard.press("Shift+ArrowDown")
    expect(rows(page, "rooms")).to_have_text(names("General", "Front office", "Deliveries", "Invoices", "Workshop"))
    expect(page.locator(".lists .link").filter(has_text="Deliveries")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Rooms 5 rooms")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(rows(page, "rooms")).to_have_count(5)
    page.keyboard.press("Tab")
    expect(page.locator(".lists :focus")).to_have_count(0)
    expect(page.locator(".lists [tabindex='0']")).to_have_count(1)
    page.locator(".lists .link").filter(has_text="Workshop").drag_to(
        page.locator(".lists .link").filter(has_text="Deliveries"), target_position={"x": 40, "y": 4}
    )
    expect(rows(page, "rooms")).to_have_text(names("General", "Front office", "Workshop", "Deliveries", "Invoices"))
    until(lambda: ben.get("/api/account/sidebar").expect()["sections"][:1])
    assert ben.get("/api/account/sidebar").expect()["sections"][0]["id"] == "rooms"


def test_a_name_in_arabic_is_at_the_start_of_its_row(served: ServedHost, people: People, ben: Browser) -> None:
    served.ana.make_room("غرفة الاجتماعات", "closed", ben)
    page = people("desktop", ben).enter()
    found = page.locator(".lists .link").filter(has_text="غرفة").locator(".name")
    other = page.locator(".lists .link").filter(has_text="Workshop").locator(".name")
    until(lambda: abs(found.locator("bdi").evaluate(START) - other.locator("bdi").evaluate(START)) < 2)


def test_the_address_to_read_out_stands_at_the_foot(served: ServedHost, people: People, ben: Browser) -> None:
    page = people("desktop", ben).enter()
    address = f"{NAME}:{served.url.rsplit(':', 1)[1]}"
    foot = page.get_by_role("button", name="Invite people nearby")
    expect(foot).to_contain_text(address)
    expect(foot).to_contain_text("online")
    foot.click()
    expect(page.get_by_role("dialog", name="Invite people nearby")).to_be_visible()


def test_a_long_address_at_the_foot_breaks_before_its_port(people: People, ben: Browser) -> None:
    page = people("desktop", ben).enter()
    foot = page.get_by_role("button", name=re.compile("Invite people nearby"))
    expect(foot).to_contain_text(NAME)
    lines, is_inside = foot.evaluate(BROKEN_LINES)
    assert (lines, is_inside) == (2, True)
