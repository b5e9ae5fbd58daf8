"""Stores whether the window checks spelling, and in which languages."""

import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically

log = logging.getLogger(__name__)

FILE = "spelling.json"
MOST_LANGUAGES = 5


@dataclass(frozen=True, slots=True)
class SpellingSettings:
    """`is_on` is whether spelling is checked. Without `languages`, it is checked in that of the system."""

    is_on: bool = True
    languages: tuple[str, ...] = ()


def load(data: Path) -> SpellingSettings:
    """Returns the stored settings, or the default when there are none or they are invalid."""
    stored = json_file.read(data / FILE) or {}
    is_on, languages = stored.get("is_on", True), stored.get("languages", [])
    if type(is_on) is not bool or type(languages) is not list or len(languages) > MOST_LANGUAGES:
        return SpellingSettings()
    if not all(type(language) is str for language in languages):
        return SpellingSettings()
    return SpellingSettings(is_on, tuple(languages))


def save(data: Path, settings: SpellingSettings) -> None:
    """Stores the settings. A failure is logged only: they hold until the window is closed."""
    try:
        write_atomically(data / FILE, json.dumps(asdict(settings)))
    except OSError as problem:
        log.warning("The choice of spell check could not be remembered: %s.", problem.strerror)
