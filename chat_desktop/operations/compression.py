"""Compression in the format of zlib, by ISA-L where it is there: it takes a sixth of zlib's time, and half to unpack.

Either reads what the other has written.
"""

from typing import cast

try:
    from isal import isal_zlib as zlib
except ImportError:  # there are no wheels for all platforms
    import zlib  # type: ignore[no-redef]

LEVEL = 1  # a higher one takes longer for next to nothing

compress = zlib.compress
compressobj = zlib.compressobj
decompressobj = zlib.decompressobj
Error = cast("type[Exception]", zlib.error)  # its types call it an instance
