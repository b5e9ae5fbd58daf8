"""Converts errors to JSON objects."""

from typing import Any

from chat_desktop.errors import ChatError


def error(problem: ChatError) -> dict[str, Any]:
    """Returns the body of every error, for HTTP and the socket.

    `message` is English. Pages show the sentence `error.KEY` of their language, with the `values`.
    """
    told: dict[str, Any] = {"code": problem.code, "message": problem.message, "key": problem.key}
    if problem.values:
        told["values"] = {name: _plain(value) for name, value in problem.values.items()}
    return {"ok": False, "error": told | problem.details}


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float) else str(value)
