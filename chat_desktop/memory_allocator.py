"""Configures the memory allocator of the GNU C library so that it returns free memory to the system.

By default, the allocator raises its threshold for separate memory mappings each time that it frees a large block, and
creates up to eight heaps for each core. Memory that was used once for many large responses would then never be returned
to the system. Other C libraries do not need this.
"""

import ctypes
import sys
from typing import Any

# The parameter numbers of mallopt(3), and their values.
_ARENA_MAX, _MMAP_THRESHOLD = -8, -3
HEAPS = 2
MMAP_THRESHOLD_BYTES = 131_072


def configure() -> None:
    """Sets the parameters. Must be called before the program starts threads."""
    library = _library()
    if library is not None:
        library.mallopt(_ARENA_MAX, HEAPS)
        library.mallopt(_MMAP_THRESHOLD, MMAP_THRESHOLD_BYTES)


def release_free_memory() -> None:
    """Returns free memory to the system. Takes milliseconds, so it must not be called on the hub."""
    library = _library()
    if library is not None:
        library.malloc_trim(0)


def _library() -> Any:
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "malloc_trim") else None
