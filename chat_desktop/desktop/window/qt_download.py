"""Follows one download of the Qt window from the request of the page to the file in the folder."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from qtpy.QtWebEngineCore import QWebEngineDownloadRequest

from chat_desktop.desktop.downloads import place, rules
from chat_desktop.desktop.downloads.place import NoPlaceError
from chat_desktop.desktop.downloads.progress import Progress, size
from chat_desktop.desktop.texts import text

_State = QWebEngineDownloadRequest.DownloadState
# Chromium tries by itself again, several times in the same second. What is interrupted for longer has to be resumed.
_INTERRUPTED_LOOKS = 4


class Download:
    """A file that is saved or was to be saved.

    `suggested` is its name in the office, and `name` the one in the folder. `state` is "asking" (the person has not
    agreed yet), "running", "done", "failed" or "cancelled"; `note` is what the person reads about it. `changed` is
    called when one of them has changed, and `done` when the file is saved."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.suggested, self.name = url, name, name
        self.state, self.note = "asking", text("download.asking")
        self.target: Path | None = None
        self.changed: Callable[[], None] = lambda: None
        self.done: Callable[[], None] = lambda: None
        self._request: Any = None
        self._failure = ""
        self._is_reserved = False
        # After a lost connection Chromium keeps what has arrived, and goes on from there when it is told to.
        self._can_resume = False
        self._interrupted_looks = 0
        self._progress = Progress()

    @property
    def has_ended(self) -> bool:
        """Whether nothing more happens without the person."""
        return self.state in ("done", "failed", "cancelled")

    @property
    def percent(self) -> int:
        """How far it is, or -1 when the size is not known."""
        if self._request is None or self._request.totalBytes() <= 0:
            return -1
        return min(int(100 * self._request.receivedBytes() / self._request.totalBytes()), 100)

    def start(self, request: Any, target: Path, is_reserved: bool) -> None:
        """Saves the file of REQUEST as TARGET. `is_reserved` tells that an empty file keeps the name.

        Raises NoPlaceError when the disk has no room for it."""
        self._request, self.target, self._is_reserved = request, target, is_reserved
        self._failure, self._progress, self._interrupted_looks = "", Progress(), 0
        self.name = target.name
        self._check_space()
        request.setDownloadDirectory(str(target.parent))
        request.setDownloadFileName(target.name)
        request.isFinishedChanged.connect(self._finished)
        request.accept()
        self._become("running", self._progress.text(0, request.totalBytes()))

    def fail(self, sentence: str) -> None:
        """Ends the download with a sentence, and removes what it has left in the folder."""
        self._failure = sentence
        if self.state == "running":
            self._request.cancel()  # _finished follows
        elif self.state != "cancelled":
            self._end("failed", sentence)

    def cancel(self) -> None:
        """Ends the download for the person."""
        if self.state == "running" or self._can_resume:
            self._request.cancel()
        elif self.state == "asking":
            self._end("cancelled", "")

    def abandon(self) -> None:
        """Ends the download at once, without telling anybody, because the window closes."""
        self.changed = lambda: None
        if self.state == "running" or self._can_resume:
            self._request.cancel()
            self._end("cancelled", "")

    def resume(self) -> bool:
        """Goes on after a lost connection. Returns False when the file has to be asked for anew."""
        if not self._can_resume:
            return False
        self._can_resume, self._interrupted_looks = False, 0
        self._become("running", text("download.trying_again"))
        self._request.resume()
        return True

    def look(self) -> None:
        """Tells how far it is, and ends it before the disk is full; called several times a second."""
        if self.state != "running":
            return
        if self._request.state() == _State.DownloadInterrupted:
            self._interrupted_looks += 1
            if self._interrupted_looks >= _INTERRUPTED_LOOKS:
                self._can_resume = True
                self._become("failed", rules.reason(self._request.interruptReason().name))
            return
        self._interrupted_looks = 0
        try:
            self._check_space()
        except NoPlaceError as problem:
            self.fail(str(problem))
            return
        self._become("running", self._progress.text(self._request.receivedBytes(), self._request.totalBytes()))

    def _check_space(self) -> None:
        assert self.target is not None
        total, received = self._request.totalBytes(), self._request.receivedBytes()
        place.check_space(self.target.parent, total - received if total > 0 else 0)

    def _finished(self) -> None:
        if not self._request.isFinished() or not (self.state == "running" or self._can_resume):
            return
        state = self._request.state()
        if state == _State.DownloadCompleted:
            self._end("done", size(self._request.receivedBytes()))
        elif state == _State.DownloadCancelled and not self._failure:
            self._end("cancelled", "")
        else:
            self._end("failed", self._failure or rules.reason(self._request.interruptReason().name))

    def _end(self, state: str, note: str) -> None:
        self._can_resume = False
        if state != "done" and self._is_reserved and self.target is not None:
            place.release(self.target)
        self._become(state, note)
        if state == "done":
            self.done()

    def _become(self, state: str, note: str) -> None:
        self.state, self.note = state, note
        self.changed()
