"""Writes a file whole: first beside it, then over it by a rename, so that no reader ever sees half of it.

Every file that the program replaces goes through here; a test sees to that.
"""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

# A reader that has the file open stops a rename on Windows; it is done within a moment.
_RENAME_TRIES = 10
_RENAME_PAUSE_SECONDS = 0.05


def write_atomically(path: Path, content: str | bytes, *, sync: bool = False) -> None:
    """Replaces PATH by CONTENT, or leaves it as it was and raises OSError.

    The file has mode 0600 from its first byte on (mkstemp's own). With `sync` it survives a power cut.
    """
    data = content.encode() if isinstance(content, str) else content
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if sync:
                file.flush()
                os.fsync(file.fileno())
        rename_over(Path(temporary), path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    if sync:
        _sync_folder(path.parent)


def rename_over(source: Path, target: Path) -> None:
    """Gives SOURCE the name TARGET, whose old content goes. Raises OSError."""
    for tries_left in reversed(range(_RENAME_TRIES)):
        try:
            source.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or not tries_left:
                raise
            time.sleep(_RENAME_PAUSE_SECONDS)


def _sync_folder(folder: Path) -> None:
    """The new name is in the folder, which is synced by itself. Windows and some network drives cannot."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
