"""A room with ten thousand files: found by name, person and month, and held a part at a time."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, Request, expect

from tests.e2e.files.sent_files import share
from tests.support.browsers.pages import NAME, People, Person, people_of
from tests.support.cast import BEN
from tests.support.files.many_files import write
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.parts.rules_office import START_MS
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide

MESSAGES = 2_500
MOST_ROWS = 300


class Archive(NamedTuple):
    """An office with a room full of files by Ana and Ben."""

    host: ServedHost
    ben: Browser
    room: str


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("archive")
    first = ServedHost(folder, forks=SHARED).set_up()
    ben = first.join(BEN)
    room = first.ana.make_room("Archive", "closed", ben)
    cookies = [first.ana.cookies, ben.cookies]
    first.stop()
    with closing(sqlite3.connect(folder / "data" / "chat.db")) as db, db:
        db.execute("DELETE FROM messages WHERE room_id = ?", (room,))
        # From a day of its own on: on the first page of the oldest month is its oldest file only if the month is short.
        write(db, START_MS, room, [first.ana.user_id, ben.user_id], 4 * MESSAGES)
    host = ServedHost(folder, "--allow-host", NAME, forks=SHARED)
    try:
        host.ana.user, host.ana.cookies = first.ana.user, cookies[0]
        again = host.browser()
        again.user, again.cookies = ben.user, cookies[1]
        yield Archive(host, again, room)
    finally:
        host.kill()


@pytest.fixture
def people(chromium: Chromium, archive: Archive) -> Iterator[People]:
    with people_of(chromium, archive.host) as present:
        yield present


def opened(person: Person, archive: Archive) -> Locator:
    """The list of documents beside the room. Before that is chosen, pictures are listed, whose bytes nobody has."""
    person.allow("404")
    page = person.enter(f"/r/{archive.room}")
    page.get_by_role("button", name="Room details").click()
    page.get_by_role("button", name="Files", exact=True).click()
    panel = page.get_by_role("complementary", name="Files")
    panel.get_by_role("tab", name="Documents").click()
    expect(panel.get_by_role("link", name=f"day {MESSAGES - 1} Übersicht.pdf", exact=True)).to_be_visible()
    return panel


def asked_for(page: Page) -> list[str]:
    """The lists of files that the page asks for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if match := re.search(r"/api/rooms/[\w-]+/files\?(.*)", request.url):
            found.append(match[1])

    page.on("request", note)
    return found


def test_the_list_holds_a_part_of_the_files_and_goes_on_at_both_ends(archive: Archive, people: People) -> None:
    person = people("desktop", archive.ben)
    panel = opened(person, archive)
    rows = panel.get_by_role("listitem")
    earlier, later = (panel.get_by_role("button", name=name) for name in ("Show earlier ones", "Show later ones"))
    expect(later).to_have_count(0)
    for _ in range(6):
        before = rows.last.inner_text()
        earlier.click()
        person.await_that(lambda before=before: rows.last.inner_text() != before)  # type: ignore[misc]
        assert rows.count() <= MOST_ROWS
    expect(later).to_be_visible()
    expect(rows.first).not_to_contain_text(f"day {MESSAGES - 1} ")
    while later.count():
        before = rows.first.inner_text()
        later.click()
        person.await_that(lambda before=before: rows.first.inner_text() != before)  # type: ignore[misc]
        assert rows.count() <= MOST_ROWS
    expect(rows.first).to_contain_text(f"day {MESSAGES - 1} ")


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_files_are_found_by_name_person_and_month(archive: Archive, people: People, device: str) -> None:
    person = people(device, archive.ben)
    panel = opened(person, archive)
    rows = panel.get_by_role("listitem")
    panel.get_by_label("Find by name").fill("UBERSICHT 77.pdf")
    expect(rows.first).to_contain_text("day 2477")
    panel.get_by_label("Find by name").fill("day 247 pdf")
    # The host looks at a part of the names at a time, and the page asks until it has enough.
    expect(rows).to_have_count(13)
    expect(rows.last).to_contain_text("day 247 ")
    panel.get_by_label("Shared by").select_option(label="Ana")
    expect(rows).to_have_count(5)
    expect(rows.last).to_contain_text("day 2470 ")
    panel.get_by_label("Find by name").fill("nobody has named it so")
    expect(panel).to_contain_text("Nothing fits.")
    panel.get_by_label("Find by name").fill("")
    panel.get_by_label("Shared by").select_option(label="Everyone")
    # The arrow of the browser itself would stand at the very edge.
    expect(panel.get_by_label("Shared by")).to_have_css("appearance", "none")
    expect(panel.get_by_label("Shared by")).to_have_css("background-image", re.compile("gradient"))
    months = panel.get_by_label("Until the end of").locator("option")
    person.await_that(lambda: months.count() > 80, "the months of the archive")
    oldest = months.last.inner_text()
    panel.get_by_label("Until the end of").select_option(label=oldest)
    expect(panel.get_by_role("link", name="day 0 Übersicht.pdf", exact=True)).to_be_visible()
    assert faults(person.page) + sideways(person.page) + wide(person.page) == []
    if device == "phone":
        assert panel.locator("button, select, .search").evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX) == []


def test_a_new_file_is_asked_for_alone_and_one_that_goes_takes_its_row_along(archive: Archive, people: People) -> None:
    person = people("desktop", archive.ben)
    panel = opened(person, archive)
    rows = panel.get_by_role("listitem")
    panel.get_by_role("button", name="Show earlier ones").click()
    person.await_that(lambda: rows.count() > 100)
    before, asked = rows.count(), asked_for(person.page)
    message = share(archive.host.ana, archive.host.url, archive.room, "", ("fresh 🎉.txt", b"words"))
    expect(rows.first).to_contain_text("fresh 🎉.txt")
    assert rows.count() == before + 1
    assert asked == [f"kind=document&after={message['seq'] - 1}"]
    with archive.host.ana.connect_socket() as ana:
        ana.ask("message:delete", {"message_id": message["id"]})
    expect(panel).not_to_contain_text("fresh")
    assert rows.count() == before
    assert len(asked) == 1
