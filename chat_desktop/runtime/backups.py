"""Makes a backup each day without a person, into the folder that the owner has chosen, and when it is asked for one.

A stick that is not plugged in is waited for: a backup is made within a minute after it is there again.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from chat_desktop import background, json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.errors import Invalid
from chat_desktop.languages.system_words import system_words
from chat_desktop.operations.backup import kept_key, keys, making, places, work_folder
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.kept_key import Kept
from chat_desktop.operations.backup.making import Made, Source
from chat_desktop.operations.backup.progress import Progress

log = logging.getLogger(__name__)

RECORD_NAME = "last.json"
CHECK_SECONDS = 60.0
DAY_MS = 86_400_000
RETRY_MS = 3_600_000
OLD_MS = 3 * DAY_MS
HARMLESS = ("not_there", "cancelled", "busy")  # reasons that are told without calling the backup failed


class Backups:
    """Its methods may be called from any thread. `choose` takes half a second, and the others return at once."""

    def __init__(self, source: Source, now_ms: Callable[[], int], cost: int = keys.SCRYPT_COST) -> None:
        self._source, self._now_ms, self._cost = source, now_ms, cost
        self._kept = kept_key.read(source.data)
        self._record: dict[str, Any] = json_file.read(self._path) or {}
        self._running: Progress | None = None
        self._places: list[str] = []
        self._retry_at = 0
        self._lock = threading.Lock()
        self._daily = background.Repeated("daily backup", CHECK_SECONDS, self.check)

    @property
    def source(self) -> Source:
        """Where the office is."""
        return self._source

    @contextmanager
    def daily(self) -> Iterator[None]:
        """Looks each minute whether a backup is due. At its end, a backup that is being made is cancelled."""
        self._daily.start()
        try:
            yield
        finally:
            self.cancel()
            self._daily.stop()

    def state(self) -> dict[str, Any]:
        """Returns what is told about backups: names as in `GET /api/backup`, moments in ms since 1970."""
        progress, record = self._running, self._record
        return {
            "folder": str(self._kept.folder) if self._kept else None,
            "last": record.get("last"),
            "problem": record.get("problem"),
            "running": progress.state._asdict() if progress else None,
            "trouble": self._trouble(record) if self._kept else None,
            "places": self._places,
        }

    def choose(self, folder: str, passphrase: str | None) -> None:
        """Sets where daily backups go. Without a passphrase the one before is kept. Raises Invalid."""
        path = self._checked(folder)
        try:
            key = keys.new_key(passphrase, self._cost) if passphrase else self._kept and self._kept.key
        except BackupFailed as problem:
            raise Invalid("passphrase", problem.key, problem.values) from None
        if not key:
            raise Invalid("passphrase", "choose_passphrase_for_backups")
        self._kept = Kept(path, key)
        try:
            kept_key.write(self._source.data, self._kept)
        except OSError as problem:
            raise Invalid("folder", "settings_cannot_stored", {"why": system_words(problem)}) from None
        self._note({"chosen_at": self._now_ms(), "last": self._record.get("last")})

    def turn_off(self) -> None:
        """Ends daily backups, and forgets their key. What was made stays."""
        self.cancel()
        self._kept = None
        with suppress(OSError):
            kept_key.forget(self._source.data)
        self._note({"last": self._record.get("last")})

    def begin(self) -> None:
        """Makes a backup now, in a thread of its own. Raises Invalid when no folder is chosen."""
        if self._kept is None:
            raise Invalid("folder", "choose_folder_for_backups_first")
        background.start("backup", self.run)

    def cancel(self) -> None:
        """Ends the backup that is being made."""
        if progress := self._running:
            progress.cancel()

    def check(self) -> None:
        """Makes a backup when one is due."""
        self._places = [str(path) for path in places.connected()]
        if self._kept and self._is_due(self._now_ms()):
            self.run()

    def run(self) -> None:
        """Makes a backup in this thread, unless one is being made."""
        with self._lock:
            if self._running is not None or self._kept is None:
                return
            kept, self._running = self._kept, Progress()
        try:
            self._made(making.make(self._source, kept.folder, kept.key, self._now_ms(), self._running))
        except BackupFailed as problem:
            self._failed(problem)
        finally:
            self._running = None

    @property
    def _path(self) -> Path:
        return self._source.data / work_folder.NAME / RECORD_NAME

    def _is_due(self, now_ms: int) -> bool:
        last = self._record.get("last") or {}
        # A clock that was set back must not end backups.
        return now_ms >= self._retry_at and not 0 <= now_ms - last.get("at", -DAY_MS) < DAY_MS

    def _checked(self, folder: str) -> Path:
        path = Path(folder).expanduser() if folder else Path()
        if not path.is_absolute():
            raise Invalid("folder", "give_whole_path_folder_host")
        try:
            making.check_target(path, self._source.data)
        except BackupFailed as problem:
            raise Invalid("folder", problem.key, problem.values) from None
        return path

    def _made(self, made: Made) -> None:
        manifest = made.manifest
        last = {"at": manifest.created_at, "bytes": made.bytes, "missing": made.missing}
        last |= {name: getattr(manifest, name) for name in ("messages", "files", "file_bytes")}
        self._retry_at = 0
        self._note({**self._record, "last": last, "problem": None})
        log.info("A backup was made: %s", made.path)

    def _failed(self, problem: BackupFailed) -> None:
        now = self._now_ms()
        self._retry_at = now if problem.reason == "not_there" else now + RETRY_MS
        before = (self._record.get("problem") or {}).get("reason")
        self._note({**self._record, "problem": problem.shown() | {"at": now}})
        if before != problem.reason:  # a stick is looked for each minute
            log.warning("No backup was made: %s", problem)

    def _trouble(self, record: dict[str, Any]) -> str | None:
        reason = (record.get("problem") or {}).get("reason")
        if reason and reason not in HARMLESS:
            return "failed"
        since = (record.get("last") or {}).get("at") or record.get("chosen_at", 0)
        return "old" if self._now_ms() - since > OLD_MS else None

    def _note(self, record: dict[str, Any]) -> None:
        self._record = record
        with suppress(OSError):  # a full disk; the state is told all the same
            self._path.parent.mkdir(mode=0o700, exist_ok=True)
            write_atomically(self._path, json.dumps(record))
