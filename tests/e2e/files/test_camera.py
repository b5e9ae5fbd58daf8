"""Photos and videos that a phone takes for a message."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.files.test_sending import PICTURE, given, sent, tray
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.files.sample_files import FILM


@pytest.mark.parametrize(
    ("entry", "accept", "name", "data", "kind"),
    [
        ("Take a photo", "image/*", "image.png", PICTURE, "image/png"),
        ("Record a video", "video/*", "video.webm", FILM.read_bytes(), "video/webm"),
    ],
    ids=["photo", "video"],
)
def test_a_phone_takes_a_photo_or_a_video_for_a_message(
    desk: Desk, people: People, entry: str, accept: str, name: str, data: bytes, kind: str
) -> None:
    """A phone opens its camera at once only where pictures alone, or videos alone, are asked for."""
    person = people("phone", desk.ben)
    page = person.enter(desk.path)
    page.get_by_title("Add", exact=True).click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=entry, exact=True).click()
    field = chooser.value.element
    assert [field.get_attribute(what) for what in ("accept", "capture")] == [accept, "environment"]
    assert not chooser.value.is_multiple()
    chooser.value.set_files(given(name, data, kind))
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    expect(tray(page).locator("img" if entry == "Take a photo" else "video")).to_be_visible()
    person.say("From here")
    expect(person.message("From here")).to_have_attribute("data-id", re.compile("."))
    assert sent(desk)[-1] == ("From here", [name])


def test_a_desktop_offers_no_camera(desk: Desk, people: People) -> None:
    page = people("desktop", desk.ben).enter(desk.path)
    page.get_by_title("Add", exact=True).click()
    expect(page.get_by_role("button", name="Folder", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("photo|video"))).to_have_count(0)
