"""The announcement begins when there is something to announce and somewhere to do it, and follows what changes."""

from typing import Any, ClassVar

import pytest

from chat_desktop.network.addressing.lan_addresses import Address, Network
from chat_desktop.network.mdns import discovery
from chat_desktop.network.mdns.discovery import Discovery
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.search import SearchResult

NOWHERE = Network((), frozenset())
HOME = Network((Address("192.168.1.5", "eth0"),), frozenset({"192.168.1.5", "127.0.0.1"}))


class Announcer:
    made: ClassVar[list["Announcer"]] = []

    def __init__(self, *said: Any, **more: Any) -> None:
        self.said: list[Any] = [(*said[1:], more["owner"])]
        self.name = "office.local"
        self.over = False
        self.made.append(self)

    def start(self) -> None:
        pass

    def update(self, *said: Any) -> None:
        self.said.append(said)

    def announce_again(self) -> None:
        self.said.append("again")

    def stop(self) -> None:
        self.over = True


class Namespaces:
    def __init__(self, enabled: bool = True) -> None:
        self.here = NOWHERE
        self.it = Discovery("of1", lambda: self.here, lambda: None, enabled)


@pytest.fixture(autouse=True)
def _announcer(monkeypatch: pytest.MonkeyPatch) -> None:
    Announcer.made = []
    monkeypatch.setattr("chat_desktop.network.mdns.announcer.Announcer", Announcer)
    monkeypatch.setattr(discovery, "__version__", "0.1.0")


def test_an_office_that_starts_without_a_network_is_announced_when_there_is_one() -> None:
    namespaces = Namespaces()
    namespaces.it.announce(office_name="Office", owner="Ana", port=8765)
    assert Announcer.made == []
    assert namespaces.it.name is None
    namespaces.here = HOME
    namespaces.it.announce()
    (announcer,) = Announcer.made
    assert announcer.said == [("Office", "0.1.0", 8765, ("192.168.1.5",), "Ana")]
    assert namespaces.it.name == "office.local"


def test_a_new_owner_a_new_name_and_a_wake_are_passed_on() -> None:
    namespaces = Namespaces()
    namespaces.here = HOME
    namespaces.it.announce_again()
    namespaces.it.announce(office_name="Office", owner="", port=8765)
    namespaces.it.announce(owner="Ana")
    namespaces.it.announce(office_name="Acme")
    namespaces.it.announce_again()
    (announcer,) = Announcer.made
    assert announcer.said[1:] == [("Office", HOME.announced, "Ana", ""), ("Acme", HOME.announced, "Ana", ""), "again"]
    namespaces.it.stop()
    assert announcer.over


def test_what_changes_before_the_port_is_known_or_after_the_end_starts_nothing() -> None:
    namespaces = Namespaces()
    namespaces.here = HOME
    namespaces.it.announce(office_name="Office")
    namespaces.it.stop()
    namespaces.it.announce(office_name="Office", owner="Ana", port=8765)
    assert Announcer.made == []


def test_switched_off_nothing_is_sent_or_heard() -> None:
    namespaces = Namespaces(enabled=False)
    namespaces.here = HOME
    namespaces.it.announce(office_name="Office", owner="Ana", port=8765)
    assert Announcer.made == []
    assert namespaces.it.offices() == {"offices": [], "looking": False, "problem": "off"}
    assert not namespaces.it._search.runs


def test_the_list_has_ours_marked_and_nobody_who_only_says_so_and_no_office_without_an_owner() -> None:
    namespaces = Namespaces()
    namespaces.here = HOME
    offices = (
        FoundOffice("of1", "Office", "192.168.1.5", 8765, "0.1.0", "office.local", "Ana"),
        FoundOffice("of1", "Office", "192.168.1.66", 8765, "0.1.0", "office.local", "Ana"),
        FoundOffice("of9", "Office", "192.168.1.7", 8765, "0.1.0", "office-3.local", "", is_open=False),
    )
    namespaces.it._search.ask = lambda: SearchResult(offices, looking=False)  # type: ignore[method-assign]
    listed = namespaces.it.offices()["offices"]
    assert [(each["address"], each["ours"]) for each in listed] == [
        ("192.168.1.5:8765", True),
        ("192.168.1.66:8765", False),
    ]
