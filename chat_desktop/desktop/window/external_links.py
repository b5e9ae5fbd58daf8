"""Decides which pages the window may show, and opens external links in the system's browser."""

import logging
import sys
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from chat_desktop import background, child_processes

log = logging.getLogger(__name__)

# A message may contain any link. Schemes that start programs, such as file:, smb: and ms-msdt:, have been exploited.
_SCHEMES = frozenset({"http", "https", "mailto"})
_ANSWER_SECONDS = 10.0


class NavigationPolicy(Protocol):
    """Decides which pages the window may show.

    `url` is the first page. `is_own_office` tells whether pages may use the clipboard and the microphone
    without a prompt."""

    is_own_office: bool

    @property
    def url(self) -> str:
        """The first page of the window."""

    def contains(self, url: str) -> bool:
        """Returns at once whether the window may show URL; called on any thread."""

    def admits_after_check(self, url: str) -> bool:
        """Returns whether the window may show URL after a check of its server. Takes seconds; not on the GUI thread."""


class OwnOfficePolicy:
    """Allows only pages of the office that is hosted on this computer."""

    is_own_office = True

    def __init__(self, url: str) -> None:
        self.url = url

    def contains(self, url: str) -> bool:
        """Returns whether URL has the same origin as the office."""
        return not is_external(url, self.url)

    def admits_after_check(self, url: str) -> bool:
        """Returns False, because the own office has no other address."""
        return False


def is_external(url: str, home: str) -> bool:
    """Returns whether URL has another origin than HOME."""
    return _origin(url) != _origin(home)


def is_document(url: str) -> bool:
    """Returns whether URL is a file that a page wants to show in a tab of its own."""
    parts = urlsplit(url)
    return parts.path.startswith("/files/") and parts.query == "as=view"


def open_in_browser(url: str) -> None:
    """Opens the link in the system's browser, in a thread, because starting a browser may take seconds."""
    if urlsplit(url).scheme not in _SCHEMES:
        log.warning("A link with the scheme %s was not followed.", urlsplit(url).scheme or "(none)")
        return
    background.start("browser", _open, url)


def open_file(path: Path) -> None:
    """Opens a file that this program has created, or a folder, with the person's default program, in a thread."""
    background.start("file", _open, str(path.resolve()))


def show_in_folder(path: Path) -> None:
    """Shows the folder of a file in the person's file manager, in a thread. The file itself is not opened."""
    if sys.platform == "win32":
        background.start("folder", child_processes.run, ["explorer", f"/select,{path}"], _ANSWER_SECONDS)
    elif sys.platform == "darwin":
        background.start("folder", child_processes.run, ["/usr/bin/open", "-R", str(path)], _ANSWER_SECONDS)
    else:
        open_file(path.parent)


def _open(target: str) -> None:
    if not child_processes.open_by_system(target):
        log.warning("This system has no program that opens %s.", urlsplit(target).scheme or "such files")


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc
