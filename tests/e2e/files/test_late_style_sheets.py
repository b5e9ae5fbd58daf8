"""A page whose style sheets come late hears what is done to it all the same."""

import re

from playwright.sync_api import Route, expect

from tests.e2e.files.sent_files import share
from tests.e2e.files.test_sending import GIVE, tray
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People


def test_what_is_pasted_while_style_sheets_are_still_loaded_is_taken(desk: Desk, people: People) -> None:
    """With the first sheet the page begins to follow the host; a second one is asked for meanwhile."""
    share(desk.cleo, desk.host.url, desk.room, "```py\nx = 1\n```", ("plan.txt", b"words"))
    person = people("desktop", desk.ben)
    page = person.page
    held: dict[str, Route] = {}
    names = ("bundles/sync.js", "bundles/code.js", "features/files.css", "features/code.css")

    def hold(route: Route) -> None:
        held.update({name: route for name in names if name in route.request.url})

    def release(name: str) -> None:
        person.await_that(lambda: name in held, name)
        held[name].continue_()

    page.route(re.compile("|".join(names)), hold)
    page.goto(person.base + desk.path, wait_until="commit")
    person.await_that(lambda: "features/files.css" in held, "the first sheet")
    release("bundles/sync.js")
    person.await_that(lambda: person.module("main.js", "return find(new URL('sync/index.js', ui)) !== null"))
    release("bundles/code.js")
    person.await_that(lambda: "features/code.css" in held, "the second sheet")
    release("features/files.css")
    person.await_link()
    page.evaluate(GIVE, ["paste", ".composer textarea", [["shot.txt", "text/plain", "words"]]])
    release("features/code.css")
    expect(tray(page).locator('[data-state="done"]')).to_have_count(1)
