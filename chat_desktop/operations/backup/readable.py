"""What can be read: a file, a member of an archive, or what comes over a connection."""

from typing import Protocol


class Readable(Protocol):
    """What `read` returns are the next bytes, fewer or none at the end."""

    def read(self, size: int, /) -> bytes: ...
