"""Search in the messages."""

import re
from dataclasses import replace

from flask import Blueprint, Response, request

from chat_desktop.chat.core.work import SearchQuestion
from chat_desktop.errors import Invalid
from chat_desktop.web.answers import finished, takes_gzip
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id, slow_query

LIMIT_SECONDS, COUNT_LIMIT_SECONDS = 3.0, 1.0
PAGE_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
PARAMETERS = ("q", "room", "from", "since", "until", "has", "type", "zone", "offset", "cursor", "limit", "count")

blueprint = Blueprint("search", __name__, url_prefix="/api/search")


@blueprint.get("")
def results() -> Response:
    """Returns a page of results, or how many there are, which another process has made (runtime/searching).

    Raises NotSignedIn, Invalid.
    """
    given = {name: request.args[name] for name in PARAMETERS if name in request.args}
    question = SearchQuestion(session_id(), given, takes_gzip())
    terms = slow_query(LIMIT_SECONDS, _page_key())
    if "count" in given:
        terms = replace(terms, limit_seconds=COUNT_LIMIT_SECONDS, gives_way=True)
    answer = current_services().rules.search(terms, question)
    return finished(answer.body, answer.status, answer.is_compressed)


def _page_key() -> str | None:
    """Names the page that asks, which needs the answer to its last search alone. Raises Invalid."""
    key = request.args.get("key")
    if key is not None and not PAGE_KEY.fullmatch(key):
        raise Invalid("key", "key_1_40_letters_digits")
    return key
