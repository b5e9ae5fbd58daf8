"""The file that tells other programs where the host serves (docs/protocol.md)."""

import json
import os
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from chat_desktop import __version__
from chat_desktop.errors import StartError

# A reader that has the file open stops a rename on Windows; it is done within a moment.
_RENAME_TRIES = 10
_RENAME_PAUSE_SECONDS = 0.05


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

    def write(self, ready: Ready) -> None:
        """Writes the file if a value changed. Raises StartError when it cannot be written."""
        with self._lock:
            if ready == self._written:
                return
            try:
                _write_whole(self._path, json.dumps(asdict(ready), indent=1) + "\n")
            except OSError as problem:
                raise StartError(f"The ready file {self._path} cannot be written: {problem.strerror}.") from None
            self._written = ready

    def remove(self) -> None:
        """Removes the file if it is still ours: another host may have taken the name over."""
        with self._lock:
            if self._written and _pid_in(self._path) == self._written.pid:
                with suppress(OSError):
                    self._path.unlink()
            self._written = None


def _write_whole(path: Path, text: str) -> None:
    # mkstemp makes the file with mode 0600: the setup token in it makes its reader the owner.
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        _rename(Path(temporary), path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise


def _rename(source: Path, target: Path) -> None:
    for tries_left in reversed(range(_RENAME_TRIES)):
        try:
            source.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or not tries_left:
                raise
            time.sleep(_RENAME_PAUSE_SECONDS)


def _pid_in(path: Path) -> int | None:
    try:
        read = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return read.get("pid") if isinstance(read, dict) else None
