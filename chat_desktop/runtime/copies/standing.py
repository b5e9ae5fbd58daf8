"""Whether this copy of the office serves, or another one does."""

import logging
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from chat_desktop.chat.office.copies import Copy
from chat_desktop.errors import Moved
from chat_desktop.storage import newer_copy
from chat_desktop.storage.newer_copy import NewerCopy

log = logging.getLogger(__name__)

RUN_BYTES = 8
BEING_MOVED = "office_is_being_moved"  # a sentence of webui/i18n


class Standing:
    """The copy that this host serves. Its methods may be called from any thread."""

    def __init__(self, data: Path, term: int) -> None:
        self._data = data
        self._own = Copy(term, secrets.token_hex(RUN_BYTES), time.time_ns() // 1_000_000)
        self._lock = threading.Lock()
        self._newer = newer_copy.read(data)
        self._is_stored, self._is_closed = True, False

    @property
    def newer(self) -> NewerCopy | None:
        """The copy that serves in place of this one, or None."""
        return self._newer

    def own(self) -> Copy:
        """Returns what a hello says of this copy."""
        own = self._own
        return own if self._newer is None else Copy(own.term, own.run, own.since, serves=False)

    def check(self) -> None:
        """Raises Moved when another copy serves, or this one is closed because it is being moved."""
        newer = self._newer
        if newer is not None:
            raise Moved(newer.origins[0] if newer.origins else None)
        if self._is_closed:
            raise Moved(None, BEING_MOVED)

    def stop_for(self, newer: NewerCopy) -> bool:
        """Stops to serve, or stores that the copy that serves has another address or a higher term now.

        Returns whether this is news. Writes a file.
        """
        with self._lock:
            before = self._newer
            if before is not None and not _is_news(before, newer):
                return False
            self._newer = newer
            self._store(newer)
        if before is None:
            log.warning("%s It has term %d, and this copy has %d.", newer.sentence, newer.term, self._own.term)
        return True

    def store_again(self) -> None:
        """Stores what could not be stored, such as on a full disk."""
        with self._lock:
            if not self._is_stored and self._newer is not None:
                self._store(self._newer)

    def close(self) -> None:
        """Accepts no more writes, while the last of the office is copied."""
        self._is_closed = True

    def reopen(self) -> None:
        """Accepts writes again, unless another copy serves."""
        self._is_closed = False

    def hand_over(self, newer: NewerCopy) -> None:
        """Stops to serve, durably, before the other copy may. Raises OSError, and then this copy has the office."""
        with self._lock:
            newer_copy.write(self._data, newer)
            self._newer = newer
        log.warning("The office has been moved. The other copy has term %d.", newer.term)

    def settle(self) -> None:
        """The other copy is known to have the office."""
        with self._lock:
            if self._newer is not None and (self._newer.handover or self._newer.file):
                self._newer = replace(self._newer, handover=None, file=None)
                self._store(self._newer)

    def settle_file(self, path: Path) -> None:
        """The office was to be moved into a file: it was when the file is there; when its folder is away, who knows.

        Raises OSError when this copy cannot be used again.
        """
        if self._newer is None or self._newer.file is None:
            return
        if path.is_file():
            self.settle()
        elif path.parent.is_dir():
            with self._lock:
                newer_copy.forget(self._data)
                self._newer = None

    def _store(self, newer: NewerCopy) -> None:
        # This copy is stopped all the same. After a restart it finds out again.
        self._is_stored = False
        with suppress(OSError):
            newer_copy.write(self._data, newer)
            self._is_stored = True


def _is_news(before: NewerCopy, newer: NewerCopy) -> bool:
    if newer.term != before.term:
        return newer.term > before.term
    return bool(newer.origins) and (newer.origins != before.origins or before.handover is not None)
