"""Limits the body of a request by its route: 1 MB, except for the routes that receive files."""

from chat_desktop.network.http.server import default_body_limit
from chat_desktop.web.large_bodies import accepts_large_body

MOST_BODY_BYTES = 1 << 50  # the routes that receive files have limits of their own


def body_limit(method: str, target: str) -> int:
    """Returns the largest body of a request in bytes."""
    return MOST_BODY_BYTES if accepts_large_body(method, target) else default_body_limit(method, target)
