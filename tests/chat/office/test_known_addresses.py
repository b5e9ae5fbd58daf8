"""The places at which an office is and was."""

import pytest

from chat_desktop.chat.office import known_addresses
from chat_desktop.chat.office.known_addresses import MOST, Place
from tests.support.parts.rules_office import RulesOffice


def at(*hosts: str, port: int = 8765) -> list[Place]:
    return known_addresses.places(hosts, port)


def test_those_of_now_come_first_and_then_the_newest(office: RulesOffice) -> None:
    for hosts in (["10.0.0.1", "office.local"], ["10.0.0.2", "office.local"], ["10.0.0.3"]):
        office.now += 1_000
        known = office.write(known_addresses.remember, at(*hosts))
    assert [place.host for place in known] == ["10.0.0.3", "10.0.0.2", "office.local", "10.0.0.1"]


def test_a_port_is_part_of_a_place(office: RulesOffice) -> None:
    office.write(known_addresses.remember, at("10.0.0.1", port=8765))
    office.now += 1
    known = office.write(known_addresses.remember, at("10.0.0.1", port=8766))
    assert known_addresses.origins(known, ["http"]) == ("http://10.0.0.1:8766", "http://10.0.0.1:8765")


def test_the_oldest_are_forgotten_and_those_of_now_never(office: RulesOffice) -> None:
    for number in range(40):
        office.now += 1
        office.write(known_addresses.remember, at(f"10.0.0.{number}"))
    known = office.write(known_addresses.remember, at("10.0.0.0"))
    assert known[0] == Place("10.0.0.0", 8765)
    assert known == [*at("10.0.0.0"), *(Place(f"10.0.0.{number}", 8765) for number in range(39, 40 - MOST, -1))]
    assert office.write(known_addresses.remember, at("10.0.0.0")) == known


@pytest.mark.parametrize(
    "host", ["fd00::1", "[fd00::1]", "localhost", "a b", "a;b", "evil'; script-src *", "*", "a,b", "", "-x", "x" * 254]
)
def test_what_a_pages_policy_cannot_name_is_left_out(host: str) -> None:
    assert at(host, "Office.local") == [Place("office.local", 8765)]


def test_origins_are_written_as_browsers_write_them() -> None:
    assert known_addresses.origins(at("office.local", port=80), ["http", "https"]) == (
        "http://office.local",
        "https://office.local:80",
    )
    assert known_addresses.origins(at("10.0.0.1", port=443), ["http", "https"]) == (
        "http://10.0.0.1:443",
        "https://10.0.0.1",
    )
