"""Which addresses are told to whom, on computers as they stand in offices (machines.json)."""

import json
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.network.addressing.adapters import Adapter
from chat_desktop.network.addressing.lan_addresses import lan_networks, rank, reachable_addresses

MACHINES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("machines.json").read_text("utf-8"))
by_situation = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine["situation"])


def adapters_of(machine: dict[str, Any]) -> list[Adapter]:
    return [adapter(name, addresses) for name, addresses in machine["adapters"].items()]


def adapter(name: str, addresses: list[str]) -> Adapter:
    """Windows' adapters have a GUID for a name, and what stands here as their description."""
    places = [each.split("/") for each in addresses]
    guid = "{846EE342-7039-11DE-9D20-806E6F6E6963}" if " " in name else name
    return Adapter(guid, name, tuple(ip for ip, _ in places), tuple(int(bits) for _, bits in places))


@by_situation
def test_the_link_has_the_address_that_a_phone_beside_reaches(machine: dict[str, Any]) -> None:
    ranked = reachable_addresses(rank(adapters_of(machine), machine["default"]), machine.get("host", "0.0.0.0"))
    assert [address.ip for address in ranked] == machine["links"]
    assert [address.ip for address in ranked if address.announced] == machine["announced"]


@by_situation
def test_offices_are_looked_for_beside_this_computer_alone(machine: dict[str, Any]) -> None:
    near = lan_networks(adapters_of(machine), machine["default"])
    assert {ip_network(net) for net in machine["near"]} <= near
    assert not {ip_network(net) for net in machine["not_near"]} & near
    assert not any(net.is_loopback for net in near)
