"""What the doctor says of the computer's networks, from adapters of every kind."""

from pathlib import Path

import pytest

from chat_desktop.languages.catalogues import joined
from chat_desktop.network.addressing.adapters import Adapter
from chat_desktop.network.addressing.lan_addresses import rank, reachable_addresses
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.probes import interfaces
from chat_desktop.network.doctor.subject import Subject

LOOPBACK = Adapter("lo", "lo", ("127.0.0.1", "::1"))
ETHERNET = Adapter("eth0", "eth0", ("192.168.1.5", "fe80::1"))
WIFI = Adapter("{846E}", "Intel(R) Wi-Fi 6E AX210", ("10.20.0.7",))
DOCKER = Adapter("docker0", "docker0", ("172.17.0.1",))
TUNNEL = Adapter("tun0", "tun0", ("10.8.0.2",))


def subject(*adapters: Adapter, default: str | None = None, listens: str = "0.0.0.0") -> Subject:
    made = Subject(Path(), 8765, listens)
    # What it would otherwise ask of this computer.
    lan = reachable_addresses(rank(adapters, default), listens)
    vars(made).update(adapters=list(adapters), default=default, lan=lan)
    return made


def test_networks_are_named_as_people_know_them_and_containers_are_not() -> None:
    check = interfaces.check_interfaces(subject(LOOPBACK, ETHERNET, WIFI, DOCKER))
    assert check.state == "ok"
    assert check.detail == "The host's computer is on eth0 (192.168.1.5) and Intel(R) Wi-Fi 6E AX210 (10.20.0.7)."


def test_a_computer_on_no_network_is_a_failure() -> None:
    check = interfaces.check_interfaces(subject(LOOPBACK, DOCKER))
    assert (check.state, check.detail) == ("failed", "The host's computer isn't on a network.")
    assert interfaces.check_address(subject(LOOPBACK)).state == "failed"


def test_a_network_that_hands_out_no_addresses_is_told() -> None:
    check = interfaces.check_interfaces(subject(LOOPBACK, Adapter("eth0", "eth0", ("169.254.9.9",))))
    assert check.state == "warning"
    assert "169.254.9.9" in check.detail


@pytest.mark.parametrize(
    ("default", "reason"),
    [
        ("192.168.1.5", "eth0 is this computer's way to the internet"),
        (None, "eth0 comes first among its networks"),
        ("10.8.0.2", "eth0 is on a local network, and the way to the internet (10.8.0.2) is not"),
    ],
)
def test_the_address_in_the_link_comes_with_its_reason(default: str | None, reason: str) -> None:
    check = interfaces.check_address(subject(ETHERNET, TUNNEL, default=default))
    assert check.state == "ok"
    assert check.detail == f"The link and the QR code use 192.168.1.5 because {reason}. Other addresses: 10.8.0.2."


def test_an_address_that_only_a_vpn_gives_is_a_warning() -> None:
    check = interfaces.check_address(subject(LOOPBACK, TUNNEL, default="10.8.0.2"))
    assert check.state == "warning"
    assert "others can't reach" in check.cure


def test_an_address_of_the_internet_is_a_warning() -> None:
    assert interfaces.check_address(subject(Adapter("eth0", "eth0", ("8.8.4.4",)))).state == "warning"


def test_a_host_that_was_told_to_listen_on_loopback_is_told_so() -> None:
    check = interfaces.check_address(subject(ETHERNET, listens="127.0.0.1"))
    assert check.state == "warning"
    assert "--host" in check.cure
    assert interfaces.check_address(subject(ETHERNET, listens="192.168.1.5")).state == "ok"


@pytest.mark.parametrize(
    ("adapters", "default", "state"),
    [
        ((ETHERNET,), "192.168.1.5", "ok"),
        ((ETHERNET, TUNNEL), "192.168.1.5", "ok"),
        ((ETHERNET, TUNNEL), "10.8.0.2", "warning"),
    ],
)
def test_a_vpn_matters_when_it_carries_the_traffic(adapters: tuple[Adapter, ...], default: str, state: str) -> None:
    check: Check = interfaces.check_vpn(subject(*adapters, default=default))
    assert check.state == state
    assert ("tun0" in check.detail) == (TUNNEL in adapters)


def test_words_are_joined_as_people_join_them() -> None:
    assert [joined([]), joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
