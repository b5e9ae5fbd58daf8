"""Whether the office's announcement can be heard, and whether the port that it needs can be shared."""

import threading
from collections.abc import Sequence

from chat_desktop import background
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import MDNS

OPEN_SECONDS = 2.0
LISTEN_SECONDS = 3.0
RESOLVE_MS = 1_500

OTHER_JOIN_METHODS = "The link and the QR code work without it."


def check(subject: Subject) -> Check:
    if not subject.discovery:
        return MDNS.warning(
            "The office is not announced, so no list of offices shows it and it has no name on the network.",
            f"Start it without --no-discovery so that it can be found by name. {OTHER_JOIN_METHODS}",
        )
    places = [address.ip for address in subject.lan if address.announced]
    if not places:
        return MDNS.unknown("There is no network to announce the office on.")
    return check_announcement(subject, places)


def check_announcement(subject: Subject, places: Sequence[str], seconds: float = LISTEN_SECONDS) -> Check:
    """PLACES: our addresses on whose networks is listened."""
    # zeroconf takes a fifth of a second to import, which a start without a doctor does not pay.
    from zeroconf import Error, Zeroconf

    try:
        with Zeroconf(interfaces=list(places)) as zc:
            _listen(zc)
            return _evaluate(subject, places, _heard(zc, subject.office_id, seconds))
    except (OSError, Error) as problem:
        return _unusable(str(problem) or type(problem).__name__)


def _listen(zc: object) -> None:
    """Through the gate, as whoever lists offices does: no stranger's announcement is to hide ours. Raises OSError."""
    import asyncio

    from zeroconf import Zeroconf

    from chat_desktop.network.mdns.flood_guard import FloodGuard, install_guard
    from chat_desktop.network.mdns.service_records import CHAT

    assert isinstance(zc, Zeroconf)
    assert zc.loop is not None
    asyncio.run_coroutine_threadsafe(install_guard(zc, FloodGuard(CHAT)), zc.loop).result(OPEN_SECONDS)


def _heard(zc: object, office_id: str | None, seconds: float) -> "tuple[str, list[str]] | None":
    """The host name and the addresses under which the office is announced; None when it is not heard."""
    from zeroconf import DNSQuestionType, ServiceBrowser, Zeroconf

    from chat_desktop.network.mdns.service_records import CHAT

    assert isinstance(zc, Zeroconf)
    if office_id is None:
        return None
    found: list[tuple[str, list[str]]] = []
    done = threading.Event()

    def heard(zeroconf: Zeroconf, service_type: str, name: str, state_change: object) -> None:
        # In zeroconf's own thread, where asking would wait for itself.
        background.start("resolve announcement", resolve, name)

    def resolve(name: str) -> None:
        service = zc.get_service_info(CHAT, name, RESOLVE_MS, DNSQuestionType.QM)
        if service and (service.properties.get(b"id") or b"").decode(errors="replace") == office_id:
            found.append(((service.server or "").rstrip("."), service.parsed_addresses()))
            done.set()

    # Answers to all: one to us alone would land with the host, which shares the port.
    browser = ServiceBrowser(zc, CHAT, handlers=[heard], question_type=DNSQuestionType.QM)
    done.wait(seconds)
    browser.cancel()
    return found[0] if found else None


def _evaluate(subject: Subject, places: Sequence[str], heard: tuple[str, list[str]] | None) -> Check:
    if subject.office_id is None:
        return MDNS.ok("UDP port 5353, which announcements need, can be used.")
    if heard is None:
        return MDNS.warning(
            "The office's own announcement was not received on this computer's networks.",
            f"Allow UDP port 5353 in this computer's firewall. {OTHER_JOIN_METHODS}",
        )
    name, addresses = heard
    if not set(addresses) & set(places):
        return MDNS.warning(
            f"The office is announced as {name} at {addresses[0] if addresses else 'no address'}, but this computer "
            "has another address.",
            f"Wait ten seconds and check again: a new address takes that long to spread. {OTHER_JOIN_METHODS}",
        )
    return MDNS.ok(f"The office is announced as {name} at {addresses[0]}.")


def _unusable(why: str) -> Check:
    return MDNS.warning(
        f"UDP port 5353, which announcements need, cannot be used ({why}).",
        f"Close the program that uses the port, if you need this. {OTHER_JOIN_METHODS}",
    )
