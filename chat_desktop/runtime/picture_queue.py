"""Has the pictures of files made, one file after the other, and tells the messages that carry them.

The database is the queue: it says which files are still `fresh`. So nothing is lost when the host stops, nothing grows
in memory however much arrives, and people take turns.
"""

import logging
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event

from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.messages import pictures
from chat_desktop.error_guard import guarded
from chat_desktop.files.pictures import PictureMaker, UnavailableError
from chat_desktop.runtime.file_uploads import FileUploads

log = logging.getLogger(__name__)

IDLE_SECONDS = 60.0  # after which the process that makes pictures ends
RETRY_SECONDS = 60.0  # after which it is tried again when no process could be started, or the disk was full

Run = Callable[..., Any]  # runs a function in a thread, and blocks the calling greenlet only


class PictureQueue:
    """A greenlet on the hub. RUN takes what may take as long as a picture does."""

    def __init__(self, rules: RuleExecutor, files: FileUploads, maker: PictureMaker, run: Run) -> None:
        self._rules, self._files, self._maker, self._run = rules, files, maker, run
        self._woken = Event()
        self._greenlet: gevent.Greenlet | None = None

    def start(self) -> None:
        """Begins with what was left at the last stop."""
        self._greenlet = gevent.spawn(self._serve)

    def stop(self) -> None:
        """Ends at once, also in the middle of a picture, which is made after the next start."""
        self._maker.stop()
        if self._greenlet is not None:
            self._greenlet.kill()

    def abandon(self) -> None:
        """Ends the process that makes pictures, for a hub that has died."""
        self._maker.stop()

    def note_wanted(self, event: object = None) -> None:
        """Lets it look for files soon."""
        self._woken.set()

    def make_wanted(self) -> None:
        """Makes pictures of all files that wait for them. Raises UnavailableError, ChatError."""
        while hashes := self._rules.read(pictures.wanted, self._files.limits.of_person):
            for file_hash in hashes:
                self._make(file_hash)

    def count_made(self) -> None:
        """Counts the bytes of pictures that an earlier version has made, some in one commit. Raises ChatError."""
        last = ""
        while hashes := self._rules.read(pictures.uncounted, last):
            last = hashes[-1]
            self._rules.write(pictures.count, self._run(self._measured, hashes))

    def _measured(self, hashes: list[str]) -> list[tuple[int, str]]:
        return [(self._files.store.made_bytes(file_hash), file_hash) for file_hash in hashes]

    def _make(self, file_hash: str) -> None:
        # A small file can have large pictures. Who sends many of them would fill what the office itself needs.
        if not self._run(self._files.store.has_space_for, 0):
            raise UnavailableError("the disk of the host has no room for pictures")
        made = self._run(self._maker.make, self._files.store.path(file_hash), file_hash)
        with self._files.lock_hash(file_hash):
            if not self._rules.write(pictures.store, file_hash, made):
                self._run(self._files.store.remove_made, file_hash)

    def _serve(self) -> None:
        guarded("Removing unfinished pictures", self._run, self._files.store.remove_parts)
        guarded("Counting pictures", self.count_made)
        while True:
            self._woken.clear()
            if not guarded("Making pictures", self.make_wanted):
                gevent.sleep(RETRY_SECONDS)
            elif not self._woken.wait(IDLE_SECONDS):
                self._run(self._maker.end)
                self._woken.wait()
