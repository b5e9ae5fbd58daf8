"""Checks that a page belongs to the person who is signed in.

All tabs of a browser share one cookie, but each page was opened by one person. When another person signs in in a second
tab, the first page sends the new cookie too. Therefore each page names its person with every request, and the request
is refused when the cookie belongs to someone else. Programs do not name a person.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs

from chat_desktop.errors import OtherPerson

HEADER = "HTTP_CHAT_PERSON"  # a WebSocket of a browser cannot send a header, so it uses the parameter
PARAMETER = "person"
NOBODY = "nobody"  # sent by a page on which nobody is signed in; no id is so short


def check(environ: dict[str, Any], user_id: str, is_socket: bool) -> None:
    """Compares the person whom the request names with USER_ID, to whom its cookie belongs.

    Raises OtherPerson when they differ."""
    named = _in_address(environ.get("QUERY_STRING", "")) if is_socket else environ.get(HEADER)
    if named is not None and named != user_id:
        raise OtherPerson


@lru_cache(maxsize=256)  # a page that reconnects has the same address again
def _in_address(query_string: str) -> str | None:
    query = parse_qs(query_string, keep_blank_values=True)
    return next(iter(query.get(PARAMETER, [])), None)
