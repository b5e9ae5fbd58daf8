"""Stores where the window saves files: in a folder, or where the person says for each file."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically

log = logging.getLogger(__name__)

FILE = "downloads.json"


@dataclass(frozen=True, slots=True)
class DownloadSettings:
    """`folder` is an absolute path, or "" for the system's folder for downloads. `asks` is true to ask each time."""

    folder: str = ""
    asks: bool = False


def load(data: Path) -> DownloadSettings:
    """Returns the stored settings, or the default when there are none or they are invalid."""
    try:
        settings = DownloadSettings(**(json_file.read(data / FILE) or {}))
    except TypeError:
        return DownloadSettings()
    valid = type(settings.folder) is str and type(settings.asks) is bool
    if not valid or "\0" in settings.folder or (settings.folder and not Path(settings.folder).is_absolute()):
        return DownloadSettings()
    return settings


def save(data: Path, settings: DownloadSettings) -> None:
    """Stores the settings. A failure is logged only: they hold until the window is closed."""
    try:
        write_atomically(data / FILE, json.dumps(asdict(settings)))
    except OSError as problem:
        log.warning("Where files are saved could not be remembered: %s.", problem.strerror)
