"""axe finds nothing in the states of a conversation either: one page, one state after the other, light and dark."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.host_process import ServedHost
from tests.support.pages import People, Person
from tests.webui.test_accessible import faults, sideways

CODE = '```py\ndef total(rate=0.25):\n    return f"{rate} €"  # tax\n```'
POLL = {"poll": {"question": "Where do we eat?", "options": ["Noodles", "The canteen"]}}
LISTS = {"checklist": {"title": "Before the fair", "items": ["Tents", "Food"]}}


@pytest.fixture
def room(shown_host: ServedHost, people: People) -> "Room":
    return Room(shown_host, people)


class Room:
    """A room with every kind of content, for somebody who may do everything in it."""

    def __init__(self, host: ServedHost, people: People) -> None:
        self._people = people
        self.dora, cleo = host.newcomer("Dora"), host.newcomer("Cleo")
        self.id = host.ana.make_room(f"States {self.dora.user_id}", "closed", self.dora, cleo)
        port = host.url.rsplit(":", 1)[1]
        host.ana.ask("PUT", "/api/link-hosts", {"hosts": ["wiki.lan"]}).expect()
        with cleo.connect_socket() as client, self.dora.connect_socket() as mine:
            root = client.post(self.id, "Who has the keys?")
            client.post(self.id, CODE)
            client.post(self.id, f"The room: http://chat.test:{port}/r/{self.id}/{root['id']}")
            self.linked = client.post(self.id, "The rota: https://wiki.lan/rota")["id"]
            for content in (POLL, LISTS):
                client.post(self.id, "More than text", content=content)
            client.post(self.id, "Please leave the building", content={"urgent": {}})
            mine.post(self.id, "Mine")
            client.post(self.id, "Cleo has them", reply_to=root["id"])

    def entered(self, kind: str) -> Person:
        person = self._people(kind, self.dora)
        person.context.route("**/api/cards?*", self._cards)
        page = person.enter(f"/r/{self.id}")
        expect(page.locator(".c-keyword").first).to_be_attached()
        expect(page.locator(".link-card")).to_have_count(2)
        return person

    def _cards(self, route: Route) -> None:
        card = {"url": "https://wiki.lan/rota", "title": "Front desk rota", "description": "Who sits there"}
        body = {"ok": True, "cards": {self.linked: [card]}, "waiting": []}
        route.fulfill(body=json.dumps(body), content_type="application/json")


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


@contextmanager
def opened(page: Page, act: Callable[[], None], shown: Locator) -> Iterator[None]:
    """What ACT opens is there, and gone again after Escape."""
    act()
    expect(shown.first).to_be_visible()
    yield
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)


def chosen(page: Page, text: str, action: str) -> Callable[[], None]:
    """Chooses an action in the menu of a message."""

    def choose() -> None:
        row = page.locator("article.message", has_text=text).first
        row.focus()
        row.press("Enter")
        dialog(page).get_by_role("button", name=action, exact=True).click()

    return choose


def states(page: Page, kind: str) -> dict[str, tuple[Callable[[], None], Locator]]:
    beside = page.locator("aside.beside")
    details = beside if kind == "desktop" else dialog(page)
    press = page.keyboard.press

    def urgent() -> None:
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("button", name="Urgent message", exact=True).click()

    return {
        "keys": (lambda: press("Control+/"), page.get_by_role("dialog", name="Keys")),
        "switcher": (lambda: press("Control+k"), dialog(page)),
        "emoji": (lambda: press("Control+."), dialog(page)),
        "details": (lambda: page.get_by_role("button", name="Room details").click(), details),
        "thread": (chosen(page, "Who has the keys?", "Show thread"), beside),
        "seen by": (chosen(page, "Mine", "Seen by"), beside),
        "urgent board": (lambda: page.get_by_role("button", name=re.compile("have seen it. Show who")).click(), beside),
        "new urgent": (urgent, page.get_by_role("dialog", name="New urgent message")),
        "adding": (lambda: page.get_by_role("button", name="Add", exact=True).click(), dialog(page)),
    }


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_axe_finds_nothing_in_any_state(room: Room, kind: str) -> None:
    page = room.entered(kind).page
    found = {"the room": faults(page) + sideways(page)}
    for name, (act, shown) in states(page, kind).items():
        with opened(page, act, shown):
            found[name] = faults(page) + sideways(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_each_act_on_a_message_has_a_role_and_a_name(room: Room) -> None:
    page = room.entered("desktop").page
    row = page.get_by_role("article", name=re.compile("^You")).first
    row.hover()
    tools = row.get_by_role("toolbar", name="Actions")
    for name in ("React", "Reply", "More actions"):
        expect(row.get_by_role("button", name=name)).to_be_attached()
    expect(tools).to_have_count(1)
    code = page.get_by_role("article").filter(has=page.locator(".code"))
    expect(code.get_by_role("button", name="Copy", exact=True)).to_be_attached()
    expect(page.get_by_role("link", name=re.compile("Front desk rota"))).to_be_visible()
    unnamed = page.locator("button:visible, a:visible, [role=button]:visible").evaluate_all(
        "nodes => nodes.filter(node => !(node.ariaLabel || node.textContent.trim())).map(node => node.outerHTML)"
    )
    assert unnamed == []


def test_arrivals_are_announced_and_history_is_not(room: Room) -> None:
    person = room.entered("desktop")
    page = person.page
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-relevant", "additions")
    # While the rows of a room are drawn, nothing is announced: the rows are there when the log begins to speak.
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(changes => { for (const {addedNodes} of changes)"
        " for (const node of addedNodes) if (node.closest?.('[role=log]')?.ariaLive === 'polite')"
        " for (const row of node.matches('article') ? [node] : node.querySelectorAll('article'))"
        " heard.push(row.dataset.id) }).observe(document, {childList: true, subtree: true}) }"
    )
    page.keyboard.press("Alt+ArrowUp")
    expect(page).not_to_have_url(re.compile(room.id))
    page.keyboard.press("Alt+ArrowDown")
    expect(page).to_have_url(re.compile(room.id))
    expect(person.message("Mine")).to_be_visible()
    expect(log).to_have_attribute("aria-live", "polite")
    assert page.evaluate("heard") == []
    with room.dora.connect_socket() as client:
        arrived = client.post(room.id, "Arrives")
    expect(person.message("Arrives")).to_be_visible()
    assert page.evaluate("heard") == [arrived["id"]]
