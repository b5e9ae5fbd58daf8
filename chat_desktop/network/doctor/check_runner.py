"""Runs all probes in parallel threads and returns their checks within a time limit."""

import logging
import queue
import time
from collections.abc import Callable, Sequence

from chat_desktop import background
from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor import topics
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.probes import (
    announcement,
    certificate,
    firewall,
    fonts,
    interfaces,
    machine,
    network_profile,
    reach,
)
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import Topic

log = logging.getLogger(__name__)

LIMIT_SECONDS = 8.0  # the slowest probes start PowerShell or listen for the office's announcement

Probe = Callable[[Subject], Check | None]

PROBES: Sequence[tuple[Topic, Probe]] = (
    (topics.INTERFACES, interfaces.check_interfaces),
    (topics.ADDRESS, interfaces.check_address),
    (topics.VPN, interfaces.check_vpn),
    (topics.PROFILE, network_profile.check),
    (topics.FIREWALL, firewall.check),
    (topics.PORT, reach.check),
    (topics.MDNS, announcement.check),
    (topics.CLOCK, machine.check_clock),
    (topics.DISK, machine.check_disk),
    (topics.CERTIFICATE, certificate.check),
    (topics.FONTS, fonts.check),
)


def run_checks(
    subject: Subject, probes: Sequence[tuple[Topic, Probe]] = PROBES, limit: float = LIMIT_SECONDS
) -> list[Check]:
    """Returns the checks in the order of PROBES. After LIMIT seconds a check is `unknown`."""
    answers: queue.SimpleQueue[tuple[int, Check | None]] = queue.SimpleQueue()
    for place, (topic, probe) in enumerate(probes):
        work = (place, topic, probe, subject, answers)
        background.start(f"doctor {topic.id}", _answer, *work)
    found = _collect(answers, len(probes), time.monotonic() + limit)
    late = {place: topic.unknown(sentence("check.took_too_long")) for place, (topic, _) in enumerate(probes)}
    return [check for _, check in sorted((late | found).items()) if check is not None]


def _answer(
    place: int, topic: Topic, probe: Probe, subject: Subject, answers: queue.SimpleQueue[tuple[int, Check | None]]
) -> None:
    try:
        answers.put((place, probe(subject)))
    except Exception:
        log.exception("The check %s failed", topic.id)
        answers.put((place, topic.unknown(sentence("check.broke"))))


def _collect(
    answers: queue.SimpleQueue[tuple[int, Check | None]], many: int, deadline: float
) -> dict[int, Check | None]:
    found: dict[int, Check | None] = {}
    while len(found) < many and (left := deadline - time.monotonic()) > 0:
        try:
            place, check = answers.get(timeout=left)
        except queue.Empty:
            break
        found[place] = check
    return found
