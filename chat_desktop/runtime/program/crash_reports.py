"""Writes a report about a crash beside the log. It stays on this computer until a person saves it elsewhere.

It contains versions and the last lines of the log, which never contain the text of a message.
"""

import logging
import platform
import shutil
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from chat_desktop import __version__
from chat_desktop.atomic_write import write_atomically

log = logging.getLogger(__name__)

MOST_REPORTS = 5
MOST_LOG_BYTES = 40_000
_PREFIX = "report-"


def write(data: Path, what: str) -> Path | None:
    """Writes a report that says WHAT has happened to the office or the window with the folder DATA.

    Older reports are deleted, so that at most MOST_REPORTS are kept. Returns None when it cannot be written."""
    folder = data / "logs"
    now = datetime.now().astimezone()
    report = folder / f"{_PREFIX}{now:%Y-%m-%d-%H%M%S-%f}.txt"
    text = f"{what}\n\nTime: {now.isoformat(timespec='seconds')}\n{_versions()}\n\nThe last lines of the log:\n\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(report, text + _end_of_log(folder / "chat-desktop.log"))
    except OSError as problem:
        log.warning("The report could not be written: %s.", problem.strerror)
        return None
    for old in sorted(folder.glob(f"{_PREFIX}*.txt"))[:-MOST_REPORTS]:
        with suppress(OSError):
            old.unlink()
    return report


def save_as(report: Path, target: Path) -> bool:
    """Copies a report to TARGET. Returns False when that failed, which is logged."""
    try:
        shutil.copyfile(report, target)
    except OSError as problem:
        log.warning("The report could not be written to %s: %s.", target, problem.strerror)
        return False
    return True


def _versions() -> str:
    return f"Chat Desktop {__version__}, Python {platform.python_version()}, {platform.platform()}, {sys.platform}"


def _end_of_log(file: Path) -> str:
    try:
        with file.open("rb") as log_file:
            size = log_file.seek(0, 2)
            log_file.seek(max(0, size - MOST_LOG_BYTES))
            end = log_file.read(MOST_LOG_BYTES).decode(errors="replace")
    except OSError:
        return "(There is no log.)\n"
    # The first line may be cut.
    return end if size <= MOST_LOG_BYTES else end.partition("\n")[2]
