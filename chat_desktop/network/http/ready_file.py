"""Writes the ready file, which tells other programs the addresses of the host (docs/protocol.md)."""

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
from chat_desktop.languages.system_words import system_words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Ready:
    """The content of the file. `setup_url` is None when the office has an owner."""

    url: str
    lan_urls: tuple[str, ...]
    join_url: str
    join_code: str
    setup_url: str | None
    pid: int = field(default_factory=os.getpid)
    version: str = __version__


class ReadyFile:
    """The ready file at PATH. It is replaced atomically, so no reader sees half of it. All methods are thread-safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._written: Ready | None = None
        self._removed = self._has_warned = False

    def write(self, ready: Ready) -> None:
        """Writes the file if a value has changed. Raises StartError when it cannot be written."""
        with self._lock:
            if ready == self._written or self._removed:
                return
            try:
                # Only this account can read it, because the setup token in it makes its reader the owner.
                write_atomically(self._path, json.dumps(asdict(ready), indent=1) + "\n")
            except OSError as problem:
                raise StartError("ready_file_unwritable", {"file": self._path, "why": system_words(problem)}) from None
            self._written = ready

    def try_to_write(self, ready: Ready) -> bool:
        """Writes the file and returns whether that worked. A failure is logged once; the caller tries again later."""
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
        """Removes the file, unless another host has replaced it. Later calls of `write` do nothing."""
        with self._lock:
            self._removed = True
            if self._written and _pid_in(self._path) == self._written.pid:
                with suppress(OSError):
                    self._path.unlink()
            self._written = None


def _pid_in(path: Path) -> int | None:
    return (json_file.read(path) or {}).get("pid")
