"""The routes of cards: what is there, what is still to be read, and the owner's list."""

from chat_desktop.chat.messages import link_cards
from tests.support.parts.rules_office import RulesOffice
from tests.web.conftest import Site

WIKI = "https://wiki.lan/rota"


def test_cards_are_answered_and_the_missing_pages_are_wanted(site: Site, office: RulesOffice) -> None:
    message = office.post(office.cleo, WIKI)
    path = f"/api/cards?messages={message.id},no-such-message"
    assert site.ask("GET", path, office.cleo).json == {"ok": True, "cards": {}, "waiting": []}
    assert "cards" not in site.ask("GET", "/api/boot", office.cleo).json["office"]
    chosen = site.ask("PUT", "/api/link-hosts", office.ana, json={"hosts": ["Wiki.LAN"]})
    assert chosen.json == {"ok": True, "hosts": ["wiki.lan"]}
    assert site.ask("GET", "/api/link-hosts", office.ana).json["hosts"] == ["wiki.lan"]
    assert site.ask("GET", "/api/boot", office.cleo).json["office"]["cards"] is True
    assert site.wanted == []
    assert site.ask("GET", path, office.cleo).json == {"ok": True, "cards": {}, "waiting": [message.id]}
    assert site.wanted == [WIKI]
    office.write(link_cards.store, WIKI, "Rota", "Who sits there")
    answer = site.ask("GET", path, office.cleo).json
    card = {"url": WIKI, "title": "Rota", "description": "Who sits there"}
    assert (answer["cards"], answer["waiting"], site.wanted) == ({message.id: [card]}, [], [WIKI])


def test_a_wrong_host_and_too_many_messages_are_refused(site: Site, office: RulesOffice) -> None:
    answer = site.ask("PUT", "/api/link-hosts", office.ana, json={"hosts": ["localhost"]})
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "hosts")
    assert site.ask("GET", f"/api/cards?messages={','.join('x' * 21)}", office.ana).status_code == 400
    assert site.ask("GET", "/api/cards", office.ana).json["cards"] == {}
