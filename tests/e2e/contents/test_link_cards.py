"""Cards of links: rooms and messages of this office, and pages of hosts that the owner allows."""

import json

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.shared_office import Desk
from tests.e2e.shared_office import desk as desk
from tests.e2e.shared_office import people as people
from tests.e2e.shared_office import served as served
from tests.support.browsers.pages import People

PAGE = {"title": "Front desk rota", "description": "Who sits at the desk <b>when</b>"}


@pytest.mark.parametrize("kind", ["desktop", "phone"])
def test_a_link_to_a_room_or_message_shows_as_a_card(desk: Desk, people: People, kind: str) -> None:
    host, ben = desk.host, people(kind, desk.ben)
    fair = host.ana.make_room(f"Spring fair {desk.ben.user_id}", "closed", desk.ben)
    secret = host.ana.make_room(f"Secret {desk.ben.user_id}", "closed")
    with host.ana.connect_socket() as ana, desk.cleo.connect_socket() as cleo:
        listed, hidden = ana.post(fair, "**Before** the fair"), ana.post(secret, "Not for Ben")
        gone = ana.post(fair, "Will go")
        ana.ask("message:delete", {"message_id": gone["id"]})
        cleo.post(desk.room, f"The list: {ben.base}/r/{fair}/{listed['id']}")
        cleo.post(desk.room, f"The room: {ben.base}/r/{fair}")
        cleo.post(desk.room, f"Hidden: {ben.base}/r/{secret} {ben.base}/r/{secret}/{hidden['id']}")
        cleo.post(desk.room, f"Gone: {ben.base}/r/{fair}/{gone['id']} {ben.base}/r/{desk.room}/{listed['id']}")
    ben.allow("404")
    page = ben.enter(desk.path)
    cards = page.locator(".link-card")
    expect(ben.message("The list").locator(".link-card")).to_contain_text("Before the fair")
    expect(ben.message("The list").locator(".link-card")).to_contain_text("in \u2068Spring fair")
    expect(ben.message("The room").locator(".link-card")).to_contain_text("2 people")
    expect(cards).to_have_count(2)
    cards.first.click()
    expect(page).to_have_url(f"{ben.base}/r/{fair}/{listed['id']}")
    expect(ben.message("Before the fair")).to_be_visible()


def test_a_page_of_an_allowed_host_gets_its_card_once_it_was_read(desk: Desk, people: People) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        """As the host does: the first answer says that the page is still being read."""
        asked.append(route.request.url)
        id_ = route.request.url.split("messages=")[1]
        card = {"url": "https://wiki.lan/rota", **PAGE}
        rest = {"cards": {id_: [card]}, "waiting": []} if len(asked) > 1 else {"cards": {}, "waiting": [id_]}
        route.fulfill(body=json.dumps({"ok": True, **rest}), content_type="application/json")

    ben = people("desktop", desk.ben)
    ben.context.route("**/api/cards?*", answer)
    page = ben.enter(desk.path)
    settings = people("desktop", desk.host.ana)
    form = settings.enter("/settings").locator("form").filter(has_text="Cards of links")
    form.get_by_label("Hosts").fill("localhost")
    settings.allow("400")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert")).to_contain_text("localhost")
    form.get_by_label("Hosts").fill("https://Wiki.lan/, files.lan:8080")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_label("Hosts")).to_have_value("files.lan:8080 wiki.lan")
    ben.module("store/session.js", "await new Promise(done => m.office.subscribe(now => now.cards && done()))")
    with desk.cleo.connect_socket() as cleo:
        cleo.post(desk.room, "The rota: https://wiki.lan/rota")
    card = ben.message("The rota").locator(".link-card")
    expect(card.locator("b")).to_have_text("Front desk rota")
    expect(card).to_contain_text("wiki.lan")
    expect(card).to_contain_text(PAGE["description"])
    assert card.get_attribute("rel") == "noopener noreferrer"
    assert len(asked) == 2
    desk.host.ana.ask("PUT", "/api/link-hosts", {"hosts": []}).expect()
    expect(page.locator(".link-card")).to_have_count(0)
