"""Decides which saved files may be opened with a click, how many are saved unasked, and names reasons of failures."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import PurePath

# Kinds whose programs show them and do nothing else. Web pages, office documents with macros, archives, shortcuts and
# programs are shown in their folder only.
_HARMLESS = frozenset(
    {
        *("jpg", "jpeg", "png", "gif", "webp", "avif", "heic", "heif", "bmp", "tif", "tiff"),
        *("mp3", "m4a", "aac", "ogg", "oga", "opus", "flac", "wav", "weba"),
        *("mp4", "m4v", "mov", "webm", "ogv", "mkv"),
        *("pdf", "txt", "log", "csv", "md"),
    }
)
# A page can start downloads by itself. A person who sends for more files than this in a minute is asked for each.
UNASKED_FILES = 20
UNASKED_SECONDS = 60.0

_NETWORK = "The connection was lost."
_GONE = "The office has no such file any more."
_REASONS = {
    "FileNoSpace": "The disk is full. Free some space, or choose another folder.",
    "FileAccessDenied": "The folder cannot be written. Choose another folder.",
    "FileFailed": "The file cannot be written. Look whether its folder is there, or choose another one.",
    "FileNameTooLong": "The name is too long for this disk.",
    "FileTooLarge": "The file is too large for this disk.",
    "FileVirusInfected": "The virus scanner of this computer has refused the file.",
    "FileBlocked": "This computer does not allow to save the file.",
    "FileSecurityCheckFailed": "This computer does not allow to save the file.",
    "FileTooShort": _NETWORK,
    "38": _NETWORK,  # the end of the file is missing; Qt has no name for this number of Chromium
    "NetworkFailed": _NETWORK,
    "NetworkTimeout": _NETWORK,
    "NetworkDisconnected": _NETWORK,
    "NetworkServerDown": "The office cannot be reached.",
    "ServerUnreachable": "The office cannot be reached.",
    "ServerFailed": "The office could not send the file.",
    "ServerBadContent": _GONE,
    "ServerForbidden": _GONE,
    "ServerUnauthorized": "You are not signed in any more.",
}


def may_open(name: str) -> bool:
    """Returns whether a saved file of this name may be opened with a click."""
    return PurePath(name).suffix[1:].lower() in _HARMLESS


def reason(interrupt: str) -> str:
    """Returns the sentence for Qt's name of the reason why a download ended early."""
    return _REASONS.get(interrupt, "The file could not be saved.")


class Pace:
    """Counts what a page has done without a question: MOST times a minute, by default as many as files are saved."""

    def __init__(self, now: Callable[[], float] = time.monotonic, most: int = 0) -> None:
        self._now = now
        self._done_at: deque[float] = deque(maxlen=most or UNASKED_FILES)

    def admits_another(self) -> bool:
        """Counts one more and returns True, or returns False when the person has to be asked."""
        now = self._now()
        if len(self._done_at) == self._done_at.maxlen and now - self._done_at[0] < UNASKED_SECONDS:
            return False
        self._done_at.append(now)
        return True
