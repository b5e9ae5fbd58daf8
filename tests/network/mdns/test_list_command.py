"""The list of offices: for people, safe to show, and of what is beside this computer alone."""

import json
from ipaddress import ip_network

import pytest
from zeroconf import ServiceInfo

from chat_desktop.network.addressing.lan_addresses import Network
from chat_desktop.network.mdns import list_command, search
from chat_desktop.network.mdns.found_office import FoundOffice
from chat_desktop.network.mdns.list_command import NoMulticast, browse, run, table
from chat_desktop.network.mdns.service_browser import parse_office
from chat_desktop.network.mdns.service_records import CHAT

HERE = Network((), frozenset(), frozenset({ip_network("192.168.1.0/24"), ip_network("fd12::/64")}))
ACME = FoundOffice("of1", "Acme", "192.168.1.5", 8765, "0.1.0", "acme.local", "Ana")


def announced(**changes: object) -> ServiceInfo:
    values: dict[str, object] = {
        "port": 8765,
        "properties": {"id": "of1", "name": "Acme", "version": "0.1.0", "owner": "Ana"},
        "server": "acme.local.",
        "parsed_addresses": ["fd12::5", "192.168.1.5"],
    }
    return ServiceInfo(CHAT, f"Acme.{CHAT}", **(values | changes))  # type: ignore[arg-type]


def test_an_office_is_listed_with_its_ipv4_address() -> None:
    assert parse_office(announced(), HERE) == ACME


def test_of_a_host_on_two_lans_the_address_on_ours_is_listed() -> None:
    office = parse_office(announced(parsed_addresses=["10.9.9.9", "192.168.1.77"]), HERE)
    assert office is not None
    assert office.address == "192.168.1.77"


def test_an_office_on_ipv6_alone_is_listed_too() -> None:
    office = parse_office(announced(parsed_addresses=["fe80::5", "fd12::5"]), HERE)
    assert office is not None
    assert office.url == "http://[fd12::5]:8765"


@pytest.mark.parametrize(
    "lie",
    [
        {"parsed_addresses": []},
        {"parsed_addresses": ["203.0.113.9"]},  # somewhere on the internet
        {"parsed_addresses": ["127.0.0.1"]},  # a program of the visitor's own computer
        {"parsed_addresses": ["192.168.7.1"]},  # not beside us
        {"port": None},
        {"properties": {"name": "Acme"}},
        {"properties": {"id": "../../etc", "name": "Acme"}},
        {"properties": {"id": "x" * 41, "name": "Acme"}},
    ],
)
def test_an_announcement_that_leads_elsewhere_or_nowhere_is_no_office(lie: dict[str, object]) -> None:
    assert parse_office(announced(**lie), HERE) is None


def test_an_office_that_is_not_set_up_yet_is_told_apart() -> None:
    closed = parse_office(announced(properties={"id": "of1", "name": "Acme", "owner": ""}), HERE)
    assert closed is not None
    assert not closed.is_open


def test_an_announcement_that_says_nothing_of_itself_is_listed_under_its_service_name() -> None:
    office = parse_office(announced(properties={"id": "of1", "name": None}), HERE)
    assert office == FoundOffice("of1", "Acme", "192.168.1.5", 8765, "", "acme.local")


def test_a_stranger_cannot_steer_the_terminal() -> None:
    said = {"id": "of1", "name": "\x1b[2J\x07evil\n", "version": b"\xff\x9b", "owner": "\N{RIGHT-TO-LEFT OVERRIDE}gnp"}
    office = parse_office(announced(properties=said), HERE)
    assert office is not None
    assert "\x1b" not in table([office])
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in table([office])
    assert table([office]).count("\n") == 1


def test_the_table_has_a_line_an_office() -> None:
    found = [ACME, FoundOffice("of2", "Longer name", "fd12::5", 80, "0.2.0", "longer-name.local")]
    assert table(found).splitlines() == [
        "NAME         OWNER  ADDRESS                  VERSION",
        "Acme         Ana    http://192.168.1.5:8765  0.1.0",
        "Longer name  -      http://[fd12::5]:80      0.2.0",
    ]


def test_a_computer_on_no_network_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(search, "_TICK_SECONDS", 0.01)
    monkeypatch.setattr(list_command, "current_network", lambda: Network((), frozenset()))
    with pytest.raises(NoMulticast):
        browse(0.1)
    assert run(0.1) == 1
    assert capsys.readouterr().err == "Can't look for offices from here: this computer isn't on a network.\n"


def test_a_network_without_an_office_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(list_command, "browse", lambda seconds: [])
    assert run(0.1) == 0
    assert capsys.readouterr().out == "No office was found on this network.\n"


def test_a_program_reads_the_offices_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = FoundOffice("of1", "مكتب 😀", "192.168.1.20", 8765, "0.1.0", "office.local", "Ana")
    monkeypatch.setattr(list_command, "browse", lambda seconds: [found])
    assert run(as_json=True) == 0
    (told,) = json.loads(capsys.readouterr().out)["offices"]
    assert told == {
        "id": "of1",
        "name": "مكتب 😀",
        "owner": "Ana",
        "url": "http://192.168.1.20:8765",
        "version": "0.1.0",
    }
