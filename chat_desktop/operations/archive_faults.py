"""What reading a damaged zip archive raises: zipfile believes much of what it reads."""

import contextlib
import errno
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

# Of the bytes of an entry.
UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
# Also of the list of entries, of its numbers and names, and of what an entry says of itself.
DAMAGED = (*UNREADABLE, ValueError, struct.error, KeyError, NotImplementedError, RuntimeError)


def is_no_file(path: Path) -> bool:
    """Returns whether PATH is a folder, a device or a pipe: a device is read for ever, the end of a pipe is awaited."""
    return path.exists() and not path.is_file()


@contextlib.contextmanager
def damage_told(faults: tuple[type[Exception], ...], refusal: Callable[[], Exception]) -> Iterator[None]:
    """Raises what `refusal()` returns in place of FAULTS, and of an OSError for which the archive is at fault."""
    try:
        yield
    except faults as problem:
        raise refusal() from problem
    except OSError as problem:
        if not _is_damage(problem):
            raise
        raise refusal() from problem


def _is_damage(problem: OSError) -> bool:
    """Returns whether not the disk is at fault but the archive: bz2 says so without a number, and an entry may lie
    before the beginning of the file."""
    return problem.errno in (None, errno.EINVAL)
