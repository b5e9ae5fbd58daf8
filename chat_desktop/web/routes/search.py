"""Search in the messages."""

import re

from flask import Blueprint, Response, request

from chat_desktop.chat.search import days, search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.errors import Invalid
from chat_desktop.web.answers import number, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id, slow_query
from chat_desktop.wire import found

LIMIT_SECONDS = 3.0
PAGE_KEY = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)

blueprint = Blueprint("search", __name__, url_prefix="/api/search")


@blueprint.get("")
def results() -> Response:
    """Returns a page of results. Raises NotSignedIn, Invalid."""
    page = current_services().rules.read_slowly(
        slow_query(LIMIT_SECONDS, _page_key()),
        search.find,
        session_id(),
        _asked(),
        request.args.get("cursor"),
        number("limit", search.PAGE),
    )
    return ok(**found.page(page))


def _page_key() -> str | None:
    """Names the page that asks, which needs the answer to its last search alone. Raises Invalid."""
    key = request.args.get("key")
    if key is not None and not PAGE_KEY.fullmatch(key):
        raise Invalid("key", "key_1_40_letters_digits")
    return key


def _asked() -> Asked:
    given = request.args
    zone = days.zone(given.get("zone"), number("offset", None))
    since, until = (days.moment(given[name], name, zone) if name in given else None for name in ("since", "until"))
    has, types = (frozenset(filter(None, given.get(name, "").split(","))) for name in ("has", "type"))
    return Asked(given.get("q", ""), given.get("room"), given.get("from"), since, until, has, types, zone)
