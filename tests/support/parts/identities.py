"""Finds the identity of a request in the smallest office, by a cookie or a bearer token."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class FakeIdentity:
    """An identity, as AccessMiddleware and the sockets use it."""

    session_id: str
    user_id: str


def by_cookie(environ: dict[str, Any]) -> FakeIdentity | None:
    """`who=ana` is Ana in her only session, `who=ana.2` in her second."""
    who = environ.get("HTTP_COOKIE", "").removeprefix("who=")
    return FakeIdentity(who, who.partition(".")[0]) if who else None


def by_token(token: str) -> FakeIdentity | None:
    """`token-of-ana` is Ana in a session of its own."""
    who = token.removeprefix("token-of-")
    return FakeIdentity(token, who) if who != token else None
