"""Links that lead out of the office: they open in the system's browser, never in the window."""

import logging
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from chat_desktop import background, child_processes

log = logging.getLogger(__name__)

# A message may hold any link. Other schemes start programs: file:, smb:, ms-msdt: and their like have been holes.
_SCHEMES = frozenset({"http", "https", "mailto"})


class NavigationPolicy(Protocol):
    """What the window shows, and nothing else. `url` is where it begins; `may_use_clipboard`: without being asked."""

    may_use_clipboard: bool

    @property
    def url(self) -> str: ...

    def contains(self, url: str) -> bool:
        """Whether the page belongs here; at once, on any thread."""

    def admits_after_check(self, url: str) -> bool:
        """Whether a page that does not seem to belong here does all the same. May take seconds; never on the GUI's."""


class OwnOfficePolicy:
    """The window of the office that is hosted here."""

    may_use_clipboard = True

    def __init__(self, url: str) -> None:
        self.url = url

    def contains(self, url: str) -> bool:
        return not is_external(url, self.url)

    def admits_after_check(self, url: str) -> bool:
        return False


def is_external(url: str, home: str) -> bool:
    """Whether the URL has another origin than the page's own."""
    return _origin(url) != _origin(home)


def open_in_browser(url: str) -> None:
    """Opens the link in the system's browser, in a thread: starting one may take seconds."""
    if urlsplit(url).scheme not in _SCHEMES:
        log.warning("A link with the scheme %s was not followed.", urlsplit(url).scheme or "(none)")
        return
    background.start("browser", _open, url)


def open_file(path: Path) -> None:
    """Opens a file that this program has made with the person's own program for its kind, in a thread."""
    background.start("file", _open, str(path.resolve()))


def _open(target: str) -> None:
    if not child_processes.open_by_system(target):
        log.warning("This system has no program that opens %s.", urlsplit(target).scheme or "such files")


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
