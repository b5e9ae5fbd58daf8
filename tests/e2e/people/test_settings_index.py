"""The sections of the settings are found: by the list beside them, and by the search box."""

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.e2e.finding.test_search import open_search
from tests.support.browsers.pages import People, box
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until

# As wide as the program's window on the screen of a laptop.
LAPTOP_PX: ViewportSize = {"width": 1180, "height": 720}


def sections_of(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Sections of the settings").get_by_role("button")


def choose_log(page: Page) -> None:
    """Chooses one of the last sections, which cannot stand at the top."""
    sections_of(page).get_by_text("Activity log", exact=True).click()
    shows(page, "Activity log")


def shows(page: Page, title: str) -> None:
    """A section stands at the top of the settings, as far as they scroll, and the keyboard is there."""
    heading = page.locator(".setting").get_by_text(title, exact=True).first
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_the_list_beside_the_settings_leads_to_each_section(open_office: ServedHost, people: People) -> None:
    page = people("desktop", open_office.ana, viewport=LAPTOP_PX).enter("/settings")
    sections = sections_of(page)
    expect(sections.get_by_text("You", exact=True)).to_be_visible()
    titles = sections.all_inner_texts()
    assert {"You", "Language", "Backups", "Activity log"} <= set(titles)
    for title in ("Backups", "Language"):
        sections.get_by_text(title, exact=True).click()
        shows(page, title)
        expect(read_now(page)).to_have_text(title)
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_in_viewport()
    bar = box(page.locator("header.bar"))
    assert bar.top >= 0
    until(lambda: bar.bottom <= box(page.locator("#setting-language")).top < bar.bottom + 40)
    expect(page).to_have_url(re.compile("/settings$"))
    for key, title in (("Home", "You"), ("End", "About")):
        page.locator("main.settings").press(key)
        expect(read_now(page)).to_have_text(title)
        expect(read_now(page)).to_be_in_viewport(ratio=1)


# Each report of the browser comes later than its scrolling, as on a slow computer.
LATE = """() => document.querySelector('.settings').addEventListener('scroll', (event) => {
  if (!event.isTrusted) return;
  event.stopImmediatePropagation();
  setTimeout(() => { event.target.dispatchEvent(new Event('scroll')); window.told = true; }, 400);
}, true)"""


def test_the_section_that_was_chosen_is_marked_however_late_the_page_scrolls(
    open_office: ServedHost, people: People
) -> None:
    person = people("desktop", open_office.ana, viewport=LAPTOP_PX)
    page = person.enter("/settings")
    expect(sections_of(page).first).to_be_visible()
    page.evaluate(LATE)
    choose_log(page)
    person.await_true("window.told")
    expect(read_now(page)).to_have_text("Activity log")
    page.locator("main.settings").press("Home")
    expect(read_now(page)).to_have_text("You")


def test_the_section_that_was_chosen_stays_marked_when_one_above_it_grows(
    open_office: ServedHost, people: People
) -> None:
    person = people("desktop", open_office.ana, viewport=LAPTOP_PX)
    page = person.enter("/settings")
    choose_log(page)
    expect(read_now(page)).to_have_text("Activity log")
    before = page.evaluate(GROWS)
    person.await_true("window.grown")
    assert page.evaluate("document.querySelector('.settings').scrollTop") > before
    expect(read_now(page)).to_have_text("Activity log")


# The data of a section arrive. The browser reports how far it has scrolled for that before it paints the next frames.
GROWS = """() => {
  const before = document.querySelector(".settings").scrollTop;
  document.querySelector("#setting-devices > *").style.paddingBlockEnd = "200px";
  requestAnimationFrame(() => requestAnimationFrame(() => { window.grown = true; }));
  return before;
}"""


def read_now(page: Page) -> Locator:
    return page.locator(".settings-index [aria-current]")


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_the_search_opens_the_settings_at_a_section(open_office: ServedHost, people: People, kind: str) -> None:
    page = people(kind, open_office.ana).enter("/")
    open_search(page, kind).fill("backu")
    page.get_by_role("option" if kind == "desktop" else "button", name="Backups").click()
    shows(page, "Backups")


def test_a_member_is_offered_nothing_of_the_owners(open_office: ServedHost, people: People) -> None:
    person = people("desktop", open_office.newcomer("Ben"), viewport={"width": 1440, "height": 800})
    page = person.enter("/settings")
    sections = sections_of(page)
    expect(sections.get_by_text("Language", exact=True)).to_be_visible()
    assert not {"Office", "Backups", "Activity log", "Secure mode"} & set(sections.all_inner_texts())
    page = person.enter("/")
    field = open_search(page, "desktop")
    field.fill("langu")
    expect(page.get_by_role("option", name="Language", exact=True)).to_be_visible()
    field.fill("backu")
    expect(page.get_by_role("option", name="Backups")).to_have_count(0)
