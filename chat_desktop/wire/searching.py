"""Answers the parameters of a search with finished JSON, where the search runs (runtime/searching)."""

import gzip
from collections.abc import Mapping

import msgspec

from chat_desktop.chat.core.work import Reading, SearchAnswer, SearchQuestion
from chat_desktop.chat.search import days, search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.errors import ChatError, Invalid
from chat_desktop.wire import found
from chat_desktop.wire.refusals import error

# Only answers of a size between these are compressed, as those of other requests are (web/answers.py).
LEAST_COMPRESSED_BYTES, MOST_COMPRESSED_BYTES = 4_000, 512_000


def answer(reading: Reading, question: SearchQuestion) -> SearchAnswer:
    """Returns a page of results, how many there are, or what is wrong with the question."""
    try:
        given = question.given
        if "count" in given:
            counts = search.count(reading, question.session_id, asked(given))
            return _finished({"ok": True, **found.counts(counts)}, 200, question.takes_gzip)
        limit = _number(given, "limit", search.PAGE)
        page = search.find(reading, question.session_id, asked(given), given.get("cursor"), limit or 0)
        return _finished({"ok": True, **found.page(page)}, 200, question.takes_gzip)
    except ChatError as problem:
        return _finished(error(problem), problem.status, question.takes_gzip)


def asked(given: Mapping[str, str]) -> Asked:
    """Returns what the parameters of a request ask for. Raises Invalid."""
    zone = days.zone(given.get("zone"), _number(given, "offset", None))
    since, until = (days.moment(given[name], name, zone) if name in given else None for name in ("since", "until"))
    has, types = (frozenset(filter(None, given.get(name, "").split(","))) for name in ("has", "type"))
    return Asked(given.get("q", ""), given.get("room"), given.get("from"), since, until, has, types, zone)


def _number(given: Mapping[str, str], name: str, default: int | None) -> int | None:
    try:
        return int(given[name]) if name in given else default
    except ValueError:
        raise Invalid(name, "must_whole_number", {"name": name}) from None


def _finished(body: found.Payload, status: int, takes_gzip: bool) -> SearchAnswer:
    content = msgspec.json.encode(body)
    if takes_gzip and LEAST_COMPRESSED_BYTES <= len(content) <= MOST_COMPRESSED_BYTES:
        return SearchAnswer(status, gzip.compress(content, 1, mtime=0), is_compressed=True)
    return SearchAnswer(status, content)
