"""Pictures that the host is still making, in the viewer."""

import re

from playwright.sync_api import Route, expect

from tests.e2e.files.given_files import GivenFiles, enter
from tests.e2e.files.given_files import given as given
from tests.e2e.files.test_showing import NOTHING_OPEN
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

# The host tells the state of a message's picture, so many revisions later than what the page has. Then it is drawn.
TOLD = """const { heldMessage } = find(new URL("store/timelines.js", ui));
  const [id, picture, by] = a;
  const message = heldMessage(id);
  m.upsert({ ...message, rev: message.rev + by, attachments: [picture] });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));"""


def test_a_picture_that_is_still_being_made_is_shown_when_it_is_there(
    desk: Desk, people: People, given: GivenFiles
) -> None:
    fresh = given.picture("fresh.jpg") | {"state": "fresh", "url": "/files/none/fresh.jpg"}
    message_id = given.post("-", {key: value for key, value in fresh.items() if key not in ("thumb", "preview")})
    person = enter(people, given)
    page = person.page
    page.get_by_role("button", name="Open picture fresh.jpg").click()
    viewer = page.get_by_role("dialog")
    expect(viewer.locator(".stage-words")).to_have_text("The preview is being made…")
    made = given.picture("fresh.jpg") | {"id": fresh["id"]}
    person.module("sync/message_intake.js", TOLD, [message_id, made, 1])
    expect(viewer.locator(".stage img")).to_have_attribute("src", re.compile("as=preview$"))
    # The message is deleted while somebody looks at it.
    with desk.cleo.connect_socket() as cleo:
        cleo.ask("message:delete", {"message_id": message_id})
    expect(viewer).to_have_count(0)
    person.await_true(NOTHING_OPEN)


def test_a_picture_that_was_made_while_the_viewer_was_loaded_is_shown(people: People, given: GivenFiles) -> None:
    fresh = given.picture("fresh.jpg") | {"state": "fresh", "url": "/files/none/fresh.jpg"}
    message_id = given.post("-", {key: value for key, value in fresh.items() if key not in ("thumb", "preview")})
    person = enter(people, given)
    page = person.page
    held: list[Route] = []
    page.route(re.compile("/bundles/viewer"), lambda route: held.append(route))
    page.get_by_role("button", name="Open picture fresh.jpg").click()
    person.await_that(lambda: held)
    made = given.picture("fresh.jpg") | {"id": fresh["id"]}
    person.module("sync/message_intake.js", TOLD, [message_id, made, 1])
    expect(page.locator("article .picture-box img")).to_have_attribute("src", re.compile("as=thumb$"))
    page.unroute(re.compile("/bundles/viewer"))
    for route in held:
        route.continue_()
    image = page.get_by_role("dialog").locator(".stage img")
    expect(image).to_have_attribute("src", re.compile("as=preview$"))
    # An earlier state comes after the later one.
    person.module("sync/message_intake.js", TOLD, [message_id, fresh, -1])
    expect(image).to_have_attribute("src", re.compile("as=preview$"))
