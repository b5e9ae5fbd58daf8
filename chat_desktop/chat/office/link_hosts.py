"""The hosts whose pages may be shown as cards below the messages that link to them.

The owner lists them, and at first there are none: the host of the office reads no page that the owner has not allowed,
and nothing of the internet by itself.
"""

import re
from collections.abc import Collection, Iterable
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from chat_desktop.chat.core import actors, audit_log, policy
from chat_desktop.chat.core.events import OfficeChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.office import offices
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import link_cards as link_card_queries

MAX_HOSTS = 50
MAX_HOST_CHARACTERS = 253
PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*", re.ASCII)


def listed(reading: Reading, session_id: str) -> list[str]:
    """Returns the hosts for the settings. Raises NotSignedIn, Forbidden."""
    policy.choose_link_hosts(actors.find(reading, session_id))
    return allowed(reading)


def allowed(reading: Reading) -> list[str]:
    """Returns the hosts, each as `name` or `name:port`."""
    (found,) = reading.db.execute(link_card_queries.HOSTS).fetchone()
    return found.split() if found else []


def choose(work: Work, session_id: str, hosts: list[str]) -> list[str]:
    """Replaces the list, and returns it as it is stored. Raises NotSignedIn, Forbidden, Invalid."""
    actor = actors.find(work, session_id)
    policy.choose_link_hosts(actor)
    chosen = sorted({_host(text) for text in hosts if text.strip()})
    if len(chosen) > MAX_HOSTS:
        raise Invalid("hosts", "choose_most_hosts", {"n": MAX_HOSTS})
    before = allowed(work)
    if chosen != before:
        work.db.execute(link_card_queries.SET_HOSTS, (" ".join(chosen) or None,))
        added, removed = _without(chosen, before), _without(before, chosen)
        audit_log.record(work, actor.user_id, "link_hosts_changed", added=added, removed=removed)
        work.record(OfficeChanged(offices.get(work)))
    return chosen


def allows(hosts: Collection[str], url: str) -> bool:
    """Returns whether a page may be read: its host is listed, and its port is the usual one or the listed one."""
    parts = split(url)
    if parts is None or parts.hostname is None:
        return False
    host, usual = parts.hostname, PORTS[parts.scheme]
    name = f"[{host}]" if ":" in host else host
    port = parts.port or usual
    return (port == usual and name in hosts) or f"{name}:{port}" in hosts


def split(url: str) -> SplitResult | None:
    """Returns the parts of an http or https address; None for others, and for one that names a user."""
    try:
        parts = urlsplit(url)
        is_plain = parts.scheme in PORTS and bool(parts.hostname) and parts.port != 0 and "@" not in parts.netloc
    except ValueError:
        return None
    return parts if is_plain else None


def _host(text: str) -> str:
    """Reads a host as people write it, with or without `https://` and a path. Raises Invalid."""
    address = text.strip().lower()
    parts = split(address if "://" in address else f"http://{address}")
    if parts is None or parts.hostname is None or len(address) > MAX_HOST_CHARACTERS + 8:
        raise Invalid("hosts", "no_name_of_host", {"text": text.strip()[:60]})
    name = _name(parts.hostname, text)
    return name if parts.port in (None, PORTS[parts.scheme]) else f"{name}:{parts.port}"


def _name(hostname: str, text: str) -> str:
    try:
        ip = ip_address(hostname)
    except ValueError:
        return _dns_name(hostname, text)
    if ip.is_loopback or ip.is_link_local or ip.is_multicast or ip.is_unspecified:
        raise Invalid("hosts", "address_cards_never_come_from", {"hostname": hostname})
    return f"[{ip}]" if ip.version == 6 else str(ip)


def _dns_name(hostname: str, text: str) -> str:
    try:
        name = hostname.rstrip(".").encode("idna").decode("ascii") if not hostname.isascii() else hostname.rstrip(".")
    except UnicodeError:
        name = ""
    if not _NAME.fullmatch(name) or name == "localhost" or name.endswith(".localhost"):
        raise Invalid("hosts", "no_name_of_host", {"text": text.strip()[:60]})
    return name


def _without(some: Iterable[str], others: Collection[str]) -> list[str]:
    return [one for one in some if one not in others]
