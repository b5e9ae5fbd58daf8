"""What reading a damaged zip archive raises: zipfile believes much of what it reads."""

import errno
import lzma
import struct
import zipfile
import zlib

# Of the bytes of an entry.
UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError)
# Also of the list of entries, of its numbers and names, and of what an entry says of itself.
DAMAGED = (*UNREADABLE, ValueError, struct.error, KeyError, NotImplementedError, RuntimeError)


def is_damage(problem: OSError) -> bool:
    """Returns whether not the disk is at fault but the archive: bz2 says so without a number, and an entry may lie
    before the beginning of the file."""
    return problem.errno in (None, errno.EINVAL)
