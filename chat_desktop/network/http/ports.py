"""Opens the listening socket, if possible on the port of the last start, which existing links contain."""

import errno
import socket
import sys
from collections.abc import Iterable

from chat_desktop.errors import StartError

FIRST_PORT, LAST_PORT = 8765, 8785
BACKLOG = 1024  # connections that the kernel queues, since all pages may reconnect at once

IN_USE_ERRORS = {errno.EADDRINUSE, getattr(errno, "WSAEADDRINUSE", errno.EADDRINUSE)}
FORBIDDEN_ERRORS = {errno.EACCES, getattr(errno, "WSAEACCES", errno.EACCES)}


def listen(host: str, port: int | None = None, preferred: int | None = None) -> socket.socket:
    """Returns a socket that listens on `host`.

    `port` is the exact port, and 0 means any free port. With None, it is `preferred` (the port of the last start), or
    else the first free port from 8765 to 8785. Raises StartError when no port or address can be used."""
    if port is not None:
        return _listen_on(host, port)
    for candidate in _candidates(preferred):
        try:
            return _bind(host, candidate)
        except OSError as error:
            # Windows reports "forbidden" for a port that another program uses exclusively.
            if error.errno not in IN_USE_ERRORS | FORBIDDEN_ERRORS:
                raise _start_error(host, candidate, error) from error
    raise StartError("ports_in_use", {"first": str(FIRST_PORT), "last": str(LAST_PORT)})


def _candidates(preferred: int | None) -> Iterable[int]:
    first = [preferred] if preferred is not None and 0 < preferred < 65_536 else []
    return [*first, *(port for port in range(FIRST_PORT, LAST_PORT + 1) if port not in first)]


def _listen_on(host: str, port: int) -> socket.socket:
    if not 0 <= port < 65_536:
        raise StartError("not_a_port", {"port": str(port)})
    try:
        return _bind(host, port)
    except OSError as error:
        raise _start_error(host, port, error) from error


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # On Windows SO_REUSEADDR would let a second program use the same port.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and host == "::":
            # Accept IPv4 too. Windows does not do so by default.
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind((host, port))
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener


def _start_error(host: str, port: int, error: OSError) -> StartError:
    if error.errno in IN_USE_ERRORS:
        return StartError("port_in_use", {"port": str(port)})
    if error.errno in FORBIDDEN_ERRORS:
        return StartError("port_forbidden", {"port": str(port)})
    return StartError("address_not_here", {"address": host})
