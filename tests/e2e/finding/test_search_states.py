"""What the search says when nothing is found or something fails, and what it keeps of what was searched."""

import json
import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.e2e.finding.test_search import BOX, PANEL, await_index, field, open_search, results, tell
from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People, Person


def test_nothing_found_says_what_was_searched_and_offers_more(desk: Desk, people: People) -> None:
    word = f"hammock{desk.room}"
    with desk.cleo.connect_socket() as client:
        client.post(desk.cleo.home(), f"A {word}, please")
    await_index(desk.ben, word, 1)
    page = people("desktop", desk.ben).enter(desk.path)
    page.keyboard.press("Control+Shift+F")
    field(page).fill(f"{word} has:poll")
    nothing = page.locator(".search-nothing")
    expect(nothing).to_contain_text(f"Nothing found for “\u2068{word} has:poll\u2069”")
    expect(nothing).to_contain_text("Only \u2068Of Ben")
    nothing.get_by_role("button", name="Without").click()
    expect(field(page)).to_have_value(word)
    nothing.get_by_role("button", name="All rooms").click()
    expect(results(page)).to_have_count(1)
    field(page).fill(f"{word} in:general has:poll")
    expect(nothing).to_contain_text("Only \u2068general\u2069 was searched.")
    field(page).fill(f"{word} -in:general")
    expect(nothing).to_contain_text("Check the spelling")
    expect(nothing).not_to_contain_text("was searched")
    expect(nothing).not_to_contain_text("were searched")
    # The box says so, too, while it suggests a filter: "on" may be a word.
    page.keyboard.press("Control+k")
    box = page.locator(BOX)
    box.get_by_role("combobox").fill(f"{word}s on")
    expect(box.get_by_role("option", name="on:")).to_be_visible()
    expect(box.locator(".search-nothing")).to_contain_text(f"Nothing found for “\u2068{word}s on\u2069”")
    # Where there is nothing less to search for, none is announced.
    box.get_by_role("combobox").fill("qqqq")
    expect(box.locator(".search-nothing")).to_contain_text("All your rooms were searched.")
    expect(box.locator(".search-nothing")).not_to_contain_text("search for less")
    page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    # A whole text that was pasted leaves place for what is offered, and a mouse reaches every filter.
    field(page).fill("w" * 900)
    expect(nothing).to_contain_text("w" * 900)
    assert nothing.evaluate("node => node.clientHeight") < 300
    assert page.locator(".search-chips").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_recent_searches_are_kept_in_this_browser_until_their_person_signs_out(desk: Desk, people: People) -> None:
    word = f"teapot{desk.room}"
    tell(desk, f"The {word} leaks")
    await_index(desk.ben, word, 1)
    ben = people("desktop", desk.ben)
    page = ben.enter(desk.path)
    open_search(page, "desktop").fill(word)
    page.keyboard.press("Control+Enter")
    expect(page.locator(PANEL)).to_be_visible()
    page.keyboard.press("Control+k")
    page.locator(BOX).get_by_role("option", name=word).click()
    expect(page.locator(BOX).get_by_role("combobox")).to_have_value(word)
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_count(0)
    kept = "Object.keys(localStorage).filter(key => key.startsWith('searches.')).length"
    ben.await_true(f"{kept} === 1")
    open_search_again(page)
    page.locator(BOX).get_by_role("option", name="Clear recent searches").click()
    expect(page.locator(BOX).get_by_role("option", name=word)).to_have_count(0)
    ben.await_true(f"{kept} === 0")
    page.locator(BOX).get_by_role("combobox").fill(word)
    page.keyboard.press("Control+Enter")
    expect(results(page)).to_have_count(1)
    ben.await_true(f"{kept} === 1")
    # The settings are fetched in parts: those that are asked for after the sign-out are refused.
    ben.allow("401")
    page.goto(ben.base + "/settings")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page).to_have_url(re.compile("/sign-in$"))
    ben.await_true(f"{kept} === 0")


def open_search_again(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator(BOX).get_by_role("combobox")).to_be_focused()


class Answers:
    """What the host answers to a search, as the test says it."""

    def __init__(self, person: Person) -> None:
        self.status, self.body = 200, dict[str, Any]()
        self.asked: list[str] = []
        person.context.route("**/api/search?*", self._answer)

    def _answer(self, route: Route) -> None:
        self.asked.append(route.request.url)
        body = {"ok": self.status == 200, **self.body}
        route.fulfill(status=self.status, body=json.dumps(body), content_type="application/json")


def test_a_failure_and_an_index_that_is_made_are_told_and_nothing_is_lost(desk: Desk, people: People) -> None:
    tell(desk, "The kettle is new")
    message = desk.host.ana.get(f"/api/rooms/{desk.room}/messages").expect()["messages"][-1]
    snippet = "Everybody may use what stands in the kitchen, also the kettle"
    found = {"message": message, "snippet": snippet, "marks": [[55, 61]]}
    for kind in ("desktop", "phone"):
        person = people(kind, desk.ben)
        page = person.enter()
        answers = Answers(person)
        answers.status = 503
        answers.body = {"error": {"code": "too_slow", "message": "That took too long. Search for less."}}
        person.allow("503")
        open_search(page, kind).fill("kettle")
        expect(page.get_by_role("alert")).to_contain_text("That took too long")
        expect(field(page)).to_have_value("kettle")
        answers.status = 200
        answers.body = {"results": [], "next_cursor": None, "building": {"done": 1, "total": 4}}
        page.get_by_role("button", name="Try again").click()
        expect(
            page.get_by_text("Older messages follow: the search is still being prepared, 25 % is done.")
        ).to_be_visible()
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.locator(".search-nothing")).to_contain_text("Nothing found yet for “\u2068kettle\u2069”.")
        expect(page.locator(".search-nothing")).not_to_contain_text("searched")
        answers.body = {"results": [found], "next_cursor": None}
        expect(results(page)).to_have_count(1)
        # In a narrow list it begins near its first mark, which is in sight then.
        expect(results(page).locator(".said-words")).to_have_text(
            snippet if kind == "desktop" else "…in the kitchen, also the kettle"
        )
        expect(page.get_by_role("progressbar")).to_have_count(0)
        assert "key=" in answers.asked[0]
        # The browser's own failure, when the host cannot be reached.
        person.allow("ERR_FAILED")
        person.context.unroute("**/api/search?*")
        person.context.route("**/api/search?*", lambda route: route.abort())
        field(page).fill("kettles")
        expect(page.get_by_role("alert")).to_contain_text("Can't reach the office")
        expect(field(page)).to_have_value("kettles")
