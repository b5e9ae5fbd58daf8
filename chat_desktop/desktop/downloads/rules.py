"""Decides which saved files may be opened with a click, how many are saved unasked, and names reasons of failures."""

import time
from collections import deque
from collections.abc import Callable
from pathlib import PurePath

from chat_desktop.desktop.texts import text

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

# The texts of Qt's names for the reasons, by their keys.
_REASONS = {
    "FileNoSpace": "place.disk_full",
    "FileAccessDenied": "reason.folder_unwritable",
    "FileFailed": "reason.file_unwritable",
    "FileNameTooLong": "reason.name_too_long",
    "FileTooLarge": "reason.too_large",
    "FileVirusInfected": "reason.virus",
    "FileBlocked": "reason.blocked",
    "FileSecurityCheckFailed": "reason.blocked",
    "FileTooShort": "reason.connection",
    "38": "reason.connection",  # the end of the file is missing; Qt has no name for this number of Chromium
    "NetworkFailed": "reason.connection",
    "NetworkTimeout": "reason.connection",
    "NetworkDisconnected": "reason.connection",
    "NetworkServerDown": "reason.unreachable",
    "ServerUnreachable": "reason.unreachable",
    "ServerFailed": "reason.not_sent",
    "ServerBadContent": "reason.gone",
    "ServerForbidden": "reason.gone",
    "ServerUnauthorized": "reason.signed_out",
}


def may_open(name: str) -> bool:
    """Returns whether a saved file of this name may be opened with a click."""
    return PurePath(name).suffix[1:].lower() in _HARMLESS


def reason(interrupt: str) -> str:
    """Returns the sentence for Qt's name of the reason why a download ended early."""
    return text(_REASONS.get(interrupt, "reason.other"))


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
