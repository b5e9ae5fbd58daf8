"""Checks the networks of this computer, the address in the join link, and whether a VPN is in use."""

from ipaddress import ip_address

from chat_desktop.languages.sentences import Sentence, sentence
from chat_desktop.network.addressing.adapters import Adapter, Kind, kind
from chat_desktop.network.addressing.lan_addresses import Address
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import ADDRESS, INTERFACES, VPN

MAX_NAMED = 4


def check_interfaces(subject: Subject) -> Check:
    """Checks whether this computer is on a network and has an address there."""
    found = [adapter for adapter in subject.adapters if kind(adapter, subject.default) is Kind.LAN]
    usable = [adapter for adapter in found if _usable(adapter)]
    if usable:
        return INTERFACES.ok(sentence("check.on_networks", networks=[_named(a) for a in usable[:MAX_NAMED]]))
    if subject.lan:
        alone = sentence("check.no_address_given", address=subject.lan[0].ip)
        return INTERFACES.warning(alone, sentence("check.restart_router"))
    return INTERFACES.failed(sentence("check.on_no_network"), sentence("check.connect_to_network"))


def check_address(subject: Subject) -> Check:
    """Checks whether colleagues can reach the address in the join link."""
    if not subject.lan:
        return _nowhere(subject)
    chosen, others = subject.lan[0], [address.ip for address in subject.lan[1:]]
    found = [_reason(chosen, subject)]
    if others:
        found.append(sentence("check.other_addresses", addresses=others[:MAX_NAMED]))
    if not chosen.announced:
        return Check(ADDRESS.id, "warning", tuple(found), (sentence("check.use_office_network"),))
    if not ip_address(chosen.ip).is_private:
        return Check(ADDRESS.id, "warning", tuple(found), (sentence("check.protect_address"),))
    return ADDRESS.ok(*found)


def check_vpn(subject: Subject) -> Check:
    """Checks whether a VPN carries the traffic of this computer."""
    found = [a for a in subject.adapters if kind(a, subject.default) is Kind.VPN and _usable(a)]
    if not found:
        return VPN.ok(sentence("check.no_vpn"))
    carrying = next((a for a in found if subject.default in a.addresses), None)
    if carrying is None:
        return VPN.ok(sentence("check.vpn_beside", network=_named(found[0])))
    return VPN.warning(sentence("check.vpn_carries", network=_named(carrying)), sentence("check.turn_vpn_off"))


def _nowhere(subject: Subject) -> Check:
    if subject.listens.startswith("127.") or subject.listens in ("localhost", "::1"):
        here = sentence("check.listens_here", address=subject.listens)
        return ADDRESS.warning(here, sentence("check.start_without_host"))
    return ADDRESS.failed(sentence("check.no_address"), sentence("check.connect_first"))


def _reason(chosen: Address, subject: Subject) -> Sentence:
    adapter = next((a for a in subject.adapters if a.name == chosen.adapter), None)
    if adapter is None:
        return sentence("check.address_listens", address=chosen.ip)
    title = _title(adapter)
    if not chosen.announced:
        return sentence("check.address_only_vpn", address=chosen.ip, adapter=title)
    if subject.default in adapter.addresses:
        return sentence("check.address_internet", address=chosen.ip, adapter=title)
    if subject.default is None:
        return sentence("check.address_first", address=chosen.ip, adapter=title)
    return sentence("check.address_local", address=chosen.ip, adapter=title, other=subject.default)


def _usable(adapter: Adapter) -> bool:
    literals = [ip_address(ip) for ip in adapter.addresses]
    return any(not (ip.is_loopback or ip.is_link_local) for ip in literals)


def _named(adapter: Adapter) -> str:
    shown = [ip for ip in adapter.addresses if ":" not in ip] or list(adapter.addresses)
    return f"{_title(adapter)} ({shown[0]})"


def _title(adapter: Adapter) -> str:
    # On Windows the name is a GUID and the title is readable.
    return adapter.title or adapter.name
