"""Checks whether the office's announcement can be received and whether the port of mDNS can be used."""

import threading
from collections.abc import Sequence

from chat_desktop import background
from chat_desktop.languages.sentences import sentence
from chat_desktop.languages.system_words import system_words
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import MDNS
from chat_desktop.start_error import ToldError

OPEN_SECONDS = 2.0
LISTEN_SECONDS = 3.0
RESOLVE_MS = 1_500


def check(subject: Subject) -> Check:
    """Checks the announcement on all networks with colleagues."""
    if not subject.discovery:
        return MDNS.warning(sentence("check.mdns_off"), sentence("check.mdns_turn_on"))
    own_addresses = [address.ip for address in subject.lan if address.announced]
    if not own_addresses:
        return MDNS.unknown(sentence("check.mdns_no_network"))
    return check_announcement(subject, own_addresses)


def check_announcement(subject: Subject, own_addresses: Sequence[str], seconds: float = LISTEN_SECONDS) -> Check:
    """Listens for SECONDS for the office's announcement, on the adapters with OWN_ADDRESSES."""
    # zeroconf is imported late, because it takes 0.2 s and a start without the doctor does not need it.
    from zeroconf import Error, Zeroconf

    try:
        with Zeroconf(interfaces=list(own_addresses)) as zc:
            _listen(zc)
            return _evaluate(subject, own_addresses, _heard(zc, subject.office_id, seconds))
    except (OSError, Error) as problem:
        return _unusable(system_words(problem))


def _listen(zc: object) -> None:
    """Filters the packets as the list of offices does, so that a flood cannot hide the office's announcement.

    Raises OSError when no adapter supports multicast."""
    import asyncio

    from zeroconf import Zeroconf

    from chat_desktop.network.mdns.flood_guard import FloodGuard, install_guard
    from chat_desktop.network.mdns.service_records import CHAT

    assert isinstance(zc, Zeroconf)
    assert zc.loop is not None
    asyncio.run_coroutine_threadsafe(install_guard(zc, FloodGuard(CHAT)), zc.loop).result(OPEN_SECONDS)


def _heard(zc: object, office_id: str | None, seconds: float) -> "tuple[str, list[str]] | None":
    """Returns the host name and the addresses that the office announces, or None when no announcement arrives."""
    from zeroconf import DNSQuestionType, ServiceBrowser, Zeroconf

    from chat_desktop.network.mdns.service_records import CHAT

    assert isinstance(zc, Zeroconf)
    if office_id is None:
        return None
    found: list[tuple[str, list[str]]] = []
    done = threading.Event()

    def heard(zeroconf: Zeroconf, service_type: str, name: str, state_change: object) -> None:
        # This runs in the thread of zeroconf, which a blocking query would stop.
        background.start("resolve announcement", resolve, name)

    def resolve(name: str) -> None:
        service = zc.get_service_info(CHAT, name, RESOLVE_MS, DNSQuestionType.QM)
        if service and (service.properties.get(b"id") or b"").decode(errors="replace") == office_id:
            found.append(((service.server or "").rstrip("."), service.parsed_addresses()))
            done.set()

    # Ask for multicast responses, because a unicast response could reach the host, which shares the port.
    browser = ServiceBrowser(zc, CHAT, handlers=[heard], question_type=DNSQuestionType.QM)
    done.wait(seconds)
    browser.cancel()
    return found[0] if found else None


def _evaluate(subject: Subject, own_addresses: Sequence[str], heard: tuple[str, list[str]] | None) -> Check:
    if subject.office_id is None:
        return MDNS.ok(sentence("check.mdns_usable"))
    if heard is None:
        return MDNS.warning(sentence("check.mdns_unheard"), sentence("check.mdns_allow"))
    name, addresses = heard
    if not set(addresses) & set(own_addresses):
        found = sentence("check.mdns_nowhere", name=name)
        if addresses:
            found = sentence("check.mdns_elsewhere", name=name, address=addresses[0])
        return MDNS.warning(found, sentence("check.mdns_wait"))
    return MDNS.ok(sentence("check.mdns_heard", name=name, address=addresses[0]))


def _unusable(why: ToldError) -> Check:
    return MDNS.warning(sentence("check.mdns_unusable", why=why), sentence("check.mdns_close_program"))
