"""The host's side: gives a stand-by what has changed since its last copy, and the files that it lacks.

The methods run in threads of their own. A copy of the database has the same pages at the same places, so that few
pieces of it change; it lies beside the database for as long as its pieces are sent, for one stand-by at a time.
"""

import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from chat_desktop.operations.backup import content, making, work_folder
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.moving import messages
from chat_desktop.operations.moving.channel import CUT, Channel
from chat_desktop.operations.moving.messages import ChannelWriter, say
from chat_desktop.operations.standby import pieces, store, words
from chat_desktop.operations.standby.store import Copy
from chat_desktop.storage import snapshot
from chat_desktop.storage.database import FILE_NAME

COPY_NAME = "standby-copy.db"
WAIT_SECONDS = 60.0  # for another stand-by
IDLE_SECONDS = 120.0  # the stand-by stores and opens the copy
BLOCK_BYTES = 65_536
BUSY = "other_standby_first"


class Stored(NamedTuple):
    """What a stand-by says of a copy that is whole there: it holds everything up to `at`, in ms.

    `missing` counts files that have not come yet.
    """

    at: int
    bytes: int
    missing: int


class Giver:
    """Gives copies of the office of SOURCE."""

    def __init__(self, source: Source, now_ms: Callable[[], int]) -> None:
        self._source, self._now_ms = source, now_ms
        self._one_at_a_time, self._reading = threading.Lock(), threading.Lock()
        self._run = secrets.token_hex(8)
        self._reader: sqlite3.Connection | None = None

    def serve(self, link: Channel, facts: dict[str, Any], stored: Callable[[Stored], None]) -> bool:
        """Answers until the stand-by ends the connection. Returns whether it leaves for good.

        FACTS are what it has to know: `origins` and `office_name`. STORED is called when a copy is whole there, or is
        the newest still. Raises BackupFailed, OSError.
        """
        at = 0
        while True:
            kind, said = messages.receive_any(link, IDLE_SECONDS)
            try:
                if kind == words.LEAVE:
                    return True
                if kind == words.ASK:
                    at = self._now_ms()
                    with told("give"):
                        self._give(link, str(said.get("token")), facts)
                elif kind == words.FILE:
                    self._give_file(link, str(said.get("name")))
                elif kind == words.STORED:
                    stored(Stored(at, _count(said.get("bytes")), _count(said.get("missing"))))
                    say(link, words.STORED)
                else:
                    raise BackupFailed("damaged", CUT)
            except BackupFailed as problem:
                say(link, messages.REFUSED, reason=problem.reason, sentence=str(problem), **problem.payload())
                return False

    def close(self) -> None:
        """Closes the database."""
        with self._reading:
            if self._reader is not None:
                self._reader.close()
                self._reader = None

    def _give(self, link: Channel, known: str, facts: dict[str, Any]) -> None:
        token = self._token()
        if token == known:
            say(link, words.SAME, **facts)
            return
        with self._alone(), self._copied() as copy:
            plan, places = self._plan(copy, token)
            words.send_json(link, words.PLAN, {**store.as_json(plan), **facts})
            messages.expect(link, words.WANT, IDLE_SECONDS)
            for name in words.read_json(link, words.WANT_MAX_BYTES):
                if name not in places:
                    raise BackupFailed("damaged", CUT)
                words.send_packed(link, pieces.piece(*places[name]))

    def _plan(self, copy: Path, token: str) -> tuple[Copy, dict[str, tuple[Path, int]]]:
        files, _ = making.present(self._source, copy)
        now = self._now_ms()
        manifest = making.manifest_of(snapshot.contents(copy), files, now, inside=False)
        members, places = [], {}
        for name, path in making.members(self._source, copy, []):
            member = pieces.split(name, path)
            members.append(member)
            places.update({piece: (path, number) for number, piece in enumerate(member.pieces)})
        return Copy(manifest, members, files, now, snapshot.term(copy), token), places

    def _give_file(self, link: Channel, name: str) -> None:
        if not content.is_ours(f"files/{name}"):
            raise BackupFailed("damaged", CUT)
        try:
            file = content.restored_path(self._source.files, name).open("rb")
        except OSError:
            say(link, words.GONE)
            return
        with file:
            say(link, words.HERE)
            writer = ChannelWriter(link)
            while block := file.read(BLOCK_BYTES):
                writer.write(block)
            writer.finish()

    def _token(self) -> str:
        """Names the state of the database: another one after each change, and in each run of the host."""
        with self._reading:
            if self._reader is None:
                database = self._source.data / FILE_NAME
                snapshot.ensure_seed(database, secrets.token_bytes(snapshot.SEED_BYTES))
                self._reader = snapshot.open_reader(database)
            return f"{self._run}-{snapshot.change_mark(self._reader)}"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._one_at_a_time.acquire(timeout=WAIT_SECONDS):
            raise BackupFailed("busy", BUSY)
        try:
            yield
        finally:
            self._one_at_a_time.release()

    @contextmanager
    def _copied(self) -> Iterator[Path]:
        folder = self._source.data / work_folder.NAME
        folder.mkdir(mode=0o700, exist_ok=True)
        copy = folder / COPY_NAME
        _remove(copy)
        try:
            snapshot.take_pages(self._source.data / FILE_NAME, copy)
            yield copy
        finally:
            with suppress(OSError):
                _remove(copy)


def _remove(copy: Path) -> None:
    for path in copy.parent.glob(f"{copy.name}*"):
        path.unlink(missing_ok=True)


def _count(said: Any) -> int:
    return said if type(said) is int and 0 <= said < 2**53 else 0
