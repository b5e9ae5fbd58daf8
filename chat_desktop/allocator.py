"""The C library's allocator, told to give memory back. Only GNU's can be told, and only it keeps so much.

By default it raises the size from which it asks the system for a block of its own each time a large one is freed, and
makes up to eight heaps a core: what was needed once for many large answers would stay with the process for good.
"""

import ctypes
import sys
from typing import Any

# The numbers of mallopt(3), and what they are set to.
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
HEAPS = 2
MMAP_THRESHOLD_BYTES = 131_072


def configure() -> None:
    """Before the program makes threads."""
    library = _library()
    if library is not None:
        library.mallopt(_ARENA_MAX, HEAPS)
        library.mallopt(_MMAP_THRESHOLD, MMAP_THRESHOLD_BYTES)


def release_free_memory() -> None:
    """Hands the system what is free in the heaps. Takes milliseconds: not on the hub."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)


def _library() -> Any:
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None
