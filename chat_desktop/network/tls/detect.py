"""One port for both: the first byte of a connection tells TLS from plain http."""

import socket
import time
from ipaddress import IPv6Address, ip_address
from typing import Any

import gevent

CLIENT_HELLO = b"\x16"  # RFC 8446, 5.1: a handshake record; no method of HTTP begins so
HANDSHAKE_SECONDS = 5.0  # for all of TLS's handshake; two round trips and a millisecond of ours


class HandshakeError(Exception):
    """The connection said nothing, not in time, or nothing that TLS understands."""


def accept_tls(sock: Any, context: Any, timeout: float) -> tuple[Any, float]:
    """The socket to read requests from: SOCK itself, or TLS over it, which then owns its descriptor. And how many of
    the PATIENCE seconds for the first byte are left. Raises HandshakeError."""
    began = time.monotonic()
    first = _first_byte(sock, timeout)
    left = max(0.1, timeout - (time.monotonic() - began))
    return (_wrap_in_tls(sock, context) if first == CLIENT_HELLO else sock), left


def is_loopback(sock: Any) -> bool:
    """Whether the connection has come in at a loopback address of this computer: then no network was crossed."""
    try:
        own = ip_address(sock.getsockname()[0].partition("%")[0])
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return False
    mapped = own.ipv4_mapped if isinstance(own, IPv6Address) else None
    return (mapped or own).is_loopback


def _first_byte(sock: Any, timeout: float) -> bytes:
    try:
        with gevent.Timeout(timeout, HandshakeError):
            first: bytes = sock.recv(1, socket.MSG_PEEK)
    except OSError:
        raise HandshakeError from None
    if not first:
        raise HandshakeError
    return first


def _wrap_in_tls(sock: Any, context: Any) -> Any:
    try:
        secure = context.wrap_socket(sock, server_side=True, do_handshake_on_connect=False)
    except (OSError, ValueError):
        raise HandshakeError from None
    try:
        with gevent.Timeout(HANDSHAKE_SECONDS, HandshakeError):
            secure.do_handshake()
    except BaseException as problem:
        # Closing the object alone would wait for whoever reads it.
        secure._sock.close()
        secure.close()
        if isinstance(problem, OSError | ValueError):
            raise HandshakeError from None
        raise
    return secure
