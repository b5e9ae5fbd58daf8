"""Whether this copy of the office serves, or another one does."""

import logging
import secrets
import threading
import time
from contextlib import suppress
from pathlib import Path

from chat_desktop.chat.office.copies import Copy
from chat_desktop.errors import Moved
from chat_desktop.storage import newer_copy
from chat_desktop.storage.newer_copy import NewerCopy

log = logging.getLogger(__name__)

RUN_BYTES = 8


class Standing:
    """The copy that this host serves. Its methods may be called from any thread."""

    def __init__(self, data: Path, term: int) -> None:
        self._data = data
        self._own = Copy(term, secrets.token_hex(RUN_BYTES), time.time_ns() // 1_000_000)
        self._lock = threading.Lock()
        self._newer = newer_copy.read(data)
        self._is_stored = True

    @property
    def newer(self) -> NewerCopy | None:
        """The copy that serves in place of this one, or None."""
        return self._newer

    def own(self) -> Copy:
        """Returns what a hello says of this copy."""
        own = self._own
        return own if self._newer is None else Copy(own.term, own.run, own.since, serves=False)

    def check(self) -> None:
        """Raises Moved when another copy serves."""
        newer = self._newer
        if newer is not None:
            raise Moved(newer.origins[0] if newer.origins else None)

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

    def _store(self, newer: NewerCopy) -> None:
        # This copy is stopped all the same. After a restart it finds out again.
        self._is_stored = False
        with suppress(OSError):
            newer_copy.write(self._data, newer)
            self._is_stored = True


def _is_news(before: NewerCopy, newer: NewerCopy) -> bool:
    if newer.term != before.term:
        return newer.term > before.term
    return bool(newer.origins) and newer.origins != before.origins
