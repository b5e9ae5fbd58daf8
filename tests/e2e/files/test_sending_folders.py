"""Folders that are sent as one zip, which the page makes while it sends it."""

import io
import random
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.files.test_sending import sent, tray
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import People, Person
from tests.support.hosts.http_browser import Browser

# More than the page holds of a zip at a time.
LARGE = random.Random(1).randbytes(9_000_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "Pläne"
    (found / "inner").mkdir(parents=True)
    (found / "a.txt").write_bytes(b"words")
    (found / "inner" / "large.bin").write_bytes(LARGE)
    return found


def choose_folder(page: Page, folder: Path) -> None:
    page.get_by_title("Add", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Folder", exact=True).click()
    chooser.value.set_files(folder)
    # What is sent before the tray has the folder goes without it.
    expect(tray(page)).to_be_visible()


def drop_folder(person: Person, folder: Path, place: str) -> None:
    """Drops a folder as the system does it."""
    at = person.page.locator(place).bounding_box()
    assert at
    devtools = person.context.new_cdp_session(person.page)
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        event = {"type": kind, "x": at["x"] + at["width"] / 2, "y": at["y"] + at["height"] / 2, "data": data}
        devtools.send("Input.dispatchDragEvent", event)


def first_part_only(route: Route) -> None:
    if route.request.headers.get("upload-offset") == "0":
        route.continue_()
    else:
        route.abort()


def unpacked(who: Browser, desk: Desk) -> dict[str, bytes]:
    (file,) = who.get(f"/api/rooms/{desk.room}/messages").expect()["messages"][-1]["attachments"]
    with zipfile.ZipFile(io.BytesIO(who.get(file["url"]).content)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


WHOLE = {"Pläne/a.txt": b"words", "Pläne/inner/large.bin": LARGE}


def test_a_folder_goes_on_after_a_lost_link_and_when_it_is_chosen_again(
    desk: Desk, people: People, folder: Path, tmp_path: Path
) -> None:
    person = people("desktop", desk.ben)
    person.allow("ERR_FAILED", "ERR_FILE_NOT_FOUND")
    page = person.enter(desk.path)
    page.route("**/api/uploads/*", first_part_only)
    choose_folder(page, folder)
    expect(tray(page).locator("[data-key]")).to_have_attribute("aria-label", re.compile(r"^Pläne\.zip, 9 MB"))
    person.say("All plans")
    waiting = page.locator(".uploading")
    expect(waiting).to_contain_text("The connection was lost.")
    expect(waiting).to_contain_text("88")
    waiting.get_by_role("button", name="Pause").click()
    expect(waiting).to_contain_text("Paused")
    page.unroute("**/api/uploads/*")
    waiting.get_by_role("button", name="Resume").click()
    expect(person.message("All plans")).to_have_attribute("data-id", re.compile("."))
    assert unpacked(desk.cleo, desk) == WHOLE
    # A page that was loaded anew must be given the folder again.
    page.route("**/api/uploads/*", first_part_only)
    choose_folder(page, folder)
    person.say("Once more")
    expect(waiting).to_contain_text("The connection was lost.")
    until_kept(person, 1)
    page.reload()
    expect(waiting.get_by_role("alert")).to_contain_text("A reload of the page forgets folders.")
    page.unroute("**/api/uploads/*")
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_bytes(b"words")
    for given in (other, folder):
        with page.expect_file_chooser() as chooser:
            waiting.get_by_role("button", name="Choose").click()
        chooser.value.set_files(given)
        if given is other:
            expect(page.get_by_text("This is another file. Choose Pläne.zip.")).to_be_visible()
    expect(person.message("Once more")).to_have_attribute("data-id", re.compile("."))
    assert unpacked(desk.cleo, desk) == WHOLE


def test_a_folder_is_dropped_beside_files(desk: Desk, people: People, folder: Path) -> None:
    (folder / "empty").mkdir()
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    drop_folder(person, folder, "#messages")
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    person.say("Dropped")
    expect(person.message("Dropped")).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("Dropped", ["Pläne.zip"])
    assert unpacked(desk.cleo, desk) == {**WHOLE, "Pläne/empty/": b""}
