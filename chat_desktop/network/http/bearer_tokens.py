"""The `Authorization: Bearer` header (RFC 6750): how a program without a cookie says who it is."""

import re
from collections.abc import Callable
from typing import Any

TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")

Resolve = Callable[[str], Any]


def no_tokens(token: str) -> None:
    """The resolver of an office that has given out no tokens: each is invalid."""


def take_token(environ: dict[str, Any]) -> str | None:
    """The bearer token of a request; "" when it is none, None when the request brings no such header.

    The header is removed: whatever is logged of the request later cannot have the token in it.
    """
    scheme, _, token = environ.pop("HTTP_AUTHORIZATION", "").strip().partition(" ")
    if scheme.lower() != "bearer":
        return None
    token = token.strip()
    return token if TOKEN.fullmatch(token) else ""
