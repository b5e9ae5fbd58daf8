"""One host a data folder: an operating system's locks, which die with their process however that ends.

Two of them where there can be two: a file in the folder, which every version knows, and the folder itself. Somebody may
delete the file while the host runs, and the next start would make and lock another of that name.
"""

import contextlib
import errno
import json
import logging
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_whole
from chat_desktop.errors import StartError

LOCK_NAME = "host.lock"
_INFO_NAME = "host.json"


@dataclass(frozen=True, slots=True)
class HostInfo:
    """Who holds a folder. `port` and `secret` are None until that host serves."""

    pid: int
    port: int | None = None
    secret: str | None = None


# How the systems say that somebody else has the lock. Windows has more than one word for it, and says some of them in
# `winerror` alone: sharing violation, lock violation.
_TAKEN = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, getattr(errno, "EDEADLOCK", 0)})
_TAKEN_ON_WINDOWS = frozenset({32, 33})

log = logging.getLogger(__name__)


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


class FolderLock:
    """The folder, held until `release` or the end of the process."""

    def __init__(self, data: Path, locks: contextlib.ExitStack) -> None:
        self._data = data
        self._locks = locks
        self._released = False

    def publish(self, port: int, secret: str) -> None:
        """Tells a second start where this host serves, and the word that it must say."""
        _write_info(self._data, HostInfo(os.getpid(), port, secret))

    def release(self) -> None:
        if self._released:
            return
        self._released = True
        with contextlib.suppress(OSError):
            (self._data / _INFO_NAME).unlink()
        self._locks.close()


def hold(data: Path) -> FolderLock:
    """Takes the folder, making it if need be. Raises AlreadyHeld, or StartError when it cannot be used at all."""
    with contextlib.ExitStack() as locks:
        _lock_file(data, locks)
        _lock_folder(data, locks)
        return _announce(FolderLock(data, locks.pop_all()), data)


def info(data: Path) -> HostInfo | None:
    """What the holder of the folder says about itself, or None."""
    try:
        told = HostInfo(**(json_file.read(data / _INFO_NAME) or {}))
    except TypeError:
        return None
    return told if _is_sane(told) else None


def _is_sane(told: HostInfo) -> bool:
    numbers = type(told.pid) is int and (told.port is None or (type(told.port) is int and 0 < told.port < 65_536))
    return numbers and (told.secret is None or type(told.secret) is str)


def _lock_file(data: Path, locks: contextlib.ExitStack) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = locks.enter_context((data / LOCK_NAME).open("ab"))
    except OSError as problem:
        if getattr(problem, "winerror", None) in _TAKEN_ON_WINDOWS:
            raise AlreadyHeld(data, info(data)) from None
        raise StartError(f"The data folder {data} cannot be used: {problem.strerror}.") from None
    try:
        _lock(file.fileno())
    except OSError as problem:
        if _is_taken(problem):
            raise AlreadyHeld(data, info(data)) from None
        raise StartError(
            f"The data folder {data} cannot be locked ({problem.strerror}). Choose one on a disk of this computer."
        ) from None


def _lock_folder(data: Path, locks: contextlib.ExitStack) -> None:
    """Windows has no locks on folders, and needs none: a file that is open cannot be deleted there."""
    if os.name == "nt":
        return
    try:
        folder = os.open(data, os.O_RDONLY)
    except OSError as problem:
        log.info("The folder %s itself cannot be locked (%s).", data, problem.strerror)
        return
    locks.callback(os.close, folder)
    try:
        _lock(folder)
    except OSError as problem:
        if _is_taken(problem):
            raise AlreadyHeld(data, info(data)) from None
        # A network drive, perhaps, where no folder is locked. The lock on the file holds.
        log.info("The folder %s itself cannot be locked (%s).", data, problem.strerror)


def _is_taken(problem: OSError) -> bool:
    return problem.errno in _TAKEN or getattr(problem, "winerror", None) in _TAKEN_ON_WINDOWS


def _announce(held: FolderLock, data: Path) -> FolderLock:
    # The file is replaced at once: the one of a host that was killed names a process that is gone, and a port that
    # another program may use now.
    try:
        _write_info(data, HostInfo(os.getpid()))
    except OSError as problem:
        held.release()
        raise StartError(f"The data folder {data} cannot be written: {problem.strerror}.") from None
    return held


def _write_info(data: Path, host_info: HostInfo) -> None:
    # The secret in it is never readable by others, not even for a moment.
    write_whole(data / _INFO_NAME, json.dumps(asdict(host_info)))


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # flock, not lockf: a second hold within one process is refused too, and closing another descriptor of the
        # file does not give the lock away.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
