"""How many files the system lets this program open: each connection is one."""

import contextlib
import sys

from chat_desktop.errors import StartError

WANTED_FILES = 32_768  # a socket each page, 10,000 in a large office; macOS gives a program 256 until it asks for more
MAC_OPEN_MAX = 10_240  # macOS calls a bound infinite and allows no more than this: its OPEN_MAX
OTHER_FILES = 128  # for the database, the logs, the network's announcements and the rest
KEPT_FREE = 64  # of these, for what is opened in the course of the day
MIN_CONNECTIONS = 32  # two people with a browser each, and one who joins
MAX_CONNECTIONS = 4_096  # HTTP connections at once, whoever's they are


def raise_limit() -> int:
    """Raises the bound as far as the system allows and returns it. Raises StartError when it is too low to serve."""
    allowed = _raised_limit()
    if allowed < OTHER_FILES + MIN_CONNECTIONS:
        raise StartError(
            f"This program may open {allowed} files at once, too few to serve an office. "
            f"Allow at least {OTHER_FILES + MIN_CONNECTIONS} (`ulimit -n 1024`) and start again."
        )
    return allowed


def connection_limit(allowed: int) -> int:
    """How many HTTP connections there may be at once where so many files may be open."""
    return min(MAX_CONNECTIONS, allowed - OTHER_FILES)


def is_over_limit(descriptor: int, allowed: int) -> bool:
    """Whether so many files are open that this connection has to go.

    A new file gets the lowest number that is free (POSIX says so), so its number tells how many are open, whatever
    they are: a WebSocket is no HTTP connection any more, but an open file as before.
    """
    return sys.platform != "win32" and descriptor >= allowed - KEPT_FREE


if sys.platform == "win32":

    def _raised_limit() -> int:
        return WANTED_FILES  # sockets are no files there, and have no such bound

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
