"""Parses the head of an HTTP/1.1 request strictly and within limits on its size.

The parser of pywsgi uses the e-mail parser of Python, which accepts 100 lines of 64 kB, folded and repeated headers and
HTTP/0.9, and needs five times as long.
"""

import re
from dataclasses import dataclass
from typing import Any

from chat_desktop.errors import ChatError, Invalid, TooLarge

MAX_LINE_BYTES = 8_192  # of the request line
MAX_HEADERS_BYTES = 16_384  # of all header lines together
MAX_HEADERS = 64

SINGLE_HEADERS = frozenset(
    {"host", "origin", "content-length", "content-type", "transfer-encoding", "expect", "upgrade"}
)
# The host runs without a reverse proxy, so a client that sends these headers wants to impersonate another one.
PROXY_HEADERS = re.compile(r"x-forwarded-.*|forwarded|x-real-ip|x-original-.*|proxy")

_REQUEST = re.compile(r"([A-Z]{1,20}) (/[^\s#]*) HTTP/1\.([01])")
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\0\r\n]*)")


class NoRequestError(Exception):
    """The connection ended before a request began."""


@dataclass(slots=True)
class Head:
    """The head of a request. `headers` are by lower-case name; `minor` is the minor HTTP version, 0 or 1."""

    method: str
    target: str
    minor: int
    headers: dict[str, str]

    def length(self) -> int | None:
        """Returns the length of the body in bytes, or None when there is none.

        Raises Invalid for a bad length or a transfer encoding, and TooLarge for a length of more than 15 digits."""
        if "transfer-encoding" in self.headers:
            raise _invalid("request_without_length")
        text = self.headers.get("content-length")
        if text is None:
            return None
        if not re.fullmatch(r"[0-9]+", text):
            raise _invalid("length_is_no_number")
        if len(text) > 15:
            raise TooLarge
        return int(text)

    def keeps_alive(self) -> bool:
        """Returns whether the client wants to keep the connection open."""
        options = {option.strip() for option in self.headers.get("connection", "").lower().split(",")}
        return "keep-alive" in options if self.minor == 0 else "close" not in options

    def upgrades(self) -> bool:
        """Returns whether the client asks for another protocol, such as WebSocket."""
        return "upgrade" in self.headers


def read_head(source: Any) -> Head:
    """Reads and parses a head from SOURCE, a buffered binary file.

    Raises NoRequestError when the connection ends first, Invalid for a malformed head, TooLarge for a long one."""
    line = _line(source, MAX_LINE_BYTES)
    if not line:
        raise NoRequestError
    request = _REQUEST.fullmatch(line)
    if request is None:
        raise _invalid("host_doesnt_understand_request")
    method, target, minor = request.groups()
    return Head(method, target, int(minor), _read_headers(source))


def _read_headers(source: Any) -> dict[str, str]:
    headers: dict[str, str] = {}
    room = MAX_HEADERS_BYTES
    for _ in range(MAX_HEADERS + 1):
        line = _line(source, room)
        if not line:
            return headers
        room -= len(line) + 2
        header = _HEADER.fullmatch(line)
        if header is None:
            raise _invalid("header_invalid")
        _add(headers, header[1].lower(), header[2].rstrip(" \t"))
    raise TooLarge("request_too_many_headers")


def _add(headers: dict[str, str], name: str, value: str) -> None:
    # WSGI gives `x_user` and `x-user` the same name, so names with an underscore are dropped.
    if "_" in name or PROXY_HEADERS.fullmatch(name):
        return
    if name not in headers:
        headers[name] = value
    elif name in SINGLE_HEADERS:
        if headers[name] != value:
            raise _invalid("header_twice")
    else:
        headers[name] += ("; " if name == "cookie" else ", ") + value


def _line(source: Any, room: int) -> str:
    """Reads one line without its end. Raises NoRequestError when the connection ends, TooLarge when it is too long."""
    data: bytes = source.readline(max(room, 0) + 3)
    if data.endswith(b"\n"):
        return data[:-1].removesuffix(b"\r").decode("latin-1")
    if len(data) > room:
        raise TooLarge("headers_request_too_long")
    raise NoRequestError


def _invalid(key: str) -> ChatError:
    return Invalid("request", key)
