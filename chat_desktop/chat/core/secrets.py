"""Comparing and storing secrets: codes, PINs and tokens."""

import hashlib
import hmac


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, found out in constant time."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def digest(token: str) -> bytes:
    """The SHA-256 of a token, 32 bytes: what is kept in place of the token itself."""
    return hashlib.sha256(_bytes(token)).digest()


def _bytes(secret: str) -> bytes:
    """Any text that JSON can carry, lone surrogates included, since strangers send it."""
    return secret.encode("utf-8", "surrogatepass")
