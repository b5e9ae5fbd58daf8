"""The cards of links: the owner's list of hosts, and which messages get a card of which pages."""

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.events import OfficeChanged
from chat_desktop.chat.core.records import MessageCards
from chat_desktop.chat.formatting import inline
from chat_desktop.chat.messages import link_cards
from chat_desktop.chat.office import link_hosts, offices
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Forbidden, Invalid
from tests.support.parts.rules_office import Person, RulesOffice

WIKI = "https://wiki.nord.lan/rota"


def allow(office: RulesOffice, *hosts: str) -> list[str]:
    chosen: list[str] = office.write(link_hosts.choose, office.ana.session_id, list(hosts))
    return chosen


def test_the_owner_alone_chooses_the_hosts_and_it_is_noted(office: RulesOffice) -> None:
    assert office.read(link_hosts.listed, office.ana.session_id) == []
    assert not office.read(offices.get).has_cards
    for other in (office.ben, office.cleo):
        with pytest.raises(Forbidden):
            office.read(link_hosts.listed, other.session_id)
        with pytest.raises(Forbidden):
            office.write(link_hosts.choose, other.session_id, ["wiki.nord.lan"])
    assert allow(office, "https://Wiki.Nord.lan/some/page", "files.lan:8080", "wiki.nord.lan.") == [
        "files.lan:8080",
        "wiki.nord.lan",
    ]
    assert isinstance(office.events[-1], OfficeChanged)
    assert office.read(offices.get).has_cards
    office.events.clear()
    allow(office, "files.lan:8080", "wiki.nord.lan")
    assert office.events == []
    allow(office)
    assert not office.read(offices.get).has_cards
    entries = office.read(audit_log.page, office.ana.session_id).entries
    assert [(entry.act, entry.detail) for entry in entries] == [
        ("link_hosts_changed", {"added": [], "removed": ["files.lan:8080", "wiki.nord.lan"]}),
        ("link_hosts_changed", {"added": ["files.lan:8080", "wiki.nord.lan"], "removed": []}),
    ]


LONG = ".".join(["x" * 60] * 6)
SPECIAL = "localhost a.localhost 127.0.0.1 [::1] 169.254.1.1 0.0.0.0"
NO_HOSTS = f"{SPECIAL} *.lan ftp://a.lan -a.lan a@b.lan a.lan:0 a.lan:99999"


@pytest.mark.parametrize("host", [*NO_HOSTS.split(), "a b", "x" * 64, LONG])
def test_what_is_no_host_or_this_computer_is_refused(office: RulesOffice, host: str) -> None:
    with pytest.raises(Invalid):
        allow(office, host)


def test_the_list_is_bounded(office: RulesOffice) -> None:
    assert len(allow(office, *(f"h{number}.lan" for number in range(link_hosts.MAX_HOSTS)))) == link_hosts.MAX_HOSTS
    with pytest.raises(Invalid):
        allow(office, *(f"h{number}.lan" for number in range(link_hosts.MAX_HOSTS + 1)))


@pytest.mark.parametrize(
    ("url", "is_allowed"),
    [
        (WIKI, True),
        ("http://WIKI.nord.lan", True),
        ("https://wiki.nord.lan:443/x", True),
        ("http://wiki.nord.lan:8080/x", False),
        ("http://wiki.nord.lan:443/x", False),
        ("http://files.lan:8080", True),
        ("http://files.lan", False),
        ("https://10.0.0.5/x", True),
        ("https://[fd00::5]/x", True),
        ("https://evil.example/wiki.nord.lan", False),
        ("https://wiki.nord.lan.evil.example", False),
        ("https://wiki.nord.lan@evil.example", False),
        ("https://x@wiki.nord.lan", False),
        ("ftp://wiki.nord.lan", False),
        ("http://wiki.nord.lan:port", False),
        ("", False),
    ],
)
def test_a_page_is_allowed_by_its_host_and_port(url: str, is_allowed: bool) -> None:
    assert link_hosts.allows(["wiki.nord.lan", "files.lan:8080", "10.0.0.5", "[fd00::5]"], url) is is_allowed


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("no link", []),
        (f"See {WIKI}.", [WIKI]),
        (f"[the rota]({WIKI}) and {WIKI}", [WIKI]),
        (f"`{WIKI}`\n```\n{WIKI}\n```", []),
        ("- https://a.lan/x?y=1&z=(2)\n> **https://a.lan/y**", ["https://a.lan/x?y=1&z=(2)", "https://a.lan/y"]),
        ("https://" + "x" * 9_000, []),
    ],
)
def test_links_are_found_outside_of_code(body: str, links: list[str]) -> None:
    assert link_cards.links_in(body) == links


def test_links_are_looked_for_without_the_marks_around_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """One request may ask for the cards of twenty long messages: pairing their marks took a second."""
    monkeypatch.delattr(inline, "emphasised")
    assert link_cards.links_in("*a* **http://a.lan/** ~~[*b*](http://b.lan/)~~") == ["http://a.lan/", "http://b.lan/"]


def test_a_message_gets_the_card_of_its_page_once_it_was_read(office: RulesOffice) -> None:
    message = office.post(office.cleo, f"The rota: {WIKI}, https://elsewhere.example")

    def cards(who: Person) -> MessageCards:
        return office.read(link_cards.of_messages, who.session_id, [message.id])

    assert cards(office.cleo).missing == {}
    allow(office, "wiki.nord.lan")
    assert cards(office.cleo).missing == {message.id: [WIKI]}
    office.write(link_cards.store, WIKI, "Front desk rota", "Who sits there")
    found = cards(office.cleo)
    assert (found.missing, [card.title for card in found.cards[message.id]]) == ({}, ["Front desk rota"])
    office.now += link_cards.FRESH_MS + 1
    assert cards(office.cleo).missing == {message.id: [WIKI]}
    assert cards(office.cleo).cards  # the old one is shown until then
    office.write(link_cards.store, WIKI, "", "")
    assert cards(office.cleo) == MessageCards(["wiki.nord.lan"], {}, {})
    office.now += link_cards.RETRY_MS + 1
    assert cards(office.cleo).missing == {message.id: [WIKI]}


def test_no_card_for_a_guests_message_or_one_that_cannot_be_read(office: RulesOffice) -> None:
    allow(office, "wiki.nord.lan")
    room = office.make_room(office.ana, "Ours", "closed", office.cleo)
    message = office.post(office.cleo, WIKI, room)

    def missing(who: Person) -> dict[str, list[str]]:
        return office.read(link_cards.of_messages, who.session_id, [message.id]).missing

    assert missing(office.ana)
    assert not missing(office.dora)
    office.write(memberships.remove, office.ana.session_id, room, office.cleo.user_id)
    assert not missing(office.cleo)
    office.make_guest(office.cleo, room)
    assert not missing(office.ana)


def test_the_number_of_messages_and_of_kept_cards_is_bounded(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Invalid):
        office.read(link_cards.of_messages, office.ana.session_id, ["x"] * (link_cards.MAX_MESSAGES + 1))
    monkeypatch.setattr(link_cards, "MAX_KEPT", 2)
    allow(office, "a.lan")
    links = [f"http://a.lan/{number}" for number in range(4)]
    for link in links:
        office.now += 1
        office.write(link_cards.store, link, "Title", "")
    message = office.post(office.ana, " ".join(links[1:]))
    found = office.read(link_cards.of_messages, office.ana.session_id, [message.id])
    assert (len(found.cards[message.id]), found.missing) == (2, {message.id: [links[1]]})
