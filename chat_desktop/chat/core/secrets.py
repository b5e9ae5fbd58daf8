"""Comparing and storing secrets: codes, PINs and tokens."""

import hashlib
import hmac


def same(one: str, other: str) -> bool:
    """Returns whether two secrets are equal, in constant time."""
    return hmac.compare_digest(_bytes(one), _bytes(other))


def digest(token: str) -> bytes:
    """Returns the SHA-256 of a token, 32 bytes, which is stored in place of the token."""
    return hashlib.sha256(_bytes(token)).digest()


def _bytes(secret: str) -> bytes:
    """Any text that JSON can carry, lone surrogates included, since strangers send it."""
    return secret.encode("utf-8", "surrogatepass")
