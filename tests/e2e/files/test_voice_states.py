"""Voice notes where something stands in the way: no microphone, a hidden page, the longest note, a link that blinks."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.e2e.files.test_voice_notes import SECURE, notes, press_record, record, row, secure, send
from tests.e2e.files.test_voice_notes import chromium as chromium
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, box

# How a browser refuses a microphone, and what the page says.
REFUSALS = [
    ("NotAllowedError", "This page may not use the microphone."),
    ("NotFoundError", "No microphone was found."),
    ("NotReadableError", "Another program may be using it."),
]
REFUSE = """(name) => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
}"""
HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def heard(page: Page) -> None:
    """The recording has ended, and can be heard and sent."""
    expect(page.locator(".voice-tile").get_by_role("button", name="Play voice note")).to_be_visible()
    expect(page.locator(".voice-tile")).to_have_attribute("data-state", "done")


def test_each_refusal_of_a_microphone_has_its_sentence_and_leaves_nothing_behind(desk: Desk, people: People) -> None:
    page = secure(people, "desktop", desk).page
    for name, words in REFUSALS:
        page.evaluate(REFUSE, name)
        press_record(page)
        expect(page.get_by_role("dialog")).to_contain_text(words)
        page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(page.locator(".voice-tile")).to_have_count(0)


def test_a_phone_ends_the_recording_of_a_hidden_page_and_keeps_it(desk: Desk, people: People) -> None:
    page = secure(people, "phone", desk).page
    record(page)
    page.evaluate(HIDE)
    heard(page)
    send(page)
    row(page)
    assert [file["kind"] for file in notes(desk)] == ["voice"]


def test_a_desktop_goes_on_recording_while_its_page_is_hidden_and_the_link_blinks(desk: Desk, people: People) -> None:
    person = secure(people, "desktop", desk)
    person.allow("INTERNET_DISCONNECTED", "Failed to load resource", "socket.io", "ERR_")
    page = person.page
    tile = record(page)
    page.evaluate(HIDE)
    person.go_offline()
    expect(page.locator("html")).not_to_have_attribute("data-link", "up")
    person.context.set_offline(False)
    person.await_link()
    expect(tile).to_have_attribute("data-state", "recording")
    tile.get_by_role("button", name="Stop and listen").click()
    heard(page)
    send(page)
    row(page)
    assert len(notes(desk)) == 1


def test_a_voice_note_ends_by_itself_after_a_quarter_of_an_hour(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben, name=SECURE)
    # A page that sleeps for so long takes its connection for dead.
    person.allow("WebSocket", "socket.io", "ERR_")
    person.page.clock.install()
    page = person.enter(desk.path)
    record(page)
    page.clock.fast_forward(15 * 60_000)
    expect(page.get_by_text("A voice note is at most 15 minutes long.")).to_be_visible()
    expect(page.locator(".voice-tile").get_by_role("button", name="Play voice note")).to_be_visible()
    expect(page.locator(".voice-tile").get_by_role("button", name="Pause recording")).to_have_count(0)


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_place_in_a_note_is_found_by_pointer_touch_and_keys(desk: Desk, people: People, device: str) -> None:
    person = people(device, desk.ben, name=SECURE)
    page = person.enter(desk.path)
    page.evaluate(REFUSE, "NotFoundError")
    press_record(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("dialog").get_by_role("button", name="Choose a sound file").click()
    head = b"RIFF\x24\x53\x07\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\0\x53\x07\0"
    minute: FilePayload = {"name": "minute.wav", "mimeType": "audio/wav", "buffer": head + b"\x80" * 480_000}
    chooser.value.set_files([minute])
    heard(page)
    send(page)
    slider = row(page).get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuemax", "60")
    expect(page.locator(".voice-tile")).to_have_count(0)
    for key, place in (("ArrowRight", 5), ("PageUp", 35), ("ArrowLeft", 30), ("End", 60), ("Home", 0)):
        slider.press(key)
        expect(slider).to_have_attribute("aria-valuenow", str(place))
    person.await_rest(row(page))
    line = box(slider)
    middle = (line.top + line.bottom) / 2
    if device == "phone":
        page.touchscreen.tap(line.left + (line.right - line.left) * 0.75, middle)
    else:
        page.mouse.move(line.left + 2, middle)
        page.mouse.down()
        page.mouse.move(line.left + (line.right - line.left) * 0.75, middle, steps=4)
        page.mouse.up()
    expect(slider).to_have_attribute("aria-valuenow", "45")
    # It is heard from there.
    row(page).get_by_role("button", name="Play voice note").click()
    expect(row(page).locator(".voice-time")).to_contain_text(re.compile(r"0:(4[5-9]|5\d) of 1:00"))
