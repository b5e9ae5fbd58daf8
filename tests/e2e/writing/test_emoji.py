"""The emoji picker: loaded on first use, searched, walked through by the keyboard, in a skin tone, on both devices."""

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, box
from tests.support.hosts.tiny_server import until

DRAWN = "document.querySelectorAll('.emoji-panel button').length"


def open_picker(page: Page) -> None:
    page.get_by_role("button", name="Emoji").click()
    expect(page.get_by_role("region", name="Smileys").get_by_role("button").first).to_be_visible()


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_the_picker_is_loaded_on_first_use_searched_and_remembers(desk: Desk, people: People, kind: str) -> None:
    person = people(kind, desk.ben)
    asked: list[Request] = []
    person.page.on("request", lambda request: asked.append(request) if "/emoji/en.json" in request.url else None)
    page = person.enter(desk.path)
    expect(person.composer).to_be_visible()
    assert asked == []
    open_picker(page)
    assert len(asked) == 1
    # Of nearly two thousand emoji only the groups near the view are drawn.
    assert page.evaluate(DRAWN) < 400
    page.get_by_role("button", name="Skin tone").click()
    page.get_by_role("radio", name="Medium", exact=True).click()
    page.get_by_role("button", name="Food and drink").click()
    expect(page.get_by_role("region", name="Food and drink").get_by_role("button", name="grapes")).to_be_in_viewport()
    expect(page.get_by_role("button", name="Food and drink")).to_have_attribute("aria-current", "true")
    page.get_by_role("searchbox", name="Search emoji").fill("waving hand")
    expect(page.get_by_role("region", name="Found").get_by_role("button")).to_have_text(["👋🏽"])
    page.get_by_role("searchbox", name="Search emoji").press("Enter")
    expect(person.composer).to_have_value("👋🏽")
    page.reload()
    open_picker(page)
    expect(page.get_by_role("region", name="Recent").get_by_role("button").first).to_have_text("👋🏽")
    expect(page.get_by_role("button", name="Skin tone")).to_have_text("👋🏽")
    page.get_by_role("searchbox", name="Search emoji").fill("zzqq")
    nothing = page.get_by_text("No emoji is called “zzqq”.")
    expect(nothing).to_be_visible()
    # It stands below the field, where one looks, and no heading says that something was found.
    until(lambda: box(nothing).top - box(page.locator(".emoji-find")).bottom < 16)
    expect(page.get_by_text("Found", exact=True)).to_have_count(0)


def test_the_grid_is_walked_through_by_the_keyboard(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    open_picker(page)
    expect(page.get_by_role("searchbox", name="Search emoji")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_text("👍")
    page.keyboard.press("ArrowDown")
    expect(page.locator(":focus")).to_have_text("😀")
    expect(page.locator(".emoji-shown")).to_have_text(re.compile("😀.*grinning face.*:grinning:", re.DOTALL))
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Home")
    ninth = page.get_by_role("region", name="Smileys").get_by_role("button").nth(8)
    expect(ninth).to_be_focused()
    page.keyboard.press("Control+End")
    last = page.locator(".emoji-panel section").last.get_by_role("button").last
    expect(last).to_be_focused()
    expect(last).to_be_in_viewport()
    expect(page.locator(".emoji-panel [tabindex='0']")).to_have_count(1)
    page.keyboard.press("Control+Home")
    page.keyboard.type("tada")
    expect(page.get_by_role("searchbox", name="Search emoji")).to_have_value("tada")
    expect(page.get_by_role("region", name="Found").get_by_role("button").first).to_have_text("🎉")
    page.keyboard.press("Enter")
    expect(person.composer).to_have_value("🎉")
    expect(person.composer).to_be_focused()


def test_a_reaction_is_picked_from_all_emoji(desk: Desk, people: People) -> None:
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "React to this")
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    person.open_menu("React to this")
    page.get_by_role("button", name="More emoji").click()
    page.get_by_role("searchbox", name="Search emoji").fill("otter")
    page.get_by_role("region", name="Found").get_by_role("button", name="otter").click()
    expect(person.message("React to this").get_by_role("button", name=re.compile("🦦"))).to_be_visible()


def test_two_presses_open_one_picker_however_long_it_is_loaded(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    held: list[Route] = []
    person.page.route("**/bundles/writing.js", lambda route: held.append(route))
    page = person.enter(desk.path)
    for _ in range(2):
        page.get_by_role("button", name="Emoji").click()
    person.await_that(lambda: held)
    for route in held:
        route.continue_()
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_without_the_table_it_says_so_and_tries_again(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    person.allow("emoji", "ERR_FAILED")
    page = person.enter(desk.path)
    page.route("**/emoji/en.json", lambda route: route.abort())
    page.get_by_role("button", name="Emoji").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("The emoji could not be loaded.")).to_be_visible()
    expect(dialog.get_by_role("button", name="👍")).to_be_visible()
    page.unroute("**/emoji/en.json")
    dialog.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("region", name="Smileys").get_by_role("button").first).to_be_visible()
