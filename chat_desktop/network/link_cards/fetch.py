"""Reads the beginning of one page, with bounds on time, bytes, redirects and addresses. Blocks the calling thread."""

import logging
import socket
import ssl
import time
from collections.abc import Callable, Collection
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urljoin, urlsplit

from chat_desktop.network.deadline_socket import DeadlineSocket, left_until
from chat_desktop.network.link_cards import page_head
from chat_desktop.network.link_cards.addresses import is_refused
from chat_desktop.network.link_cards.page_head import PageHead

log = logging.getLogger(__name__)

TOTAL_SECONDS = 6.0  # for all hops together; only the system's look-up of a name has limits of its own
CONNECT_SECONDS = 3.0
MAX_BYTES = 128 * 1024
CHUNK_BYTES = 8 * 1024
MAX_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
HTML = frozenset({"text/html", "application/xhtml+xml"})
PORTS = {"http": 80, "https": 443}
HEADERS = {
    "User-Agent": "ChatDesktop (link card)",
    "Accept": "text/html",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class NotReadError(Exception):
    """The page is refused, or is none that a card can be made of."""


def fetch(url: str, is_allowed: Callable[[str], bool], own: Collection[str]) -> PageHead | None:
    """Returns the head of a page, or None when it could not be read.

    Each hop of a redirect must be allowed as the first address. OWN holds the addresses of this computer.
    """
    deadline = time.monotonic() + TOTAL_SECONDS
    try:
        for _ in range(MAX_REDIRECTS + 1):
            if not is_allowed(url):
                raise NotReadError("It leads to a host that is not allowed.")
            found = _ask(urlsplit(url), own, deadline)
            if isinstance(found, PageHead):
                return found
            url = urljoin(url, found)
        raise NotReadError("It redirects too often.")
    except (NotReadError, OSError, HTTPException, ValueError) as problem:
        log.info("No card was made of a page of %s: %s", urlsplit(url).netloc, problem)
        return None


def _ask(parts: SplitResult, own: Collection[str], deadline: float) -> PageHead | str:
    """Requests one address. Returns the page's head, or where it redirects to."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    stream = _connect(host, port, own, deadline)
    try:
        if parts.scheme == "https":
            stream = ssl.create_default_context().wrap_socket(stream, server_hostname=host)
        connection = HTTPConnection(host, port)
        connection.sock = DeadlineSocket(stream, deadline)
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        connection.request("GET", _escaped(path), headers=HEADERS)
        return _read(connection.getresponse(), deadline)
    finally:
        stream.close()


def _connect(host: str, port: int, own: Collection[str], deadline: float) -> socket.socket:
    """Connects to an address of the host. A name with one refused address is refused as a whole.

    The address that was checked is the one that is used: looked up again, the name could lead elsewhere.
    """
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or any(is_refused(address, own) for address in found):
        raise NotReadError("Its address is refused.")
    return socket.create_connection((found[0], port), timeout=min(CONNECT_SECONDS, left_until(deadline)))


def _read(response: HTTPResponse, deadline: float) -> PageHead | str:
    if response.status in REDIRECTS:
        return response.getheader("Location") or ""
    kind = response.headers.get_content_type()
    if response.status != 200 or kind not in HTML:
        raise NotReadError(f"It answers {response.status} with {kind}.")
    content = bytearray()
    is_over = False
    while len(content) < MAX_BYTES and not is_over:
        left_until(deadline)
        chunk = response.read1(CHUNK_BYTES)
        content += chunk
        # Only what is new is looked at: a page may come in single bytes.
        is_over = not chunk or b"</head>" in content[-len(chunk) - len(b"</head>") :].lower()
    return page_head.read(bytes(content[:MAX_BYTES]), response.headers.get_content_charset())


def _escaped(path: str) -> str:
    """Request lines hold ASCII without spaces and line ends."""
    return "".join(c if "!" <= c <= "~" else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)
