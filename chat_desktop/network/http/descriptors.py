"""Raises the limit of open files and derives the limit of connections from it, since each connection is a file."""

import contextlib
import sys

from chat_desktop.errors import StartError
from chat_desktop.network.transfers.places import MAX_TRANSFERS

WANTED_FILES = 32_768  # each page has a socket, 10,000 in a large office; the default of macOS is 256
MAC_OPEN_MAX = 10_240  # macOS reports an infinite limit but allows no more than its OPEN_MAX
OTHER_FILES = 128  # for the database, the logs, mDNS and everything else
KEPT_FREE = 64  # of these, for files that are opened later
MIN_CONNECTIONS = 32  # two people with a browser each, and one who joins
MAX_CONNECTIONS = 4_096  # HTTP connections at the same time
TRANSFER_SHARE = 16  # each transfer opens a file besides its connection


def raise_limit() -> int:
    """Raises the limit of open files as far as the system allows, and returns the new limit.

    Raises StartError when the limit is too low to serve an office."""
    allowed = _raised_limit()
    if allowed < OTHER_FILES + MIN_CONNECTIONS:
        raise StartError("too_few_open_files", {"n": allowed, "least": OTHER_FILES + MIN_CONNECTIONS})
    return allowed


def connection_limit(allowed: int) -> int:
    """Returns how many HTTP connections may be open when ALLOWED files may be open."""
    return min(MAX_CONNECTIONS, allowed - OTHER_FILES)


def transfer_limit(allowed: int) -> int:
    """Returns how many large files may be sent and received at once when ALLOWED files may be open."""
    return min(MAX_TRANSFERS, allowed // TRANSFER_SHARE)


def is_over_limit(descriptor: int, allowed: int) -> bool:
    """Returns whether too many files are open, so that the connection with this DESCRIPTOR has to be closed.

    POSIX gives a new file the lowest free number, so the number tells how many files are open. This counts WebSockets
    too, which are not counted as HTTP connections but are open files.
    """
    return sys.platform != "win32" and descriptor >= allowed - KEPT_FREE


if sys.platform == "win32":

    def _raised_limit() -> int:
        return WANTED_FILES  # sockets are not files on Windows and have no such limit

else:
    import resource

    def _raised_limit() -> int:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        for wanted in (WANTED_FILES, MAC_OPEN_MAX):
            asked = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
            if soft != resource.RLIM_INFINITY and soft < asked:
                with contextlib.suppress(OSError, ValueError):
                    resource.setrlimit(resource.RLIMIT_NOFILE, (asked, hard))
                    soft = asked
        return WANTED_FILES if soft == resource.RLIM_INFINITY else soft
