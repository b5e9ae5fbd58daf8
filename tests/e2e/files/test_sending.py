"""Sending files from the page: chosen, pasted and dropped; in the tray, on their way, and in the message."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import People

# A picture of one pixel.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)

GIVE = """([type, where, files]) => {
  const data = new DataTransfer();
  for (const [name, kind, text] of files) data.items.add(new File([text], name, { type: kind }));
  const target = document.querySelector(where);
  const how = { bubbles: true, cancelable: true };
  const event = type === "paste"
    ? new ClipboardEvent(type, { ...how, clipboardData: data }) : new DragEvent(type, { ...how, dataTransfer: data });
  target.dispatchEvent(event);
}"""


# Whether the line of an upload stands below the bubble of its message.
BELOW = """(([line, bubble]) => line && bubble && line.top >= bubble.bottom)(
  [".uploading", "article:has(> .uploading) .bubble"]
    .map((name) => document.querySelector(name)?.getBoundingClientRect())
)"""


def given(name: str, data: bytes = b"words", kind: str = "text/plain") -> FilePayload:
    return {"name": name, "mimeType": kind, "buffer": data}


def choose(page: Page, *files: FilePayload | Path) -> None:
    page.get_by_title("Add", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Files", exact=True).click()
    chooser.value.set_files(list(files))  # type: ignore[arg-type]
    # What is sent before the tray has the files goes without them.
    expect(tray(page)).to_be_visible()


def tray(page: Page) -> Locator:
    return page.get_by_role("list", name="Ready to send")


def sent(desk: Desk) -> list[tuple[str, list[str]]]:
    page = desk.cleo.get(f"/api/rooms/{desk.room}/messages").expect()
    return [(one["body"], [file["name"] for file in one.get("attachments", [])]) for one in page["messages"]]


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_files_are_looked_at_before_they_are_sent_with_words(desk: Desk, people: People, device: str) -> None:
    person, other = people(device, desk.ben), people("desktop", desk.cleo)
    page, seen = person.enter(desk.path), other.enter(desk.path)
    choose(page, given("harbour.png", PICTURE, "image/png"), given("Übersicht \u202egpj.exe"), given("empty.txt", b""))
    tiles = tray(page).locator("[data-key]")
    expect(tiles).to_have_count(3)
    expect(tiles.nth(0).locator("img")).to_be_visible()
    expect(tray(page).locator('[data-state="done"]')).to_have_count(3)
    # As in the page around it: in the dark Firefox would draw a white track.
    expect(tray(page)).not_to_have_css("scrollbar-color", "auto")
    page.get_by_role("button", name="Remove Übersicht gpj.exe").click()
    expect(tiles).to_have_count(2)
    if device == "desktop":
        expect(tiles.nth(1)).to_be_focused()
    tiles.nth(1).focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(tiles.nth(0)).to_have_attribute("aria-label", re.compile("empty.txt"))
    person.say("From the roof")
    expect(tray(page)).to_have_count(0)
    expect(other.message("From the roof").get_by_role("link", name="empty.txt", exact=True)).to_be_visible()
    expect(seen.locator(".pictures .picture, .file")).to_have_count(2)
    assert sent(desk)[-1] == ("From the roof", ["empty.txt", "harbour.png"])
    expect(person.message("From the roof")).to_have_attribute("data-id", re.compile("."))


def test_files_are_pasted_and_dropped_in_the_room_or_on_a_name(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    page.evaluate(GIVE, ["paste", ".composer textarea", [["shot.txt", "text/plain", "words"]]])
    expect(tray(page).locator("[data-key]")).to_have_count(1)
    page.evaluate(GIVE, ["dragenter", "#messages", [["plan.txt", "text/plain", "words"]]])
    expect(page.get_by_text(re.compile("^Drop to share in "))).to_be_visible()
    page.evaluate(GIVE, ["drop", "#messages", [["plan.txt", "text/plain", "words"]]])
    expect(page.get_by_text(re.compile("^Drop to share in "))).to_have_count(0)
    expect(tray(page).locator('[data-state="done"]')).to_have_count(2)
    row = f'.lists [data-room]:not([data-room="{desk.room}"])'
    page.evaluate(GIVE, ["dragover", row, [["note.txt", "text/plain", "words"]]])
    expect(page.get_by_text(re.compile("^Send 1 file to "))).to_be_visible()
    page.evaluate(GIVE, ["drop", row, [["note.txt", "text/plain", "words"]]])
    expect(page).not_to_have_url(re.compile(f"{desk.path}$"))
    expect(tray(page).locator("[data-key]")).to_have_count(1)
    # What waited in the other room is still there.
    person.room("Of Ben").first.click()
    expect(tray(page).locator("[data-key]")).to_have_count(2)


def test_an_upload_outlives_a_lost_link_a_pause_and_a_reload(desk: Desk, people: People) -> None:
    person = people("phone", desk.ben)
    person.allow("ERR_FAILED", "ERR_FILE_NOT_FOUND")
    page = person.enter(desk.path)
    page.route("**/api/uploads/*", lambda route: route.abort())
    choose(page, given("tour.bin", b"x" * 1000))
    expect(tray(page)).to_be_visible()
    person.say("All of it")
    waiting = page.locator(".uploading")
    expect(waiting).to_contain_text("The connection was lost.")
    waiting.get_by_role("button", name="Pause").click()
    expect(waiting).to_contain_text("Paused")
    # What is written meanwhile does not wait.
    person.say("One moment")
    expect(person.message("One moment")).to_have_attribute("data-id", re.compile("."))
    until_kept(person, 1)
    page.reload()
    expect(waiting).to_contain_text("The connection was lost.")
    page.unroute("**/api/uploads/*")
    expect(person.message("All of it")).to_have_attribute("data-id", re.compile("."))
    expect(waiting).to_have_count(0)
    assert sent(desk)[-2:] == [("One moment", []), ("All of it", ["tour.bin"])]


def test_a_pause_stops_the_bytes_at_once(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    asked: list[Route] = []
    ended: list[str] = []
    page.route("**/api/uploads/*", lambda route: asked.append(route))  # the bytes stay on their way
    page.on("requestfailed", lambda request: ended.append(request.method))
    choose(page, given("tour.bin", b"x" * 1000))
    person.say("Half of it")
    person.await_that(lambda: len(asked) == 1)
    waiting = page.locator(".uploading")
    waiting.get_by_role("button", name="Pause").click()
    person.await_that(lambda: ended == ["PATCH"])
    expect(waiting).to_contain_text("Paused")
    page.unroute("**/api/uploads/*")
    waiting.get_by_role("button", name="Resume").click()
    expect(person.message("Half of it")).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("Half of it", ["tour.bin"])


def test_what_the_host_refuses_is_said_and_can_be_cancelled(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    person.allow("status of 413")
    page = person.enter(desk.path)
    sentence = "You can keep at most 20 GB here. Delete some files first."
    error = {"ok": False, "error": {"code": "too_large", "reason": "quota", "message": sentence}}
    page.route("**/api/uploads", lambda route: route.fulfill(status=413, json=error))
    choose(page, given("tour.bin"))
    expect(tray(page).get_by_role("alert")).to_contain_text(sentence)
    person.say("Too much")
    waiting = page.locator(".uploading")
    expect(waiting.get_by_role("alert")).to_contain_text(sentence)
    # Below its message.
    person.await_true(BELOW)
    waiting.get_by_role("button", name="Cancel").click()
    expect(person.message("Too much")).to_have_count(0)
    until_kept(person, 0)
    page.reload()
    person.await_link()
    expect(page.locator(".uploading")).to_have_count(0)
    assert sent(desk) == []


def rewrite(file: Path) -> None:
    """Another text of the same length, ten seconds later."""
    file.write_bytes(b"y" * file.stat().st_size)
    os.utime(file, (file.stat().st_mtime + 10,) * 2)


def cut(file: Path) -> None:
    os.truncate(file, 400)


@pytest.mark.parametrize("change", [rewrite, cut, Path.unlink])
def test_a_file_that_changes_or_goes_while_it_is_sent_is_told_and_not_sent_in_part(
    desk: Desk, people: People, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    file = tmp_path / "tour.bin"
    file.write_bytes(b"x" * 1_000)
    person = people("desktop", desk.ben)
    person.allow("ERR_FAILED", "ERR_FILE_NOT_FOUND", "ERR_UPLOAD_FILE_CHANGED")
    page = person.enter(desk.path)
    page.route("**/api/uploads/*", lambda route: route.abort())
    choose(page, file)
    person.say("All of it")
    waiting = page.locator(".uploading")
    expect(waiting).to_contain_text("The connection was lost.")
    change(file)
    page.unroute("**/api/uploads/*")
    told = waiting.get_by_role("alert")
    expect(told).to_contain_text("tour.bin can't be read any more. It may have been moved, changed or deleted.")
    # Trying it once more changes nothing of that, and what is written meanwhile does not wait.
    told.get_by_role("button", name="Try again").click()
    expect(told).to_contain_text("tour.bin can't be read any more.")
    person.say("Another day")
    expect(person.message("Another day")).to_have_attribute("data-id", re.compile("."))
    waiting.get_by_role("button", name="Cancel").click()
    expect(person.message("All of it")).to_have_count(0)
    assert sent(desk) == [("Another day", [])]


def test_files_wait_for_their_turn(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    person.allow("ERR_FAILED", "status of 429")
    page = person.enter(desk.path)
    page.route("**/api/uploads/*", lambda route: route.abort())
    choose(page, *(given(f"{number}.txt") for number in range(6)))
    expect(tray(page).locator('[data-state="lost"]')).to_have_count(3)
    expect(tray(page).locator('[data-state="waiting"]')).to_have_count(3)
    person.say("Six")
    waiting = page.locator(".uploading")
    waiting.get_by_role("button", name="Pause").click()
    expect(waiting).to_contain_text("Paused")
    # The host has too much to do.
    busy = {"ok": False, "error": {"code": "rate_limited", "message": "Too many files.", "retry_after": 5}}
    page.unroute("**/api/uploads/*")
    page.route("**/api/uploads/*", lambda route: route.fulfill(status=429, json=busy))
    waiting.get_by_role("button", name="Resume").click()
    expect(waiting).to_contain_text("Waiting")
    page.unroute("**/api/uploads/*")
    expect(person.message("Six")).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("Six", [f"{number}.txt" for number in range(6)])


def test_files_that_the_host_has_removed_are_sent_again(desk: Desk, people: People) -> None:
    person = people("phone", desk.ben)
    page = person.enter(desk.path)
    choose(page, given("late.txt"))
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    (attachment,) = person.module("store/pending.js", "return [...m.trays.peek().values()].flat().map(file => file.id)")
    desk.ben.delete(f"/api/attachments/{attachment}").expect()
    person.say("A day later")
    failed = person.message("A day later")
    expect(failed).to_contain_text("Its files waited too long and were deleted on the host.")
    failed.get_by_role("button", name="Try again").click()
    expect(failed).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("A day later", ["late.txt"])


def test_all_tabs_of_a_browser_send_three_files_at_a_time(desk: Desk, people: People) -> None:
    """A browser has six connections to a host: with all of them in use for uploads, the rest of the page would wait."""
    person = people("desktop", desk.ben)
    asked: list[Route] = []
    released, most = 0, 0

    def hold(route: Route) -> None:
        nonlocal most
        asked.append(route)
        most = max(most, len(asked) - released)

    def await_asked(count: int) -> None:
        person.await_that(lambda: len(asked) >= count)

    person.context.route("**/api/uploads/*", hold)
    first = person.enter(desk.path)
    choose(first, *(given(f"a{number}.txt") for number in range(3)))
    await_asked(3)
    second = person.new_page()
    second.goto(first.url)
    expect(second.locator("html")).to_have_attribute("data-link", "up")
    choose(second, *(given(f"b{number}.txt") for number in range(3)))
    expect(tray(second).locator('[data-state="waiting"]')).to_have_count(3)
    for number in range(6):
        await_asked(min(6, number + 3))
        released += 1
        asked[number].continue_()
    for page in (first, second):
        expect(tray(page).locator('[data-state="done"]')).to_have_count(3)
    assert most == 3
    # A tab that is closed leaves its places to the others.
    second.close()
    person.await_true("!Object.keys(localStorage).some((key) => key.startsWith('chat-desktop-uploads-'))")
