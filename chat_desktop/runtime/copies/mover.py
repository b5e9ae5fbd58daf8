"""Moves the office to another computer: into one file, or straight to a program that waits for it there.

Until the other copy is complete this one has the office; then it stops durably, and only then the other one may serve.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import gevent

from chat_desktop.atomic_write import writing
from chat_desktop.error_guard import guarded
from chat_desktop.errors import Invalid
from chat_desktop.lazy_module import LazyModule
from chat_desktop.network.addressing import office_url
from chat_desktop.operations.backup import backup_file, keys, making, rotation
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import codes
from chat_desktop.runtime.copies.standing import Standing
from chat_desktop.storage.newer_copy import Handover, NewerCopy

if TYPE_CHECKING:
    from chat_desktop.operations.moving import bundle, sending
else:
    bundle = LazyModule("chat_desktop.operations.moving.bundle")
    sending = LazyModule("chat_desktop.operations.moving.sending")

log = logging.getLogger(__name__)

PORT = 8799  # at which `chat-desktop receive` waits
AGAIN_SECONDS = 5.0
STORED_SECONDS = 20.0


class Mover:
    """It is used on the hub. `on_stopped` is called when the other copy counts.

    DRAIN waits, in any thread, until everything that was accepted is stored, and returns whether it is.
    """

    def __init__(
        self,
        source: Source,
        standing: Standing,
        in_thread: Callable[..., Any],
        drain: Callable[[float], bool],
        now_ms: Callable[[], int],
    ) -> None:
        self.on_stopped: Callable[[NewerCopy], None] = lambda newer: None
        self._source, self._standing, self._in_thread = source, standing, in_thread
        self._drain, self._now_ms = drain, now_ms
        self._progress: Progress | None = None
        self._problem: BackupFailed | None = None
        self._path: Path | None = None
        self._finishing: Any = None

    def state(self) -> dict[str, Any]:
        """Returns how a move goes: names as in `GET /api/move`."""
        progress, newer = self._progress, self._standing.newer
        return {
            "running": progress.state._asdict() if progress else None,
            "problem": self._problem.shown() if self._problem else None,
            "moved": None if newer is None or progress else {"at": list(newer.origins), "term": newer.term},
            "confirmed": newer is not None and newer.handover is None,
            "file": str(self._path) if self._path and newer is not None else None,
        }

    def check_file(self, folder: str, passphrase: str) -> Path:
        """Returns the path of a folder in which a move can write. Raises Invalid."""
        self._check_idle()
        path = Path(folder).expanduser() if folder else Path()
        try:
            if not path.is_absolute():
                raise BackupFailed("failed", "give_whole_path_folder_host")
            making.check_target(path, self._source.data)
        except BackupFailed as problem:
            raise Invalid("folder", problem.key, problem.values) from None
        if len(passphrase) < keys.LEAST_CHARACTERS:
            raise Invalid("passphrase", "passphrase_has_least_characters", {"n": keys.LEAST_CHARACTERS})
        return path

    def into_file(self, folder: str, passphrase: str) -> None:
        """Begins a move into one file. Raises Invalid."""
        self._begin(self._write_file, self.check_file(folder, passphrase), passphrase)

    def check_computer(self, address: str, code: str) -> Handover:
        """Returns how a move reaches another computer. Raises Invalid."""
        self._check_idle()
        host, port = _place(address)
        known = codes.read(code)
        if known is None:
            raise Invalid("code", "type_code_of_other_computer")
        return Handover(sending.new_id(), host, port, known)

    def to_computer(self, address: str, code: str) -> None:
        """Begins a move straight to another computer. Raises Invalid."""
        self._begin(self._send, self.check_computer(address, code))

    def cancel(self) -> None:
        """Ends a move that is under way. Once the other copy is complete it does nothing."""
        if self._progress is not None:
            self._progress.cancel()

    def resume(self) -> None:
        """Finishes a move that was under way when the program ended."""
        newer = self._standing.newer
        if newer is not None and newer.file is not None:
            self._in_thread(self._standing.settle_file, Path(newer.file))
        elif newer is not None and newer.handover is not None:
            self._finishing = gevent.spawn(self._finish)

    def stop(self) -> None:
        """Ends what is under way, because the host stops."""
        self.cancel()
        if self._finishing is not None:
            self._finishing.kill()

    def _check_idle(self) -> None:
        if self._progress is not None:
            raise Invalid("folder", "office_is_being_moved_already")
        self._standing.check()

    def _begin(self, work: Callable[..., None], *args: Any) -> None:
        self._progress, self._problem, self._path = Progress(), None, None
        gevent.spawn(guarded, "Moving the office", self._run, work, *args)

    def _run(self, work: Callable[..., None], *args: Any) -> None:
        try:
            self._in_thread(work, self._progress, *args)
        except BackupFailed as problem:
            self._problem = problem
            log.warning("The office was not moved: %s", problem)
        finally:
            self._standing.reopen()  # it does nothing once the other copy counts
            self._progress = None
        newer = self._standing.newer
        if newer is not None:
            self._problem = None
            self.on_stopped(newer)
            self.resume()

    def _close(self) -> None:
        self._standing.close()
        if not self._drain(STORED_SECONDS):
            raise BackupFailed("failed", "office_not_closed_in_time")

    def _write_file(self, progress: Progress, folder: Path, passphrase: str) -> None:
        now = self._now_ms()
        path = folder / (rotation.name_at(now).removesuffix(backup_file.SUFFIX) + "-moved" + backup_file.SUFFIX)
        with told("move"):
            key = keys.new_key(passphrase)
            try:
                with writing(path, prefix=rotation.PARTIAL, sync=True) as file:
                    _, written = bundle.write(file, key, self._source, now, progress, self._close)
                    file.flush()
                    progress.begin("checking", progress.state.total)
                    file.seek(0)
                    making.check(file, key, written, progress)
                    self._standing.hand_over(NewerCopy(self._standing.own().term + 1, at=now, file=str(path)))
            finally:
                self._standing.settle_file(path)
        self._path = path

    def _send(self, progress: Progress, handover: Handover) -> None:
        def stop(prepared: "sending.Prepared") -> None:
            self._standing.hand_over(NewerCopy(prepared.term, (prepared.origin,), self._now_ms(), prepared.handover))

        sending.send(handover, self._source, self._now_ms(), progress, self._close, stop)
        self._standing.settle()

    def _finish(self) -> None:
        """Says again that the office counts at the other computer, until that has answered, or is known to serve."""
        while (newer := self._standing.newer) is not None and newer.handover is not None:
            try:
                self._in_thread(sending.commit, newer.handover)
                self._in_thread(self._standing.settle)
                return
            except BackupFailed as problem:
                log.info("The other computer has not confirmed the move: %s", problem)
            gevent.sleep(AGAIN_SECONDS)


def _place(address: str) -> tuple[str, int]:
    origin = office_url.origin(address)
    if origin is None:
        raise Invalid("address", "no_address_of_computer")
    parts = urlsplit(origin)
    return parts.hostname or "", parts.port or PORT
