"""Who is who in the smallest office: by a cookie or by a bearer token."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Badge:
    """An identity as the door and the sockets know it."""

    session_id: str
    user_id: str


def by_cookie(environ: dict[str, Any]) -> Badge | None:
    """`who=ana` is Ana in her only session, `who=ana.2` in her second."""
    who = environ.get("HTTP_COOKIE", "").removeprefix("who=")
    return Badge(who, who.partition(".")[0]) if who else None


def by_token(token: str) -> Badge | None:
    """`token-of-ana` is Ana in a session of its own."""
    who = token.removeprefix("token-of-")
    return Badge(token, who) if who != token else None
