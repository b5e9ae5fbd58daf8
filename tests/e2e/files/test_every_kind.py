"""A phone sends a file of every kind over a network that is cut meanwhile, and a colleague opens each of them."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.cuttable_link import Link
from tests.e2e.files.test_sending import choose, given, tray
from tests.support.browsers.pages import CUT_NAME, People, Person
from tests.support.files.shared_files import ARCHIVE, FILES, TEXT
from tests.support.hosts.host_process import ServedHost

FIRST, *OTHERS = [given(name, data, kind) for name, kind, data in FILES]


def send_over_a_cut_link(person: Person, page: Page, link: Link) -> None:
    choose(page, FIRST)
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    link.cut()
    expect(page.locator("html")).not_to_have_attribute("data-link", "up")
    choose(page, *OTHERS)
    expect(tray(page).locator("[data-key]")).to_have_count(7)
    person.say("One of each")
    waiting = page.locator(".uploading")
    expect(waiting).to_contain_text("The connection was lost.")
    waiting.get_by_role("button", name="Pause").click()
    expect(waiting).to_contain_text("Paused")
    link.heal()
    person.await_link()
    # What was paused stays so until it is resumed, and a message without files does not wait for it.
    person.say("Wait for it")
    expect(person.message("Wait for it")).to_have_attribute("data-id", re.compile("."))
    expect(waiting).to_contain_text("Paused")
    waiting.get_by_role("button", name="Resume").click()
    expect(person.message("One of each")).to_have_attribute("data-id", re.compile("."))


def plays(person: Person, sound: Locator) -> None:
    """Its controls are the browser's own, which a test cannot press."""
    sound.evaluate("media => void media.play()")
    person.await_that(lambda: sound.evaluate("media => media.currentTime > 0"), "that it plays")


def open_each(person: Person, page: Page) -> None:
    row = person.message("One of each")
    opens = row.get_by_role("button", name="Open picture harbour.jpg")
    # The host has made its small picture by then.
    expect(opens.locator('[data-state="shown"] img[src*="as=thumb"]').first).to_be_visible()
    opens.click()
    viewer = page.get_by_role("dialog")
    expect(viewer.locator(".stage img")).to_be_visible()
    person.await_true("document.querySelector('.stage img')?.naturalWidth > 0")
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    row.get_by_role("button", name="Open video tour.webm").click()
    plays(person, viewer.locator("video"))
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    plays(person, row.locator("audio"))
    row.get_by_role("button", name="numbers.csv", exact=True).click()
    expect(viewer.get_by_role("cell", name="Posten")).to_be_visible()
    page.keyboard.press("Escape")
    row.get_by_role("button", name="notes.txt", exact=True).click()
    expect(viewer.locator("pre")).to_have_text(TEXT)
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    with page.expect_download() as saved:
        row.get_by_role("link", name="all.zip", exact=True).click()
    assert Path(saved.value.path()).read_bytes() == ARCHIVE
    with page.context.expect_event("response", lambda answer: "/plan.pdf?as=view" in answer.url) as told:
        row.get_by_role("link", name="plan.pdf", exact=True).click()
    assert told.value.headers["content-type"] == "application/pdf"


def test_a_file_of_every_kind_outlives_a_cut_link_and_opens_at_a_colleagues(
    open_office: ServedHost, people: People, link: Link
) -> None:
    path = f"/r/{open_office.ana.home()}"
    phone, desk = people("phone", open_office.join("Ben"), name=CUT_NAME), people("desktop", open_office.ana)
    phone.allow("ERR_", "socket.io", "Failed to load resource")
    # The office has one address for it, so that it does not go on at another one.
    phone.page.route("**/api/hello*", lambda route: route.abort())
    page, seen = phone.enter(path), desk.enter(path)
    send_over_a_cut_link(phone, page, link)
    expect(desk.message("One of each")).to_be_visible()
    open_each(desk, seen)
