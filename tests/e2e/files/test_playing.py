"""What plays only when somebody wants it, and what is shown from the device that sends it."""

import re

from playwright.sync_api import expect

from tests.e2e.files.given_files import GivenFiles, enter
from tests.e2e.files.given_files import given as given
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

SENDING = """
const canvas = Object.assign(document.createElement("canvas"), {width: 40, height: 30});
const picture = await new Promise(resolve => canvas.toBlob(resolve));
const {client_id} = m.enqueue(a, "On its way", null);
const odd = new Blob(["x"]);
const files = [["new.png", "image", picture, 40, 30], ["plan.zip", "file", odd], ["odd.heic", "image", odd, 40, 30]];
m.changeEntry(client_id, {attachments: files.map(([name, kind, blob, width, height]) =>
  ({name, kind, size: blob.size, type: blob.type, url: URL.createObjectURL(blob), width, height, state: "fresh"}))});
"""


def test_what_is_being_sent_is_shown_from_this_device(people: People, given: GivenFiles) -> None:
    given.post("Before", given.file("before.zip", "file"))
    person = enter(people, given)
    expect(person.page.get_by_role("link", name="before.zip", exact=True)).to_be_visible()
    person.allow("blob:", "INTERNET_DISCONNECTED", "socket.io", "Failed to load resource")
    person.go_offline()
    expect(person.page.locator("html")).not_to_have_attribute("data-link", "up")
    person.module("store/pending.js", SENDING, given.desk.room)
    row = person.message("On its way")
    expect(row.get_by_role("button", name="Open picture new.png").locator("[data-state=shown]")).to_be_visible()
    expect(row.locator('img[src^="blob:"]')).not_to_have_count(0)
    expect(row.get_by_role("link", name="plan.zip", exact=True)).to_have_attribute("href", re.compile("^blob:"))
    # One that this browser cannot show keeps its place, and nobody is told that it was deleted.
    expect(row.get_by_role("button", name="Open picture odd.heic")).to_be_visible()
    expect(row).not_to_contain_text("This file was deleted.")


def test_nothing_plays_and_nothing_of_it_is_fetched_before_somebody_wants_it(people: People, given: GivenFiles) -> None:
    gif = given.picture("dance.gif") | {"type": "image/gif", "animated": True}
    video = given.picture("tour.mp4") | {"kind": "video", "type": "video/mp4", "duration_ms": 38_000}
    given.post("-", gif)
    given.post("-", video)
    given.post("-", given.file("song.ogg", "audio", "x", "audio/ogg", duration_ms=61_000))
    given.post("-", video | {"id": "none", "name": "gone.mp4", "url": "/files/none/gone.mp4"})
    page = enter(people, given).page
    still = page.get_by_role("button", name="Open picture dance.gif").locator("img")
    expect(still).to_have_attribute("src", re.compile(r"as=thumb$"))
    expect(page.locator("audio")).to_have_attribute("preload", "none")
    expect(page.get_by_role("button", name="Play video tour.mp4")).to_contain_text("0:38")
    expect(page.locator("video")).to_have_count(0)
    assert all("as=" in request.url for request in given.asked)
    play = page.get_by_role("button", name="Play dance.gif")
    play.click()
    expect(still).to_have_attribute("src", re.compile(r"dance\.gif$"))
    play.click()
    expect(still).to_have_attribute("src", re.compile(r"as=thumb$"))
    page.get_by_role("button", name="Play video gone.mp4").click()
    expect(page.get_by_text("This file was deleted.")).to_be_visible()
    # What is served here is no video: that is said, and it can be saved.
    page.get_by_role("button", name="Play video tour.mp4").click()
    row = page.locator(".not-played").filter(has_text="can't play this format")
    expect(row.get_by_role("link", name="Download")).to_have_attribute("href", re.compile("as=download$"))
