"""The session's cookie, and that of a front desk: one over plain http, another over TLS.

Over TLS it is `__Host-` and Secure, so that nobody on the way can plant one, and it carries a seal beside the token.
A token that has travelled in the clear may be known to an eavesdropper; without the host's seal it opens nothing
over TLS.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from flask import Response

LIFETIME_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep one; the host ends idle sessions long before
SEAL_LENGTH = 43  # characters of hex, 172 bits: nobody guesses so many, and each request carries them


SESSION, FRONT_DESK = "chat", "desk"


def cookie_name(office_id: str, secure: bool = False, kind: str = SESSION) -> str:
    """Cookies ignore ports: two offices on one computer must not sign each other out."""
    return f"__Host-{kind}_{office_id}" if secure else f"{kind}_{office_id}"


class Cookies:
    """`cookie_key()` is secret, lasts as long as sessions do, and never leaves the host."""

    def __init__(self, office_id: str, cookie_key: Callable[[], bytes], kind: str = SESSION) -> None:
        self._plain, self._secure = cookie_name(office_id, False, kind), cookie_name(office_id, True, kind)
        self._cookie_key = cookie_key

    def token(self, environ: dict[str, Any]) -> str | None:
        """Returns the session token of a request, or None."""
        secure = _is_secure(environ)
        value = _value(environ.get("HTTP_COOKIE", ""), self._secure if secure else self._plain)
        return self._unsealed(value) if secure and value else value

    def give(self, environ: dict[str, Any], response: Response, token: str) -> None:
        """Sets the cookie of a session."""
        secure = _is_secure(environ)
        name, value = (self._secure, f"{token}.{self._seal(token)}") if secure else (self._plain, token)
        response.set_cookie(
            name, value, max_age=LIFETIME_SECONDS, secure=secure, httponly=True, samesite="Lax", path="/"
        )

    def take(self, environ: dict[str, Any], response: Response) -> None:
        """Removes the cookie."""
        secure = _is_secure(environ)
        name = self._secure if secure else self._plain
        response.delete_cookie(name, secure=secure, httponly=True, samesite="Lax", path="/")

    def _seal(self, token: str) -> str:
        sealed = hmac.new(self._cookie_key(), token.encode("latin-1", "replace"), hashlib.sha256)
        return sealed.hexdigest()[:SEAL_LENGTH]

    def _unsealed(self, value: str) -> str | None:
        token, _, seal = value.partition(".")
        return token if hmac.compare_digest(seal.encode("latin-1", "replace"), self._seal(token).encode()) else None


def _is_secure(environ: dict[str, Any]) -> bool:
    return bool(environ["wsgi.url_scheme"] == "https")


def _value(header: str, wanted: str) -> str | None:
    # By hand: SimpleCookie takes 30 us, and a token is never quoted.
    for pair in header.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == wanted:
            return value
    return None
