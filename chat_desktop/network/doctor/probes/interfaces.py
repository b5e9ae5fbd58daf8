"""Checks the networks of this computer, the address in the join link, and whether a VPN is in use."""

from ipaddress import ip_address

from chat_desktop.network.addressing.adapters import Adapter, Kind, kind
from chat_desktop.network.addressing.lan_addresses import Address
from chat_desktop.network.doctor.checks import Check, join_words
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import ADDRESS, INTERFACES, VPN

MAX_NAMED = 4


def check_interfaces(subject: Subject) -> Check:
    """Checks whether this computer is on a network and has an address there."""
    found = [adapter for adapter in subject.adapters if kind(adapter, subject.default) is Kind.LAN]
    usable = [adapter for adapter in found if _usable(adapter)]
    if usable:
        return INTERFACES.ok(f"The host's computer is on {join_words([_named(a) for a in usable[:MAX_NAMED]])}.")
    if subject.lan:
        return INTERFACES.warning(
            f"The network gave the host's computer no address, so it chose one itself ({subject.lan[0].ip}).",
            "Restart the router. If two computers are joined by a cable alone, this is normal.",
        )
    return INTERFACES.failed(
        "The host's computer isn't on a network.", "Connect it to the office's Wi-Fi or plug in the network cable."
    )


def check_address(subject: Subject) -> Check:
    """Checks whether colleagues can reach the address in the join link."""
    if not subject.lan:
        return _nowhere(subject)
    chosen, others = subject.lan[0], [address.ip for address in subject.lan[1:]]
    detail = f"The link and the QR code use {chosen.ip} because {_reason(chosen, subject)}"
    detail += f". Other addresses: {join_words(others[:MAX_NAMED])}." if others else "."
    if not chosen.announced:
        cure = "Connect the host's computer to the office's own network: others can't reach this address."
        return ADDRESS.warning(detail, cure)
    if not ip_address(chosen.ip).is_private:
        cure = "Make sure that a firewall protects the host's computer: its address can be reached from the internet."
        return ADDRESS.warning(detail, cure)
    return ADDRESS.ok(detail)


def check_vpn(subject: Subject) -> Check:
    """Checks whether a VPN carries the traffic of this computer."""
    found = [a for a in subject.adapters if kind(a, subject.default) is Kind.VPN and _usable(a)]
    if not found:
        return VPN.ok("No VPN or mobile connection is in use.")
    carrying = next((a for a in found if subject.default in a.addresses), None)
    if carrying is None:
        return VPN.ok(f"{_named(found[0])} is on and doesn't affect the office's network.")
    return VPN.warning(
        f"{_named(carrying)}, a VPN or a mobile connection, carries this computer's traffic. Many VPNs then block "
        "the local network.",
        "If nobody can join, turn the VPN off, or allow local network access in its settings.",
    )


def _nowhere(subject: Subject) -> Check:
    if subject.listens.startswith("127.") or subject.listens in ("localhost", "::1"):
        return ADDRESS.warning(
            f"The host was started to listen at {subject.listens}, which only its own computer can reach.",
            "Start it without --host so that others can join.",
        )
    return ADDRESS.failed(
        "There is no address at which others could reach the host.", "Connect the host's computer to a network first."
    )


def _reason(chosen: Address, subject: Subject) -> str:
    adapter = next((a for a in subject.adapters if a.name == chosen.adapter), None)
    if adapter is None:
        return "the host was started to listen there"
    if not chosen.announced:
        return f"{_title(adapter)}, a VPN or a mobile connection, is the only network of the host's computer"
    if subject.default in adapter.addresses:
        return f"{_title(adapter)} is this computer's way to the internet"
    if subject.default is None:
        return f"{_title(adapter)} comes first among its networks"
    return f"{_title(adapter)} is on a local network, and the way to the internet ({subject.default}) is not"


def _usable(adapter: Adapter) -> bool:
    literals = [ip_address(ip) for ip in adapter.addresses]
    return any(not (ip.is_loopback or ip.is_link_local) for ip in literals)


def _named(adapter: Adapter) -> str:
    shown = [ip for ip in adapter.addresses if ":" not in ip] or list(adapter.addresses)
    return f"{_title(adapter)} ({shown[0]})"


def _title(adapter: Adapter) -> str:
    # On Windows the name is a GUID and the title is readable.
    return adapter.title or adapter.name
