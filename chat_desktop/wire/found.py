"""Converts the results of a search to JSON objects."""

from typing import Any

from chat_desktop.chat.search.search import Result, ResultPage
from chat_desktop.wire.messages import message

Payload = dict[str, Any]


def page(record: ResultPage) -> Payload:
    """Returns a page of results. `building` is left out when the whole history was searched."""
    keys: Payload = {"results": list(map(_result, record.results)), "next_cursor": record.cursor}
    if record.coverage is not None:
        keys["building"] = {"done": record.coverage.done, "total": record.coverage.total}
    return keys


def _result(record: Result) -> Payload:
    keys: Payload = {"message": message(record.message), "snippet": record.snippet, "marks": record.marks}
    if record.file_marks:
        keys["file_marks"] = record.file_marks
    return keys
