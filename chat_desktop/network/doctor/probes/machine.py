"""Checks the clock and the disk of this computer."""

import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject
from chat_desktop.network.doctor.topics import CLOCK, DISK

# This version did not exist before, and a computer with an empty clock battery starts years earlier.
MADE = datetime(2026, 11, 1, tzinfo=UTC)
BACK_SECONDS = 120  # a file that is newer than this in the future shows that the clock was set back
FAILED_BYTES, WARNING_BYTES = 100 * 1024**2, 1024**3


def check_clock(subject: Subject) -> Check:
    """Checks whether the clock is plausible."""
    return evaluate_clock(time.time(), _newest(subject.data))


def check_disk(subject: Subject) -> Check:
    """Checks the free space on the disk of the data folder."""
    folder = next(place for place in (subject.data, *subject.data.parents) if place.exists())
    return evaluate_disk(shutil.disk_usage(folder).free)


def evaluate_clock(now: float, newest: float) -> Check:
    """Evaluates the clock.

    `newest` is when a file of the data folder was last changed. Both times are in seconds since 1970."""
    here = datetime.fromtimestamp(now).astimezone()
    # The time as the computer shows it, in its own zone, because the zone may be what is wrong.
    shown, zone = here.replace(tzinfo=None), here.strftime("UTC%z")
    if now < MADE.timestamp():
        return CLOCK.warning(sentence("check.clock_wrong", time=shown, zone=zone), sentence("check.set_clock"))
    if newest > now + BACK_SECONDS:
        return CLOCK.warning(sentence("check.clock_back", time=shown, zone=zone), sentence("check.set_clock"))
    return CLOCK.ok(sentence("check.clock_fine", time=shown, zone=zone))


def evaluate_disk(free: int) -> Check:
    """Evaluates the FREE bytes of the disk."""
    found = sentence("check.disk_free", size=round(free / 1024**3, 1))
    if free < FAILED_BYTES:
        return DISK.failed(found, sentence("check.free_space_now"))
    if free < WARNING_BYTES:
        return DISK.warning(found, sentence("check.free_space_soon"))
    return DISK.ok(found)


def _newest(data: Path) -> float:
    times = [0.0]
    for path in (*data.glob("*"), *data.glob("logs/*")):
        try:
            times.append(path.stat().st_mtime)
        except OSError:
            continue  # the file was deleted in the meantime
    return max(times)
