"""Detects by the first byte whether a connection uses TLS or plain HTTP, or neither, and performs the TLS handshake."""

import socket
import time
from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import Any

import gevent

OTHER = b"\x01"  # begins a connection of a stand-by; neither HTTP nor TLS begins so
CLIENT_HELLO = b"\x16"  # the type of a handshake record (RFC 8446, 5.1); no HTTP method begins with it
HANDSHAKE_SECONDS = 5.0  # for the whole TLS handshake, which needs two round trips


class HandshakeError(Exception):
    """The client sent nothing in time, or its TLS handshake failed."""


class OtherProtocolError(Exception):
    """The connection speaks neither HTTP nor TLS, but what begins with OTHER."""


def accept_tls(sock: Any, context: Any, timeout: float, takes_other: bool = False) -> tuple[Any, float]:
    """Returns the socket to read requests from, and how many of the TIMEOUT seconds remain after the first byte.

    The socket is SOCK for plain HTTP, or a TLS socket that takes over its descriptor. Raises HandshakeError when the
    client sends nothing in time or its TLS handshake fails, and OtherProtocolError when TAKES_OTHER and it is that.
    Without CONTEXT there is no TLS."""
    began = time.monotonic()
    first = _first_byte(sock, timeout)
    left = max(0.1, timeout - (time.monotonic() - began))
    if takes_other and first == OTHER:
        raise OtherProtocolError
    return (_wrap_in_tls(sock, context) if first == CLIENT_HELLO and context is not None else sock), left


def is_loopback(sock: Any) -> bool:
    """Returns whether the client connected to a loopback address, and so runs on this computer."""
    try:
        return _is_loopback(sock.getsockname()[0])
    except (OSError, ValueError, IndexError, TypeError, AttributeError):
        return False


@lru_cache(maxsize=64)  # this computer has a few addresses, and parsing one takes a hundredth of a connection's time
def _is_loopback(address: str) -> bool:
    own = ip_address(address.partition("%")[0])
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
        # Closing the TLS object alone would wait for its readers.
        secure._sock.close()
        secure.close()
        if isinstance(problem, OSError | ValueError):
            raise HandshakeError from None
        raise
    return secure
