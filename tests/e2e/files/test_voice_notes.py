"""Voice notes: recorded with a microphone that the browser makes up, sent, and played by others."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Dialog, FilePayload, Locator, Page, expect

from tests.e2e.files.test_thread_files import open_thread
from tests.e2e.messages.test_rows import tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import WHOLE_BROWSERS, WITHOUT_WINDOWS, People, Person, launched

# It beeps each second, and nobody is asked.
MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
# A page of this address is in a secure context, other than NAME.
SECURE = "127.0.0.1"
SENT = re.compile(".")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    with launched((WITHOUT_WINDOWS, *WHOLE_BROWSERS), *MICROPHONE) as browser:
        yield browser


def press_record(page: Page) -> None:
    page.get_by_title("Add", exact=True).click()
    page.get_by_role("button", name="Voice note", exact=True).click()


def record(page: Page) -> Locator:
    """Begins to record, and returns its place above the composer once it is some seconds long."""
    press_record(page)
    tile = page.locator(".voice-tile")
    expect(tile).to_have_attribute("data-state", "recording")
    expect(tile).to_contain_text(re.compile(r"0:(0[2-9]|[1-5]\d) of 15:00"))
    return tile


def send(page: Page) -> None:
    page.get_by_role("button", name="Send").click()


def row(page: Page, number: int = 0) -> Locator:
    """A message with a voice note that the host has stored."""
    found = page.locator("article.message").filter(has=page.locator(".voice")).nth(number)
    expect(found).to_have_attribute("data-id", SENT)
    return found


def notes(desk: Desk) -> list[dict[str, Any]]:
    page = desk.cleo.get(f"/api/rooms/{desk.room}/messages").expect()
    return [file for message in page["messages"] for file in message.get("attachments", [])]


# Notes which voice notes begin and end to play, because a short one may be over before a test looks.
NOTE_PLAYING = """
window.turns = [];
window.most = 0;
new MutationObserver((changes) => {
  const all = [...document.querySelectorAll(".voice[data-playing]")];
  most = Math.max(most, all.filter(({ dataset }) => dataset.playing === "true").length);
  for (const { target } of changes) turns.push(`${all.indexOf(target)} ${target.dataset.playing}`);
}).observe(document, { subtree: true, attributeFilter: ["data-playing"] });
"""


def await_turns(person: Person, *turns: str) -> None:
    person.await_true(f"turns.join() === {','.join(turns)!r}")


def secure(people: People, device: str, desk: Desk, who: str = "ben") -> Person:
    person = people(device, getattr(desk, who), name=SECURE)
    person.page.add_init_script(NOTE_PLAYING)
    person.enter(desk.path)
    return person


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_voice_note_is_recorded_heard_sent_and_played_by_another(desk: Desk, people: People, device: str) -> None:
    person, other = secure(people, device, desk), secure(people, device, desk, "cleo")
    page = person.page
    tile = record(page)
    tile.get_by_role("button", name="Pause recording").click()
    expect(tile).to_contain_text("Paused")
    tile.get_by_role("button", name="Go on recording").click()
    expect(tile).to_have_attribute("data-state", "recording")
    tile.get_by_role("button", name="Stop and listen").click()
    tile.get_by_role("button", name="Play voice note").click()
    await_turns(person, "0 true", "0 false")
    expect(tile).to_have_attribute("data-state", "done")
    send(page)
    expect(page.locator(".voice-tile")).to_have_count(0)
    expect(row(page).get_by_label("Not played yet")).to_have_count(0)
    (sent,) = notes(desk)
    assert (sent["kind"], len(sent["peaks"]), max(sent["peaks"])) == ("voice", 64, 100)
    assert sent["type"] == "audio/webm"
    assert sent["duration_ms"] > 1_500

    heard = row(other.page)
    expect(heard.get_by_label("Not played yet")).to_be_visible()
    expect(heard.locator(".wave rect")).to_have_count(64)
    # A recorded file does not say how long it is. It is sought in all the same, before it has played.
    slider = heard.get_by_role("slider")
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuenow", str(int(sent["duration_ms"] / 1000 + 0.5)))
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    heard.get_by_role("button", name="Speed: 1×").click()
    heard.get_by_role("button", name="Play voice note").click()
    expect(heard.get_by_label("Not played yet")).to_have_count(0)
    # It has an end, and then stands at its beginning.
    await_turns(other, "0 true", "0 false")
    expect(slider).to_have_attribute("aria-valuenow", "0")
    other.await_that(lambda: desk.cleo.get("/api/voices/played").expect()["played"] == [sent["id"]])
    again = secure(people, "desktop", desk, "cleo").page
    expect(row(again).get_by_role("slider")).to_be_visible()
    expect(row(again).get_by_label("Not played yet")).to_have_count(0)
    other.page.reload()
    expect(row(other.page).get_by_role("button", name="Speed: 1.5×")).to_be_visible()


def test_one_note_plays_at_a_time_and_the_next_one_follows(desk: Desk, people: People) -> None:
    page, other = secure(people, "desktop", desk).page, secure(people, "desktop", desk, "cleo")
    for number in range(2):
        record(page)
        # Who sends it while it is recorded has said enough.
        send(page)
        expect(page.locator(".voice-tile")).to_have_count(0)
        row(page, number)
    first, second = row(other.page), row(other.page, 1)
    second.get_by_role("button", name="Play voice note").click()
    first.get_by_role("button", name="Play voice note").click()
    await_turns(other, "1 true", "1 false", "0 true", "0 false", "1 true", "1 false")
    assert other.page.evaluate("most") == 1


def test_what_is_recorded_stays_when_its_room_the_link_or_the_page_is_left(desk: Desk, people: People) -> None:
    person = secure(people, "desktop", desk)
    person.allow("INTERNET_DISCONNECTED", "Failed to load resource", "socket.io", "ERR_")
    page = person.page
    tile = record(page)
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    person.await_that(lambda: asked == ["beforeunload"], "the browser asks")
    page.remove_listener("dialog", stay)
    person.go_offline()
    page.locator(f'.lists .link[data-room]:not([data-room="{desk.room}"])').first.click()
    expect(page).not_to_have_url(re.compile(f"{desk.path}$"))
    person.room("Of Ben").first.click()
    # The microphone is off, and the note can be heard.
    expect(tile.get_by_role("button", name="Play voice note")).to_be_visible()
    send(page)
    person.context.set_offline(False)
    row(page)
    assert [file["kind"] for file in notes(desk)] == ["voice"]
    tile = record(page)
    tile.get_by_role("button", name="Discard the voice note").click()
    page.get_by_role("dialog").get_by_role("button", name="Discard the voice note").click()
    expect(tile).to_have_count(0)
    record(page)
    assert len(notes(desk)) == 1


def test_a_voice_note_of_a_thread_stays_there_when_the_thread_is_closed(desk: Desk, people: People) -> None:
    (root_id,) = tell(desk.cleo, desk.room, "How was it?")
    person = secure(people, "desktop", desk)
    page = person.page
    thread = open_thread(person, "How was it?")
    thread.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Voice note", exact=True).click()
    tile = page.locator(".voice-tile")
    expect(tile).to_contain_text(re.compile(r"0:(0[1-9]|[1-5]\d) of 15:00"))
    thread.get_by_role("button", name="Close the panel").click()
    expect(tile).to_have_count(0)
    # The microphone is off, and the note can be heard.
    thread = open_thread(person, "How was it?")
    expect(thread.locator(".voice-tile").get_by_role("button", name="Play voice note")).to_be_visible()
    thread.get_by_role("button", name="Send the reply").click()
    expect(thread.locator("article", has=page.locator(".voice"))).to_have_attribute("data-id", SENT)
    (reply,) = desk.cleo.get(f"/api/messages/{root_id}/thread").expect()["messages"]
    assert [file["kind"] for file in reply["attachments"]] == ["voice"]


def test_without_a_secure_connection_a_phone_records_itself_and_a_desktop_says_what_helps(
    desk: Desk, people: People
) -> None:
    page = people("desktop", desk.ben).enter(desk.path)
    press_record(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("turn on secure mode")
    with page.expect_file_chooser():
        dialog.get_by_role("button", name="Choose a sound file").click()
    phone = people("phone", desk.cleo).enter(desk.path)
    with phone.expect_file_chooser() as chooser:
        press_record(phone)
    assert chooser.value.element.get_attribute("accept") == "audio/*"
    assert chooser.value.element.get_attribute("capture") == "environment"
    silence = b"RIFF\x24\x7d\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data\0\x7d\0\0"
    memo: FilePayload = {"name": "memo.wav", "mimeType": "audio/wav", "buffer": silence + b"\x80" * 32_000}
    chooser.value.set_files([memo])
    expect(phone.locator(".voice-tile")).to_have_attribute("data-state", "done")
    send(phone)
    row(phone)
    (sent,) = notes(desk)
    assert (sent["kind"], sent["duration_ms"], sent["peaks"]) == ("voice", 4_000, [0] * 64)
