"""Videos that are sent from the page, which draws a picture of each for those who have not played it."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.files.test_sending import choose, given, tray
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People
from tests.support.files.sample_files import FILM

# What the middle of the poster shows: red, green and blue from 0 to 255.
MIDDLE = """async (url) => {
  const image = Object.assign(new Image(), { src: url });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, image.naturalWidth / 2, image.naturalHeight / 2, 1, 1, 0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_others_see_what_a_video_shows_before_it_is_played(desk: Desk, people: People, device: str) -> None:
    person, other = people(device, desk.ben), people("desktop", desk.cleo)
    page, seen = person.enter(desk.path), other.enter(desk.path)
    choose(page, given("film.webm", FILM.read_bytes(), "video/webm"))
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
    person.say("The tour")
    row = other.message("The tour")
    expect(row.get_by_role("button", name="Play video film.webm")).to_contain_text("0:02")
    expect(row.locator("img[src*='as=']").first).to_be_visible()
    file = desk.cleo.get(f"/api/rooms/{desk.room}/messages").expect()["messages"][-1]["attachments"][0]
    assert (file["kind"], file["width"], file["height"], file["duration_ms"]) == ("video", 400, 224, 2241)
    red, _, blue = seen.evaluate(MIDDLE, file["preview"])
    assert blue > 150 > red


def test_a_video_whose_picture_is_refused_is_sent_without(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    person.allow("status of 413")
    page = person.enter(desk.path)
    made: list[str] = []
    error = {"ok": False, "error": {"code": "too_large", "message": "It is too large."}}

    def refuse_second(route: Route) -> None:
        made.append(route.request.headers["upload-metadata"])
        if len(made) > 1:
            route.fulfill(status=413, json=error)
        else:
            route.continue_()

    page.route("**/api/uploads", refuse_second)
    choose(page, given("film.webm", FILM.read_bytes(), "video/webm"))
    person.say("Without")
    person.await_that(lambda: len(made) == 2, "the video and its picture are announced")
    expect(person.message("Without")).to_have_attribute("data-id", re.compile("."))
    assert "poster_of" in made[1]
