"""Whose page asks. A cookie belongs to a browser, and so to all of its tabs; a page belongs to one person.

When somebody else signs in in another tab, the pages that are open there send the new cookie by themselves. So a page
of ours names its person with every call, and it is refused as soon as the cookie is another person's: nothing is done,
sent or shown in the wrong name. Programs name nobody, and are whoever their cookie says.
"""

from typing import Any
from urllib.parse import parse_qs

from chat_desktop.errors import OtherPerson

HEADER = "HTTP_CHAT_PERSON"  # a browser's WebSocket cannot carry a header: its address says it
PARAMETER = "person"
NOBODY = "nobody"  # what a page says in which nobody has signed in; no id is so short


def check(environ: dict[str, Any], user_id: str, is_socket: bool) -> None:
    """USER_ID is whose cookie came with the request. Raises OtherPerson."""
    named = _in_address(environ) if is_socket else environ.get(HEADER)
    if named is not None and named != user_id:
        raise OtherPerson


def _in_address(environ: dict[str, Any]) -> str | None:
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    return next(iter(query.get(PARAMETER, [])), None)
