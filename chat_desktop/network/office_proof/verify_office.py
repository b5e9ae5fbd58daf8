"""Verifies which office answers at an address: for a visiting window, and for a host that looks for other copies."""

import http.client
import json
import logging
import secrets
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from chat_desktop.network.addressing import links, untrusted_text
from chat_desktop.network.deadline_socket import DeadlineSocket
from chat_desktop.wire import proofs
from chat_desktop.wire.proofs import Copy

log = logging.getLogger(__name__)

ANSWER_SECONDS = 3.0
STEPS = 3  # to connect, and two answers
MOST_SILENT = 200
_MAX_BYTES = 64 * 1024
_MOST_NUMBER = 2**53

_silent: dict[str, None] = {}  # origins at which nobody has answered since the log has said so, the oldest first


@dataclass(frozen=True, slots=True)
class Hello:
    """The office that answers. `key` is its public key in hexadecimal, or "" if the office has not proved it.

    `copy` is what it has proved of itself as a copy; None from a version before 0.2. `moved_to` is not proved.
    """

    office_id: str
    name: str
    key: str
    copy: Copy | None = None
    moved_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asker:
    """A host that tells another copy of its office, while it asks, that it serves too: its term and its port."""

    term: int
    port: int
    scheme: str = "http"


def ask(origin: str, timeout: float = ANSWER_SECONDS, asker: Asker | None = None) -> Hello | None:
    """Returns the office that answers at `http://ADDRESS:PORT`, or None when none does. TIMEOUT is in seconds.

    It follows no redirects and sends no cookies. All of it ends after three times TIMEOUT, because anybody can name an
    address at which somebody answers byte by byte."""
    try:
        connection = _connection(origin, timeout)
    except (OSError, ValueError):
        return None
    opened = _Opened(connection, time.monotonic() + STEPS * timeout)
    try:
        challenge = secrets.token_hex(32)
        answer = opened.get("/api/hello")
        proof = opened.get(f"/api/hello?{urlencode(_question(connection, challenge, asker))}")
        office_id = untrusted_text.identifier(answer["office"]["id"])
        if office_id is None:
            return None
        name = untrusted_text.text(answer["office"]["name"], untrusted_text.MAX_NAME_CHARACTERS)
        _silent.pop(origin, None)
        return _read(proof, challenge, Hello(office_id, name, ""), origin)
    except Exception as problem:  # no response may prevent requests to other addresses
        _note_silence(origin, type(problem).__name__)
        return None
    finally:
        opened.close()


def _note_silence(origin: str, why: str) -> None:
    """Logs it once until somebody answers: such addresses are asked all day, and why they are silent may change."""
    if origin not in _silent:
        log.info("No office answers at %s (%s).", origin, why)
    _silent[origin] = None
    if len(_silent) > MOST_SILENT:
        _silent.pop(next(iter(_silent)), None)


def _question(connection: http.client.HTTPConnection, challenge: str, asker: Asker | None) -> dict[str, str]:
    if asker is None or connection.sock is None:
        return {"challenge": challenge}
    # The address from which the other side is reached is the one at which it can answer.
    here = links.base_url(connection.sock.getsockname()[0], asker.port, asker.scheme)
    return {"challenge": challenge, "term": str(asker.term), "at": here}


def _connection(origin: str, timeout: float) -> http.client.HTTPConnection:
    # http.client is used because urllib would use a proxy from the environment and follow redirects.
    parts = urlsplit(origin)
    if parts.scheme == "https":
        # The certificate is not verified, because the office proves its identity with its key and no secret is sent.
        return http.client.HTTPSConnection(parts.netloc, timeout=timeout, context=_unverified())
    return http.client.HTTPConnection(parts.netloc, timeout=timeout)


def _unverified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class _Opened:
    """A connection that is used until a deadline. It is opened with the first request, and after each end of it."""

    def __init__(self, connection: http.client.HTTPConnection, deadline: float) -> None:
        self._connection, self._deadline = connection, deadline
        self._streams: list[socket.socket] = []

    def get(self, path: str) -> dict[str, Any]:
        """Returns the object that is answered. Raises OSError, HTTPException, ValueError."""
        if self._connection.sock is None:
            self._connect()
        self._connection.request("GET", path)
        read: Any = json.loads(self._connection.getresponse().read(_MAX_BYTES))
        return read if isinstance(read, dict) else {}

    def _connect(self) -> None:
        self._connection.connect()
        stream: Any = self._connection.sock
        self._streams.append(stream)
        self._connection.sock = DeadlineSocket(stream, self._deadline)

    def close(self) -> None:
        """Closes what was opened."""
        for stream in self._streams:
            stream.close()


def _read(answer: dict[str, Any], challenge: str, unproved: Hello, origin: str) -> Hello:
    """Returns what the signatures of the answer prove (docs/protocol.md)."""
    identity = answer.get("identity") or {}
    key, signature, addresses = (identity.get(each) for each in ("key", "signature", "addresses"))
    if not isinstance(key, str) or not isinstance(addresses, list) or origin not in addresses:
        return unproved
    text = proofs.hello_text(challenge, unproved.office_id, addresses)
    if not _is_signed(text, str(signature), key):
        return unproved
    copy = _copy(identity.get("copy"))
    if copy is not None:
        text = proofs.copy_text(challenge, unproved.office_id, copy, addresses)
        if not _is_signed(text, str(identity["copy"].get("signature")), key):
            return unproved
    moved_to = tuple(str(each)[:300] for each in answer.get("moved_to") or [])[:4]
    return Hello(unproved.office_id, unproved.name, key, copy, moved_to)


def _copy(said: Any) -> Copy | None:
    if not isinstance(said, dict):
        return None
    term, run, since = said["term"], untrusted_text.identifier(said["run"]), said["since"]
    if not all(type(number) is int and 0 <= number < _MOST_NUMBER for number in (term, since)) or run is None:
        return None
    return Copy(term, run, since, said["serves"] is True)


def _is_signed(text: bytes, signature: str, key: str) -> bool:
    # Imported late, because the import takes longer than the rest of the request.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True
