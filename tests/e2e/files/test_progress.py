"""How far a file is on its way: its bar, its share, its speed and the time left, in the tray and below its message."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.files.test_sending import choose, given, sent, tray
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.e2e.stored_outbox import until_kept
from tests.support.browsers.pages import People

BYTES = 5_000_000
SPEED = re.compile(r"\d+(\.\d+)? (kB|MB)/s · .+ left")


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_how_far_how_fast_and_how_long_is_shown_until_all_is_there(desk: Desk, people: People, device: str) -> None:
    person = people(device, desk.ben)
    page = person.enter(desk.path)
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 150_000}
    network.send("Network.emulateNetworkConditions", slow)
    choose(page, given("tour.bin", b"x" * BYTES, "application/octet-stream"))
    tile = tray(page).locator("[data-key]")
    expect(tile).to_contain_text(SPEED)
    expect(tile).to_contain_text(re.compile(r"\d+% of 5 MB"))
    expect(tile.get_by_role("progressbar", name="Sending tour.bin")).to_have_attribute(
        "aria-valuenow", re.compile(r"^[1-9]\d?$")
    )
    person.say("A quick tour")
    waiting = page.locator(".uploading")
    expect(waiting).to_contain_text(SPEED)
    # Nobody else has the message before its file is there.
    assert sent(desk) == []
    network.send("Network.emulateNetworkConditions", {**slow, "uploadThroughput": -1})
    expect(person.message("A quick tour")).to_have_attribute("data-id", re.compile("."))
    expect(waiting).to_have_count(0)
    assert sent(desk) == [("A quick tour", ["tour.bin"])]


def test_a_file_that_is_taken_out_of_the_tray_is_no_longer_sent(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    held: list[Route] = []
    ended: list[str] = []
    page.route("**/api/uploads/*", lambda route: held.append(route) if not held else route.continue_())
    page.on("requestfailed", lambda request: ended.append(request.method))
    choose(page, given("tour.bin", b"x" * 1000))
    person.await_that(lambda: len(held) == 1)
    with page.expect_request(lambda asked: asked.method == "DELETE") as asked:
        page.get_by_role("button", name="Remove tour.bin").click()
    gone = asked.value.response()
    assert gone is not None
    assert gone.status == 204
    person.await_that(lambda: ended == ["PATCH"], "that its bytes have ended")
    expect(tray(page)).to_have_count(0)
    assert desk.ben.ask("HEAD", urlsplit(asked.value.url).path).status == 404


def test_a_message_that_is_cancelled_takes_its_upload_along(desk: Desk, people: People) -> None:
    person = people("desktop", desk.ben)
    page = person.enter(desk.path)
    page.route(
        "**/api/uploads/*",
        lambda route: route.fulfill(status=503) if route.request.method == "PATCH" else route.continue_(),
    )
    person.allow("status of 503")
    choose(page, given("tour.bin", b"x" * 1000))
    person.say("Not this one")
    with page.expect_request(lambda asked: asked.method == "DELETE" and "/api/uploads/" in asked.url):
        page.locator(".uploading").get_by_role("button", name="Cancel").click()
    expect(person.message("Not this one")).to_have_count(0)
    until_kept(person, 0)
    page.reload()
    person.await_link()
    expect(page.locator(".uploading")).to_have_count(0)
    assert sent(desk) == []
