"""One host a data folder: an operating system's lock, which dies with its process however that ends."""

import contextlib
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from chat_desktop import json_file
from chat_desktop.atomic_write import write_whole
from chat_desktop.errors import StartError

_LOCK = "host.lock"
_CARD = "host.json"


@dataclass(frozen=True, slots=True)
class HostInfo:
    """Who holds a folder. `port` and `secret` are None until that host serves."""

    pid: int
    port: int | None = None
    secret: str | None = None


class AlreadyHeld(StartError):
    """Another living process holds the folder; `info` is None when it has not yet said who it is."""

    def __init__(self, data: Path, info: HostInfo | None) -> None:
        who = f" (process {info.pid})" if info else ""
        super().__init__(
            f"Another Chat Desktop{who} is using the folder {data}. "
            "Stop it first, or choose another folder with --data."
        )
        self.data = data
        self.info = info


class Held:
    """The folder, held until `release` or the end of the process."""

    def __init__(self, data: Path, lock: IO[bytes]) -> None:
        self._data = data
        self._lock = lock

    def publish(self, port: int, secret: str) -> None:
        """Tells a second start where this host serves, and the word that it must say."""
        _write_card(self._data, HostInfo(os.getpid(), port, secret))

    def release(self) -> None:
        if self._lock.closed:
            return
        with contextlib.suppress(OSError):
            (self._data / _CARD).unlink()
        self._lock.close()


def hold(data: Path) -> Held:
    """Takes the folder, making it if need be. Raises AlreadyHeld, or StartError when it cannot be used at all."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (data / _LOCK).open("ab")
    except OSError as problem:
        raise StartError(f"The data folder {data} cannot be used: {problem.strerror}.") from None
    try:
        _lock(lock)
    except BlockingIOError:
        lock.close()
        raise AlreadyHeld(data, info(data)) from None
    except OSError as problem:
        lock.close()
        raise StartError(
            f"The data folder {data} cannot be locked ({problem.strerror}). Choose one on a disk of this computer."
        ) from None
    return _announce(Held(data, lock), data)


def info(data: Path) -> HostInfo | None:
    """What the holder of the folder says about itself, or None."""
    try:
        told = HostInfo(**(json_file.read(data / _CARD) or {}))
    except TypeError:
        return None
    return told if _is_sane(told) else None


def _is_sane(told: HostInfo) -> bool:
    numbers = type(told.pid) is int and (told.port is None or (type(told.port) is int and 0 < told.port < 65_536))
    return numbers and (told.secret is None or type(told.secret) is str)


def _announce(held: Held, data: Path) -> Held:
    # At once, over the card of a holder that was killed: it names a dead process and a port that may be anybody's now.
    try:
        _write_card(data, HostInfo(os.getpid()))
    except OSError as problem:
        held.release()
        raise StartError(f"The data folder {data} cannot be written: {problem.strerror}.") from None
    return held


def _write_card(data: Path, card: HostInfo) -> None:
    # The secret in it is never readable by others, not even for a moment.
    write_whole(data / _CARD, json.dumps(asdict(card)))


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError as problem:
            # This is how Windows says that another process has the byte.
            raise BlockingIOError(problem.errno, problem.strerror) from None

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        # flock, not lockf: a second hold within one process is refused too, and closing another descriptor of the
        # file does not give the lock away.
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
