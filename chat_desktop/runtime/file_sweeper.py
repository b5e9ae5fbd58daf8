"""Removes the bytes that no row needs any more: at the start, each hour, and soon after files were deleted."""

import logging
from collections.abc import Callable
from typing import Any

import gevent
from gevent.event import Event

from chat_desktop.chat.attachments import expiry, uploads
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.error_guard import guarded
from chat_desktop.runtime.file_uploads import FileUploads

log = logging.getLogger(__name__)

HOUR_SECONDS = 3_600.0
SOON_SECONDS = 1.0  # what is deleted together is removed together

Run = Callable[..., Any]  # runs a function in a thread, and blocks the calling greenlet only


class FileSweeper:
    """A greenlet on the hub. RUN takes what may take as long as the disk does."""

    def __init__(self, rules: RuleExecutor, files: FileUploads, run: Run) -> None:
        self._rules, self._files, self._run = rules, files, run
        self._woken = Event()
        self._greenlet: gevent.Greenlet | None = None

    def start(self) -> None:
        """Begins to sweep."""
        self._greenlet = gevent.spawn(self._serve)

    def stop(self) -> None:
        """Ends at once. What is left is removed after the next start."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def note_unused(self, event: object = None) -> None:
        """Lets it sweep soon."""
        self._woken.set()

    def sweep(self) -> None:
        """Removes what is over, in parts, so that other commits come in between."""
        while self._rules.write(expiry.remove_expired):
            pass
        self._sweep_uploads()
        while hashes := self._rules.read(expiry.orphans):
            for file_hash in hashes:
                self._remove_orphan(file_hash)

    def sweep_strays(self) -> None:
        """Removes files that no row has: a host that was killed has left them."""
        store = self._files.store
        for file_hash in self._run(lambda: store.made_hashes().union(store.hashes())):
            with self._files.lock_hash(file_hash):
                if not self._rules.read(expiry.is_kept, file_hash):
                    self._run(store.remove, file_hash)

    def _serve(self) -> None:
        guarded("Removing stray files", self.sweep_strays)
        while True:
            guarded("Removing unused files", self.sweep)
            self._woken.wait(HOUR_SECONDS)
            gevent.sleep(SOON_SECONDS)
            self._woken.clear()

    def _sweep_uploads(self) -> None:
        """Removes what has arrived of uploads that were cancelled or are over. A row is there before its file."""
        there = self._run(self._files.store.unfinished)
        known = {upload_id for upload_id, _ in self._rules.read(uploads.still_missing)}
        for upload_id in there:
            if upload_id not in known:
                self._remove_upload(upload_id)

    def _remove_upload(self, upload_id: str) -> None:
        self._files.forget(upload_id)
        self._run(self._files.store.remove_upload, upload_id)

    def _remove_orphan(self, file_hash: str) -> None:
        with self._files.lock_hash(file_hash):
            if self._rules.write(expiry.remove_orphan, file_hash):
                self._run(self._files.store.remove, file_hash)
