"""Reads the `Authorization: Bearer` header (RFC 6750), by which a program without a cookie authenticates."""

import re
from collections.abc import Callable
from typing import Any

TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")

Resolve = Callable[[str], Any]


def no_tokens(token: str) -> None:
    """The default resolver: it treats every token as invalid."""


def take_token(environ: dict[str, Any]) -> str | None:
    """Returns the bearer token of a request: "" when it is malformed, None when the request has no such header.

    The header is removed from `environ`, so that no later log entry about the request can contain the token.
    """
    scheme, _, token = environ.pop("HTTP_AUTHORIZATION", "").strip().partition(" ")
    if scheme.lower() != "bearer":
        return None
    token = token.strip()
    return token if TOKEN.fullmatch(token) else ""
