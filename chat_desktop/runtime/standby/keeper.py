"""Keeps the copy of one stand-by current, in a thread, as long as the program runs on its computer."""

import logging
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from chat_desktop import background
from chat_desktop.errors import StartError
from chat_desktop.network.office_proof.verify_office import Hello
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import channel
from chat_desktop.operations.standby import connecting, keeping
from chat_desktop.operations.standby import settings as kept
from chat_desktop.operations.standby.settings import COPY, Settings, State
from chat_desktop.operations.standby.store import Store
from chat_desktop.runtime.standby import finding
from chat_desktop.storage import folder_lock

log = logging.getLogger(__name__)

EVERY_SECONDS = 60.0  # between two copies
AGAIN_SECONDS = 15.0  # after a failure
MOST_SECONDS = 180.0  # between two copies of a large office, whose host has work with each
SHARE = 20  # a copy may take a twentieth of the time
PORTS = {"http": 80, "https": 443}

Find = Callable[[Settings], tuple[str, Hello] | None]


class Keeper:
    """Keeps the copy in FOLDER, unless another process does. Its methods are called in any thread."""

    def __init__(self, folder: Path, find: Find = finding.find, now_ms: Callable[[], int] | None = None) -> None:
        self._folder, self._find, self._now_ms = folder, find, now_ms or _now_ms
        self._progress = Progress()
        self._stopping, self._woken = threading.Event(), threading.Event()
        self._thread = background.thread("standby", self._run)
        self._connection: socket.socket | None = None
        self._is_looking = False
        self.told: Callable[[], None] = lambda: None  # is called after each round, in the thread

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def wake(self) -> None:
        """Begins the next round soon."""
        self._woken.set()

    @property
    def is_looking(self) -> bool:
        """Whether a round is under way."""
        return self._is_looking or self._woken.is_set()

    def stop(self) -> None:
        """Ends the round that is under way; the copy before stays."""
        self._stopping.set()
        self._woken.set()
        self._progress.cancel()
        if (connection := self._connection) is not None:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        if self._thread.is_alive():
            self._thread.join(background.STOP_SECONDS)

    def round(self) -> float:
        """Takes what is new, and returns in how many seconds the next round is due."""
        settings = kept.read(self._folder)
        if settings is None or settings.taken_over_at is not None:
            self._stopping.set()
            return EVERY_SECONDS
        begun, at = time.monotonic(), self._now_ms()
        state = kept.read_state(self._folder)
        found = self._find(settings)
        if found is None:
            self._note(replace(state, reason="not_there", problem=None, told=None))
            return AGAIN_SECONDS
        state = replace(state, seen_at=at)
        try:
            with told("keep"):
                self._note(self._taken(settings, *found, state, at))
        except BackupFailed as problem:
            log.info("The copy of the office was not renewed: %s", problem)
            self._note(_failed(state, problem))
            return AGAIN_SECONDS
        return min(MOST_SECONDS, max(EVERY_SECONDS, SHARE * (time.monotonic() - begun)))

    def _taken(self, settings: Settings, origin: str, hello: Hello, state: State, at: int) -> State:
        store = Store(self._folder / COPY, bytes.fromhex(settings.key))
        (self._folder / COPY).mkdir(mode=0o700, exist_ok=True)
        with _connected(origin) as self._connection:
            link = connecting.connect(self._connection, settings.id, settings.secret)
            done = keeping.take(link, store, settings.office_id, self._progress)
        term = hello.copy.term if hello.copy else 0
        name = done.told.office_name or settings.office_name
        kept.learn(self._folder, settings, [origin, *done.told.origins], term, name)
        size = sum(each.size for each in done.copy.members) + done.copy.manifest.file_bytes
        newer = BackupFailed("newer", "office_of_newer_version", {"version": done.copy.manifest.app})
        said = _failed(state, newer if keeping.is_newer_version(done.copy) else None)
        return replace(
            said,
            current_at=at,
            messages=done.copy.manifest.messages,
            bytes=size,
            missing=done.missing,
        )

    def _note(self, state: State) -> None:
        kept.write_state(self._folder, state)
        self.told()

    def _run(self) -> None:
        held = self._hold()
        if held is None:
            return
        try:
            while not self._stopping.is_set():
                self._woken.clear()
                self._is_looking = True
                pause = self.round()
                self._is_looking = False
                self._woken.wait(pause)
        finally:
            held.release()

    def _hold(self) -> folder_lock.FolderLock | None:
        """Waits until no other process keeps this copy."""
        while not self._stopping.is_set():
            try:
                return folder_lock.hold(self._folder)
            except StartError:
                self._stopping.wait(AGAIN_SECONDS)
        return None


def _failed(state: State, problem: BackupFailed | None) -> State:
    if problem is None:
        return replace(state, reason=None, problem=None, told=None)
    return replace(state, reason=problem.reason, problem=str(problem), told=problem.payload())


def leave(settings: Settings, find: Find = finding.find) -> bool:
    """Tells the host that this computer is no stand-by any more. Returns whether it has heard."""
    found = find(settings)
    if found is None:
        return False
    try:
        with _connected(found[0]) as connection:
            keeping.leave(connecting.connect(connection, settings.id, settings.secret))
        return True
    except (BackupFailed, OSError):
        return False


def _connected(origin: str) -> socket.socket:
    at = urlsplit(origin)
    place = (at.hostname or "", at.port or PORTS[at.scheme])
    return socket.create_connection(place, channel.CONNECT_SECONDS)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
