"""Locks a data folder, so that only one host uses it. The system releases the locks when the process ends.

A file in the folder is locked, and also the folder itself where the system supports that. The file alone is not
enough: if it was deleted while the host runs, the next host would create and lock another file of that name.
"""

import contextlib
import errno
import json
import logging
import os
import sys
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from pathlib import Path

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.errors import StartError
from chat_desktop.languages.system_words import system_words

LOCK_NAME = "host.lock"
INFO_NAME = "host.json"
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class HostInfo:
    """The process that has locked a folder. `port` and `secret` are None until it serves, at `address`."""

    pid: int
    port: int | None = None
    secret: str | None = None
    address: str = LOOPBACK

    @property
    def place(self) -> str:
        """The address and the port, as a URL contains them."""
        return f"[{self.address}]:{self.port}" if ":" in self.address else f"{self.address}:{self.port}"


# The error numbers that mean that another process has the lock. Windows reports a sharing violation (32) and a lock
# violation (33) in `winerror` alone.
_TAKEN = frozenset({errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, getattr(errno, "EDEADLOCK", 0)})
_TAKEN_ON_WINDOWS = frozenset({32, 33})

log = logging.getLogger(__name__)


class AlreadyHeld(StartError):
    """Another running process has locked the folder. `info` is None when that process has not described itself yet."""

    def __init__(self, data: Path, info: HostInfo | None) -> None:
        if info:
            super().__init__("office_in_use_by", {"process": str(info.pid), "folder": data})
        else:
            super().__init__("office_in_use", {"folder": data})
        self.data = data
        self.info = info


class FolderLock:
    """A locked folder. The lock ends with `release` or with the process."""

    def __init__(self, data: Path, locks: contextlib.ExitStack) -> None:
        self._data = data
        self._locks = locks
        self._released = False

    def publish(self, port: int, secret: str, address: str = LOOPBACK) -> None:
        """Writes how a second start can reach this host: by which secret, and at which address of this computer.

        Raises OSError.
        """
        _write_info(self._data, HostInfo(os.getpid(), port, secret, address))

    def release(self) -> None:
        """Releases the lock. A second call does nothing."""
        if self._released:
            return
        self._released = True
        with contextlib.suppress(OSError):
            (self._data / INFO_NAME).unlink()
        self._locks.close()


def hold(data: Path) -> FolderLock:
    """Locks a folder, which is created if it does not exist.

    Raises AlreadyHeld when another process has locked it, and StartError when it cannot be used.
    """
    with contextlib.ExitStack() as locks:
        _lock_file(data, locks)
        _lock_folder(data, locks)
        return _announce(FolderLock(data, locks.pop_all()), data)


def info(data: Path) -> HostInfo | None:
    """Returns what the process that has locked the folder has written about itself, or None."""
    try:
        found = HostInfo(**(json_file.read(data / INFO_NAME) or {}))
    except TypeError:
        return None
    return found if _is_sane(found) else None


def _is_sane(found: HostInfo) -> bool:
    numbers = type(found.pid) is int and (found.port is None or (type(found.port) is int and 0 < found.port < 65_536))
    return numbers and (found.secret is None or type(found.secret) is str) and _is_address(found.address)


def _is_address(text: object) -> bool:
    """A secret is sent there, so no name is accepted that somebody else could answer to."""
    try:
        return type(text) is str and bool(ip_address(text))
    except ValueError:
        return False


def _lock_file(data: Path, locks: contextlib.ExitStack) -> None:
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = locks.enter_context((data / LOCK_NAME).open("ab"))
    except OSError as problem:
        if getattr(problem, "winerror", None) in _TAKEN_ON_WINDOWS:
            raise AlreadyHeld(data, info(data)) from None
        raise StartError("data_unusable", {"folder": data, "why": system_words(problem)}) from None
    try:
        _lock(file.fileno())
    except OSError as problem:
        if _is_taken(problem):
            raise AlreadyHeld(data, info(data)) from None
        raise StartError("data_not_locked", {"folder": data, "why": system_words(problem)}) from None


def _lock_folder(data: Path, locks: contextlib.ExitStack) -> None:
    """Locks the folder itself. Windows cannot, and need not: an open file cannot be deleted there."""
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
        # Some network drives cannot lock folders. The lock on the file is enough there.
        log.info("The folder %s itself cannot be locked (%s).", data, problem.strerror)


def _is_taken(problem: OSError, on_windows: bool = os.name == "nt") -> bool:
    if problem.errno in _TAKEN:
        return True
    if on_windows and not problem.errno:
        return True  # Wine and some network drives refuse a second lock without a number
    return getattr(problem, "winerror", None) in _TAKEN_ON_WINDOWS


def _announce(held: FolderLock, data: Path) -> FolderLock:
    # The file is replaced at once: the one of a host that was killed names a process that is gone, and a port that
    # another program may use now.
    try:
        _write_info(data, HostInfo(os.getpid()))
    except OSError as problem:
        held.release()
        raise StartError("data_unwritable", {"folder": data, "why": system_words(problem)}) from None
    return held


def _write_info(data: Path, host_info: HostInfo) -> None:
    # The file contains a secret, so it must not be readable by other users at any time.
    write_atomically(data / INFO_NAME, json.dumps(asdict(host_info)))


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        # flock is used in place of lockf: it also refuses a second lock within one process, and the lock stays when
        # another descriptor of the file is closed.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
