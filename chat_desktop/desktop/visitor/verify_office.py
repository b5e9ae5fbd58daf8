"""Verifies which office answers at an address. Only the process of a visiting window does this, never a host."""

import http.client
import json
import logging
import secrets
import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from chat_desktop.network.addressing import untrusted_text

log = logging.getLogger(__name__)

ANSWER_SECONDS = 3.0
_MAX_BYTES = 64 * 1024
_DOMAIN = "chat-desktop hello 1"


@dataclass(frozen=True, slots=True)
class Hello:
    """The office that answers. `key` is its public key in hexadecimal, or "" if the office has not proved it."""

    office_id: str
    name: str
    key: str


def ask(origin: str, timeout: float = ANSWER_SECONDS) -> Hello | None:
    """Returns the office that answers at `http://ADDRESS:PORT`, or None when none does. TIMEOUT is in seconds.

    It follows no redirects and sends no cookies."""
    try:
        connection = _connection(origin, timeout)
    except (OSError, ValueError):
        return None
    try:
        challenge = secrets.token_hex(32)
        answer, proof = _get(connection, "/api/hello"), _get(connection, f"/api/hello?challenge={challenge}")
        office_id = untrusted_text.identifier(answer["office"]["id"])
        if office_id is None:
            return None
        name = untrusted_text.text(answer["office"]["name"], untrusted_text.MAX_NAME_CHARACTERS)
        return Hello(office_id, name, _proved_key(proof, challenge, office_id, origin))
    except Exception as problem:  # no response may prevent requests to other addresses
        log.info("No office answers at %s (%s).", origin, type(problem).__name__)
        return None
    finally:
        connection.close()


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


def _get(connection: http.client.HTTPConnection, path: str) -> dict[str, Any]:
    connection.request("GET", path)
    read: Any = json.loads(connection.getresponse().read(_MAX_BYTES))
    return read if isinstance(read, dict) else {}


def _proved_key(answer: dict[str, Any], challenge: str, office_id: str, origin: str) -> str:
    """Returns the key that has signed the challenge and the requested address (docs/protocol.md), or ""."""
    identity = answer.get("identity") or {}
    key, signature, addresses = (identity.get(each) for each in ("key", "signature", "addresses"))
    if not isinstance(key, str) or not isinstance(addresses, list) or origin not in addresses:
        return ""
    text = "".join(f"{line}\n" for line in (_DOMAIN, challenge, office_id, *addresses))
    return key if _is_signed(text.encode(), str(signature), key) else ""


def _is_signed(text: bytes, signature: str, key: str) -> bool:
    # Imported late, because the import takes longer than the rest of the request.
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), text)
    except (InvalidSignature, ValueError):
        return False
    return True
