"""Converts errors to JSON objects."""

from typing import Any

from chat_desktop.errors import ChatError
from chat_desktop.start_error import plain_value


def error(problem: ChatError) -> dict[str, Any]:
    """Returns the body of every error, for HTTP and the socket.

    `message` is English. Pages show the sentence `error.KEY` of their language, with the `values`;
    a value that is a sentence itself has a `key` and a `message` too.
    """
    told: dict[str, Any] = {"code": problem.code, "message": problem.message, "key": problem.key}
    if problem.values:
        told["values"] = {name: plain_value(value) for name, value in problem.values.items()}
    return {"ok": False, "error": told | problem.details}
