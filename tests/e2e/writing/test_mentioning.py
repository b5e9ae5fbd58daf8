"""Mentions of people and of whole rooms, and links to rooms: from the list of suggestions to those who are meant."""

import re
from threading import Event

import pytest
from playwright.sync_api import Route, expect

from tests.support.browsers.pages import People
from tests.support.cast import BEN
from tests.support.hosts.host_process import ServedHost

# A room of 40 people, also after the host has told of it once more.
MANY = """m.rooms.subscribe((rooms) => {
    if (rooms.get(a).member_count !== 40) m.put(m.rooms, a, {...rooms.get(a), member_count: 40});
  })"""


def test_a_chosen_name_can_be_undone_and_a_complete_one_is_sent(open_office: ServedHost, people: People) -> None:
    for name in ("Cleo", "Cleo Marsh"):
        open_office.join(name)
    ben = people("desktop", open_office.join(BEN))
    page = ben.enter()
    ben.composer.press_sequentially("Ask @cl")
    expect(page.get_by_role("option").locator("b")).to_have_text(["Cleo", "Cleo Marsh"])
    ben.composer.press("ArrowDown")
    ben.composer.press("Enter")
    expect(ben.composer).to_have_value("Ask @Cleo Marsh ")
    ben.composer.press("ControlOrMeta+z")
    expect(ben.composer).to_have_value("Ask @cl")
    ben.composer.press("End")
    ben.composer.press_sequentially("eo")
    expect(page.get_by_role("option")).to_have_count(2)
    ben.composer.press("Enter")
    expect(ben.message("Ask @cleo").locator(".mention")).to_have_text("@cleo")
    expect(ben.composer).to_have_value("")


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_everyone_in_a_room_is_mentioned_by_one_word(open_office: ServedHost, people: People, device: str) -> None:
    other = open_office.join("Cleo")
    room_id = open_office.ana.make_room("All of us", "open", other)
    cleo, ana = people("desktop", other), people(device, open_office.ana)
    cleo.enter()
    page = ana.enter(f"/r/{room_id}")
    ana.composer.press_sequentially("@every")
    option = page.get_by_role("option", name="@everyone")
    expect(option).to_contain_text("Notify all 2 members")
    option.dispatch_event("pointerdown")
    expect(ana.composer).to_have_value("@everyone ")
    ana.composer.press_sequentially("lunch")
    page.get_by_role("button", name="Send").click()
    expect(ana.message("lunch").locator(".mention")).to_have_text("@everyone")
    expect(cleo.room("All of us").locator(".count:not(.quiet)")).to_contain_text("1")
    cleo.room("All of us").click()
    expect(cleo.message("lunch").locator(".mention.me")).to_have_text("@everyone")
    # In a large room the sender is asked, and may think again.
    ana.module("store/rooms.js", MANY, room_id)
    ana.composer.fill("@here too")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("dialog")).to_contain_text("39 other people are in this room")
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    # Until then there are two buttons of that name.
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(ana.composer).to_have_value("@here too")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(cleo.message("too").locator(".mention.me")).to_have_text("@here")
    expect(ana.composer).to_have_value("")


@pytest.mark.parametrize("is_large", [False, True])
def test_a_second_enter_does_not_send_a_mention_of_all_once_more(
    open_office: ServedHost, people: People, is_large: bool
) -> None:
    """On a slow connection what asks about it may still be loading."""
    room_id = open_office.ana.make_room("All of us", "open", open_office.join(BEN))
    ana = people("desktop", open_office.ana)
    held: list[Route] = []
    is_slow = Event()
    is_slow.set()
    ana.page.route("**/bundles/tools.js", lambda route: held.append(route) if is_slow.is_set() else route.continue_())
    page = ana.enter(f"/r/{room_id}")
    if is_large:
        ana.module("store/rooms.js", MANY, room_id)
    ana.composer.fill("@everyone lunch")
    for _ in range(2):
        ana.composer.press("Enter")
    ana.composer.press_sequentially("Next")
    ana.await_that(lambda: held)
    is_slow.clear()  # first, because a request that is held after the others have gone on would wait for good
    for route in held:
        route.continue_()
    if is_large:
        # What was typed on would be cleared with it: whoever writes sees that the whole text is still there.
        page.get_by_role("dialog").get_by_role("button", name="Send").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(ana.composer).to_have_value("@everyone lunchNext")
        ana.composer.fill("@everyone lunch")
        page.get_by_role("button", name="Send").click()
        page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(ana.message("lunch")).to_have_attribute("data-id", re.compile("."))
    expect(ana.composer).to_have_value("" if is_large else "Next")


def test_a_sender_learns_that_nobody_was_notified(open_office: ServedHost, people: People) -> None:
    ben = people("desktop", open_office.join(BEN))
    page = ben.enter()
    for number in range(4):
        ben.composer.fill(f"@everyone {number}")
        ben.composer.press("Escape")
        ben.composer.press("Enter")
        expect(ben.message(f"@everyone {number}")).to_have_attribute("data-id", re.compile("."))
    expect(page.get_by_text("@everyone notified nobody")).to_be_visible()
    expect(ben.message("@everyone 3").locator(".mention")).to_have_count(0)
    expect(ben.message("@everyone 2").locator(".mention")).to_have_count(1)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_the_name_of_a_room_leads_there(open_office: ServedHost, people: People, device: str) -> None:
    ana = open_office.ana
    ana.make_room("Big plans"), ana.make_room("Secret", "closed")
    ben = people(device, open_office.join(BEN))
    page = ben.enter(f"/r/{ana.home()}")
    ben.composer.press_sequentially("see #big")
    option = page.get_by_role("option", name="Big plans")
    expect(option).to_be_visible()
    option.dispatch_event("pointerdown")
    expect(ben.composer).to_have_value("see #Big plans ")
    ben.composer.press_sequentially("and #General, not #Secret or `#General`")
    page.get_by_role("button", name="Send").click()
    links = ben.message("see #Big").locator("a.room-link")
    expect(links).to_have_text(["#Big plans", "#General"])
    links.first.click()
    page.get_by_role("button", name="Join Big plans").click()
    expect(ben.composer).to_be_visible()
    expect(page.locator(".bar").get_by_role("heading", name="Big plans")).to_be_visible()
