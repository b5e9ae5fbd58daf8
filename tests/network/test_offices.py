"""The list of offices: for people, and safe to print."""

import pytest
from zeroconf import ServiceInfo

from chat_desktop.network import offices
from chat_desktop.network.offices import FoundOffice, NoMulticast, browse, run, table
from chat_desktop.network.records import CHAT


def announced(**changes: object) -> ServiceInfo:
    values: dict[str, object] = {
        "port": 8765,
        "properties": {"id": "of1", "name": "Acme", "version": "0.1.0"},
        "server": "acme.local.",
        "parsed_addresses": ["fd12::5", "192.168.1.5"],
    }
    return ServiceInfo(CHAT, f"Acme.{CHAT}", **(values | changes))  # type: ignore[arg-type]


def test_an_office_is_listed_with_its_ipv4_address() -> None:
    assert offices._office(announced()) == FoundOffice("of1", "Acme", "192.168.1.5", 8765, "0.1.0", "acme.local")


def test_an_announcement_without_an_address_or_port_is_no_office() -> None:
    assert offices._office(announced(parsed_addresses=[])) is None
    assert offices._office(announced(port=None)) is None


def test_an_announcement_that_says_nothing_of_itself_is_listed_under_its_service_name() -> None:
    office = offices._office(announced(properties={"name": None}))
    assert office == FoundOffice("", "Acme", "192.168.1.5", 8765, "", "acme.local")


def test_a_stranger_cannot_steer_the_terminal() -> None:
    office = offices._office(announced(properties={"name": "\x1b[2J\x07evil\n", "version": b"\xff\x9b"}))
    assert office is not None
    assert table([office]).isprintable() or "\n" in table([office])
    assert "\x1b" not in table([office])
    assert table([office]).count("\n") == 1


def test_the_table_has_a_line_an_office() -> None:
    found = [FoundOffice("of1", "Acme", "192.168.1.5", 8765, "0.1.0", "acme.local")]
    found.append(FoundOffice("of2", "Longer name", "fd12::5", 80, "0.2.0", "longer-name.local"))
    assert table(found).splitlines() == [
        "NAME         ADDRESS                  VERSION",
        "Acme         http://192.168.1.5:8765  0.1.0",
        "Longer name  http://[fd12::5]:80      0.2.0",
    ]


def test_a_computer_on_no_network_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(offices, "lan_addresses", list)
    with pytest.raises(NoMulticast):
        browse(0.1)
    assert run(0.1) == 1
    assert capsys.readouterr().err == "Offices cannot be looked for from here: this computer is on no network.\n"


def test_a_network_without_an_office_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(offices, "browse", lambda seconds: [])
    assert run(0.1) == 0
    assert capsys.readouterr().out == "No office was found on this network.\n"
