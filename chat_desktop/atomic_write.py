"""Replaces files atomically: writes a temporary file in the same folder and renames it over the target.

All parts of the program use this module to replace files, which a test enforces.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

# On Windows a rename fails while another program has the file open, so it is repeated.
_RENAME_TRIES = 10
_RENAME_PAUSE_SECONDS = 0.05


def write_atomically(path: Path, content: str | bytes, *, sync: bool = False) -> None:
    """Replaces the content of PATH by CONTENT. Raises OSError when that fails; the file is then unchanged.

    The file has mode 0600. With `sync`, it is on the disk when the function returns, and survives a power failure.
    """
    with writing(path, prefix=f".{path.name}.", sync=sync) as file:
        file.write(content.encode() if isinstance(content, str) else content)


@contextmanager
def writing(path: Path, *, prefix: str, sync: bool) -> Iterator[IO[bytes]]:
    """Yields a temporary file that can be read back too, and that gets its name at the end of the `with`.

    An exception in it removes the file and leaves the old one. PREFIX begins the temporary name. Raises OSError.
    """
    handle, temporary = tempfile.mkstemp(prefix=prefix, dir=path.parent)
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            if sync:
                file.flush()
                os.fsync(file.fileno())
        rename_over(Path(temporary), path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    if sync:
        sync_folder(path.parent)


def rename_over(source: Path, target: Path) -> None:
    """Renames SOURCE to TARGET and replaces TARGET. Raises OSError when that fails."""
    for tries_left in reversed(range(_RENAME_TRIES)):
        try:
            source.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or not tries_left:
                raise
            time.sleep(_RENAME_PAUSE_SECONDS)


def sync_folder(folder: Path) -> None:
    """Syncs the folder, which contains the new name. Windows and some network drives do not support this."""
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
