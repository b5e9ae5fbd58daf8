"""The file that tells other programs where the host serves (docs/protocol.md)."""

import json
import logging
import os
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from chat_desktop import __version__, json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.errors import StartError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """What the file says; `setup_url` is None once the office has an owner."""

    url: str
    lan_urls: tuple[str, ...]
    join_url: str
    join_code: str
    setup_url: str | None
    pid: int = field(default_factory=os.getpid)
    version: str = __version__


class ReadyFile:
    """Written whole each time, so that no reader ever sees half of it. For any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._written: Ready | None = None
        self._removed = self._has_warned = False

    def write(self, ready: Ready) -> None:
        """Writes the file if a value changed. Raises StartError when it cannot be written."""
        with self._lock:
            if ready == self._written or self._removed:
                return
            try:
                # Readable by nobody else: the setup token in it makes its reader the owner.
                write_atomically(self._path, json.dumps(asdict(ready), indent=1) + "\n")
            except OSError as problem:
                raise StartError(f"The ready file {self._path} cannot be written: {problem.strerror}.") from None
            self._written = ready

    def try_to_write(self, ready: Ready) -> bool:
        """The same in a host that serves: a failure is logged once, and False asks to be tried again."""
        try:
            self.write(ready)
        except StartError as problem:
            if not self._has_warned:
                log.warning("%s It is tried again until it can.", problem)
            self._has_warned = True
            return False
        self._has_warned = False
        return True

    def remove(self) -> None:
        """Removes the file for good, if it is still ours: another host may have taken the name over."""
        with self._lock:
            self._removed = True
            if self._written and _pid_in(self._path) == self._written.pid:
                with suppress(OSError):
                    self._path.unlink()
            self._written = None


def _pid_in(path: Path) -> int | None:
    return (json_file.read(path) or {}).get("pid")
