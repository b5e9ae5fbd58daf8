"""Converts the results of a search to JSON objects."""

from typing import Any

from chat_desktop.chat.search.search import Count, Counts, Result, ResultPage
from chat_desktop.wire.messages import message

Payload = dict[str, Any]


def page(record: ResultPage) -> Payload:
    """Returns a page of results. `building` is left out when the whole history was searched."""
    return {
        "results": list(map(_result, record.results)),
        "next_cursor": record.cursor,
        **_building(record),
    }


def counts(record: Counts) -> Payload:
    """Returns how many messages there are. `room` is left out when no room was asked for."""
    found = {"all": _count(record.in_all)}
    if record.in_room is not None:
        found["room"] = _count(record.in_room)
    return {"counts": found, **_building(record)}


def _count(record: Count) -> Payload:
    return {"n": record.n, "more": record.is_more}


def _building(record: ResultPage | Counts) -> Payload:
    coverage = record.coverage
    return {} if coverage is None else {"building": {"done": coverage.done, "total": coverage.total}}


def _result(record: Result) -> Payload:
    keys: Payload = {"message": message(record.message), "snippet": record.snippet, "marks": record.marks}
    if record.file_marks:
        keys["file_marks"] = record.file_marks
    return keys
