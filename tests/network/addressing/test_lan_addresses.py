"""Which of this computer's addresses a colleague is told first."""

from ipaddress import ip_network

import ifaddr
import pytest

from chat_desktop.network.addressing import lan_addresses as addressing
from chat_desktop.network.addressing.adapters import Adapter, adapters, default_address
from chat_desktop.network.addressing.lan_addresses import interface_addresses, lan_addresses, rank, reachable_addresses

LOOPBACK = Adapter("lo", "lo", ("127.0.0.1", "::1"))
ETHERNET = Adapter("eth0", "eth0", ("192.168.1.5", "fe80::1", "fd12::5"))
WIFI = Adapter("wlp3s0", "wlp3s0", ("10.20.0.7",))
DOCKER = (
    Adapter("docker0", "docker0", ("172.17.0.1",)),
    Adapter("br-0123456789ab", "br-0123456789ab", ("172.18.0.1",)),
    Adapter("veth12ab", "veth12ab", ("169.254.3.4",)),
)
VPN = Adapter("tun0", "tun0", ("10.8.0.2",))


def windows(title: str, ip: str) -> Adapter:
    return Adapter("{846EE342-7039-11DE-9D20-806E6F6E6963}", title, (ip,))


def ranked(*found: Adapter, default: str | None = None) -> list[str]:
    return [address.ip for address in rank(found, default)]


def test_a_computer_with_one_cable_has_one_way_in() -> None:
    assert ranked(LOOPBACK, ETHERNET, default="192.168.1.5") == ["192.168.1.5", "fd12::5"]


def test_networks_of_containers_are_no_way_in() -> None:
    assert ranked(LOOPBACK, *DOCKER, WIFI, default="10.20.0.7") == ["10.20.0.7"]


@pytest.mark.parametrize("name", ["virbr0", "vmnet8", "vboxnet0", "lxdbr0", "podman0", "cni0", "awdl0", "bridge100"])
def test_networks_of_virtual_machines_are_no_way_in(name: str) -> None:
    assert ranked(Adapter(name, name, ("192.168.122.1",)), ETHERNET)[0] == "192.168.1.5"
    assert ranked(Adapter(name, name, ("192.168.122.1",))) == []


@pytest.mark.parametrize("name", ["br0", "bond0", "en0", "enp0s31f6", "eth0.20", "wlan0", "bridge0", "lan0"])
def test_an_ordinary_adapter_is_not_taken_for_a_virtual_one(name: str) -> None:
    assert ranked(Adapter(name, name, ("192.168.1.5",))) == ["192.168.1.5"]


def test_a_vpn_comes_last_even_with_the_default_route_and_is_not_announced() -> None:
    found = rank([VPN, WIFI], default="10.8.0.2")
    assert [(address.ip, address.announced) for address in found] == [("10.20.0.7", True), ("10.8.0.2", False)]


@pytest.mark.parametrize(
    "title", ["WireGuard Tunnel", "TAP-Windows Adapter V9", "Tailscale Tunnel", "Cisco AnyConnect"]
)
def test_a_vpn_on_windows_is_known_by_its_description(title: str) -> None:
    assert ranked(windows(title, "10.8.0.2"), windows("Intel(R) Wi-Fi 6 AX201", "10.20.0.7")) == [
        "10.20.0.7",
        "10.8.0.2",
    ]


def test_wsl_and_hyper_v_on_windows_are_no_way_in() -> None:
    switch = windows("Hyper-V Virtual Ethernet Adapter", "172.28.16.1")
    assert ranked(switch, windows("Realtek PCIe GbE", "192.168.1.5"), default="192.168.1.5") == ["192.168.1.5"]


def test_an_external_hyper_v_switch_carries_the_lan() -> None:
    internal = windows("Hyper-V Virtual Ethernet Adapter", "172.28.16.1")
    external = windows("Hyper-V Virtual Ethernet Adapter #2", "192.168.1.5")
    found = rank([internal, external], default="192.168.1.5")
    assert [(address.ip, address.announced) for address in found] == [("192.168.1.5", True)]


def test_of_two_lans_the_one_with_the_default_route_comes_first() -> None:
    assert ranked(ETHERNET, WIFI, default="10.20.0.7")[:2] == ["10.20.0.7", "192.168.1.5"]
    assert ranked(ETHERNET, WIFI, default="192.168.1.5")[:2] == ["192.168.1.5", "10.20.0.7"]


def test_without_a_default_route_private_ranges_come_before_shared_and_public_ones() -> None:
    public, shared = Adapter("eth1", "eth1", ("8.8.8.8",)), Adapter("eth2", "eth2", ("100.70.1.1",))
    assert ranked(public, shared, WIFI) == ["10.20.0.7", "100.70.1.1", "8.8.8.8"]


def test_ipv6_comes_after_ipv4_and_a_local_one_before_a_global_one() -> None:
    both = Adapter("eth0", "eth0", ("2a02:1::5", "fd12::5", "192.168.1.5"))
    assert ranked(both) == ["192.168.1.5", "fd12::5", "2a02:1::5"]


def test_without_a_network_there_is_no_way_in() -> None:
    assert ranked(LOOPBACK, Adapter("eth0", "eth0", ("fe80::5",))) == []
    assert ranked() == []


def test_an_address_that_the_computer_has_given_itself_is_the_way_in_where_there_is_no_other() -> None:
    alone = Adapter("eth0", "eth0", ("169.254.9.9", "fe80::5"))
    assert ranked(LOOPBACK, alone) == ["169.254.9.9"]
    assert ranked(alone, WIFI) == ["10.20.0.7"]


def test_an_address_that_the_system_does_not_let_us_use_is_not_told() -> None:
    """Windows lists what an unplugged cable had; 192.0.2.77 stands for it."""
    cable = Adapter("eth0", "eth0", ("192.0.2.77", "127.0.0.9"), (24, 8))
    assert cable.only(addressing._is_bindable) == Adapter("eth0", "eth0", ("127.0.0.9",), (8,))


@pytest.mark.parametrize(
    ("host", "left"),
    [
        ("0.0.0.0", ["192.168.1.5"]),
        ("::", ["192.168.1.5", "fd12::5"]),
        ("192.168.1.5", ["192.168.1.5"]),
        ("127.0.0.1", []),
    ],
)
def test_only_addresses_that_the_server_listens_on_are_told(host: str, left: list[str]) -> None:
    assert [address.ip for address in reachable_addresses(rank([ETHERNET], None), host)] == left


def test_this_very_computer_can_be_asked() -> None:
    assert "127.0.0.1" in interface_addresses()
    assert {address.ip for address in lan_addresses("::")} <= interface_addresses()
    assert default_address() in (None, *interface_addresses())


def test_a_system_that_does_not_tell_its_adapters_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr("ifaddr.get_adapters", refuse)
    assert adapters() == []


def test_an_adapter_that_tells_nonsense_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    strange = ifaddr.Adapter("eth9", "eth9", [ifaddr.IP("no address", 24, "eth9"), ifaddr.IP("10.9.0.5", 77, "eth9")])
    sane = ifaddr.Adapter("eth0", "eth0", [ifaddr.IP("10.1.0.5", 24, "eth0")])
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: [strange, sane])
    found = adapters()
    assert [adapter.addresses for adapter in found] == [("10.9.0.5",), ("10.1.0.5",)]
    assert addressing.lan_networks(found, "10.1.0.5") == {ip_network("10.1.0.0/24")}
    assert interface_addresses() == {"10.9.0.5", "10.1.0.5"}
