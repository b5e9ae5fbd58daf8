"""axe finds nothing in the states of a conversation either, and nothing reaches over an edge: one page, one state after
the other, light and dark, with long names, on the narrowest screen, from left to right and from right to left."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.support.browsers.pages import People, Person
from tests.support.hosts.host_process import ServedHost
from tests.webui.accessibility.page_checks import begin_with_large_letters, faults, settled, sideways, wide

CODE = '```py\ndef total(rate=0.25):\n    return f"{rate} €"  # tax\n```'
POLL = {"poll": {"question": "Where do we eat?", "options": ["Noodles", "The canteen"]}}
LISTS = {"checklist": {"title": "Before the fair", "items": ["Tents", "Food"]}}
LONG = "W" * 35
NARROW = {"width": 320, "height": 568}


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
        self._add_long_names(host)

    def _add_long_names(self, host: ServedHost) -> None:
        """Somebody with a long name replies, and Dora has arranged, saved and scheduled with long words."""
        dora, wide_one = self.dora, host.newcomer(LONG)
        named = f"{LONG} {dora.user_id}"
        host.ana.post(f"/api/rooms/{self.id}/members", {"user_ids": [wide_one.user_id]}).expect()
        other = host.ana.make_room(named, "closed", dora, wide_one)
        with wide_one.connect_socket() as client, dora.connect_socket() as mine:
            first = mine.post(self.id, "Will chagne")
            mine.ask("message:edit", {"message_id": first["id"], "body": "Will change"})
            long_one = client.post(self.id, f"From {LONG}", reply_to=first["id"])
            client.post(other, f"@{dora.user['name']} {LONG}")
        later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        dora.ask("PUT", f"/api/messages/{long_one['id']}/pin").expect()
        dora.post("/api/later", {"message_id": long_one["id"], "remind_at": later}).expect(201)
        dora.post("/api/scheduled", {"room_id": other, "body": f"{LONG} שלום", "send_at": later}).expect(201)
        snippets = [{"name": LONG[:30], "text": LONG * 3}, {"name": "تحية", "text": "مع التحيات"}]
        dora.ask("PUT", "/api/account/snippets", {"snippets": snippets}).expect()
        sections = [{"id": "long", "name": LONG[:30], "rooms": []}]
        dora.ask("PUT", "/api/account/sidebar", {"sections": sections}).expect()

    def entered(self, kind: str, direction: str = "ltr", *, large: bool = False, **options: Any) -> Person:
        person = self._people(kind, self.dora, **options)
        if large:
            begin_with_large_letters(person.page)
        person.page.add_init_script(
            f"document.addEventListener('readystatechange', () => document.documentElement.dir = '{direction}')"
        )
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


def crowded(page: Page) -> list[str]:
    """Labels that are lower than their words, which then cover what comes next; buttons in the margin of their row; and
    sheets that do not fill the width of a phone."""
    found: list[str] = settled(page).evaluate(
        """() => {
          const inside = (node, name) => parseFloat(getComputedStyle(node)[name]) || 0;
          const low = node => node.matches('label')
            && node.clientHeight > 1 && node.scrollHeight > node.clientHeight + 2;
          const out = node => node.matches('.button, .tone') && node.getBoundingClientRect().right
            > node.parentElement.getBoundingClientRect().right - inside(node.parentElement, 'paddingRight') + 1;
          const thin = node => node.matches('dialog.sheet') && innerWidth < 720 && node.clientWidth < innerWidth - 2;
          return [...document.querySelectorAll('dialog, :is(dialog, .beside) *')]
            .filter(node => low(node) || out(node) || thin(node)).map(node => node.outerHTML.slice(0, 120)) }"""
    )
    return found


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
        # What was closed before gives its focus back a moment later, and takes it from the row once.
        steady = 0
        for _ in range(200):
            row.focus()
            page.wait_for_timeout(50)
            steady = steady + 1 if row.evaluate("node => node === document.activeElement") else 0
            if steady == 3:
                break
        expect(row).to_be_focused()
        row.press("Enter")
        dialog(page).get_by_role("button", name=action, exact=True).click()

    return choose


def added(page: Page, choice: str) -> Callable[[], None]:
    """Chooses what the "+" beside the composer offers."""

    def choose() -> None:
        page.get_by_role("button", name="Add", exact=True).click()
        dialog(page).get_by_role("button", name=re.compile(choice)).click()

    return choose


def states(page: Page, kind: str) -> dict[str, tuple[Callable[[], None], Locator]]:
    """What each state is called, how one gets there, and what is shown then."""
    return {**states_of_a_message(page), **states_of_the_page(page, kind)}


def states_of_a_message(page: Page) -> dict[str, tuple[Callable[[], None], Locator]]:
    beside = page.locator("aside.beside")
    author = page.locator(".scroller .author", has_text=LONG).first
    return {
        "thread": (chosen(page, "Who has the keys?", "Show thread"), beside),
        "seen by": (chosen(page, "Mine", "Seen by"), beside),
        "reminder": (chosen(page, "Mine", "Save for later…"), page.get_by_role("dialog", name="Remind me")),
        "forwarding": (chosen(page, "Mine", "Forward"), page.get_by_role("dialog", name="Forward")),
        "earlier texts": (chosen(page, "Will change", "Earlier texts"), page.locator("dialog .versions .words")),
        "profile": (author.click, page.locator("dialog .profile")),
    }


def states_of_the_page(page: Page, kind: str) -> dict[str, tuple[Callable[[], None], Locator]]:
    beside = page.locator("aside.beside")
    details = beside if kind == "desktop" else dialog(page)
    press = page.keyboard.press

    return {
        "keys": (lambda: press("Control+/"), page.get_by_role("dialog", name="Keys")),
        "search": (lambda: press("Control+k"), dialog(page) if kind == "desktop" else beside),
        "emoji": (lambda: press("Control+."), dialog(page)),
        "details": (lambda: page.get_by_role("button", name="Room details").click(), details),
        "urgent board": (lambda: page.get_by_role("button", name=re.compile("have seen it. Show who")).click(), beside),
        "new urgent": (added(page, "Urgent message"), page.get_by_role("dialog", name="New urgent message")),
        "adding": (lambda: page.get_by_role("button", name="Add", exact=True).click(), dialog(page)),
        "poll": (added(page, "Poll"), page.get_by_role("dialog", name="New poll")),
        "checklist": (added(page, "Checklist"), page.get_by_role("dialog", name="New checklist")),
        "sending later": (added(page, "Send later"), page.get_by_role("dialog", name="Send later")),
        "scheduled": (added(page, "scheduled"), page.get_by_role("dialog").locator(".plan")),
        "catching up": (lambda: press("Alt+u"), page.locator("dialog .catch p")),
    }


# The pages, what one presses there, and what is shown then.
PAGES = {
    "mine": ("/mine", "", ".found-message"),
    "later": ("/mine", "Later", ".later-row"),
    "settings": ("/settings", "", ".choices b"),
    "status": ("/settings", "Set a status", "dialog .status-field"),
}


def walk(person: Person, kind: str, look: Callable[[Page], list[str]]) -> dict[str, list[str]]:
    """Goes through all states and pages, and returns what LOOK finds wrong in each."""
    page = person.page
    found = {"the room": look(page)}
    for name, (act, shown) in states(page, kind).items():
        with opened(page, act, shown):
            found[name] = look(page)
    for name, (path, press, selector) in PAGES.items():
        person.enter(path)
        if press and (kind == "phone" or press != "Later"):
            page.get_by_role("button", name=press, exact=True).first.click()
        expect(page.locator(selector).first).to_be_visible()
        found[name] = look(page)
    return {name: wrong for name, wrong in found.items() if wrong}


def over_an_edge(page: Page) -> list[str]:
    return sideways(page) + wide(page) + crowded(page)


def test_axe_finds_nothing_on_a_phone_in_any_state(room: Room) -> None:
    assert walk(room.entered("phone"), "phone", lambda page: faults(page) + sideways(page)) == {}


def test_axe_finds_nothing_on_a_desktop_in_any_state_and_nothing_reaches_over_an_edge(room: Room) -> None:
    assert walk(room.entered("desktop"), "desktop", lambda page: over_an_edge(page) + faults(page)) == {}


@pytest.mark.parametrize(("kind", "direction"), [("desktop", "rtl"), ("phone", "ltr"), ("phone", "rtl")])
def test_nothing_reaches_over_an_edge_in_any_state(room: Room, kind: str, direction: str) -> None:
    options: dict[str, Any] = {"viewport": NARROW} if kind == "phone" else {}
    person = room.entered(kind, direction, **options)
    assert person.page.evaluate("getComputedStyle(document.body).direction") == direction
    assert walk(person, kind, over_an_edge) == {}


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


def test_the_reminder_has_its_look_wherever_it_is_opened(room: Room) -> None:
    page = room.entered("desktop").page
    chosen(page, "Mine", "Save for later…")()
    dialog(page).get_by_role("button", name="Another time…").click()
    then = dialog(page).get_by_role("button", name="Remind me then")
    then.hover()  # it looks pressed, but its words can still be read
    assert faults(page) == []
    ends = "node => [node.getBoundingClientRect().right, node.parentElement.getBoundingClientRect().right - 12]"
    time, row = dialog(settled(page)).locator("time").first.evaluate(ends)
    assert abs(time - row) <= 1


def test_the_button_beside_a_section_is_pressed_on_its_whole_width(room: Room) -> None:
    page = room.entered("desktop").page
    page.get_by_role("button", name="Catch up").click(position={"x": 2, "y": 14})
    expect(page.get_by_role("dialog", name="Catch up")).to_be_visible()
