"""JSON in, JSON out."""

from typing import Any, TypeVar

import msgspec
from flask import Response, request

from chat_desktop.chat.commands import Command
from chat_desktop.wire import payloads
from chat_desktop.wire.parsing import decode

C = TypeVar("C", bound=Command)


def asked(shape: type[C]) -> C:
    """The request's body in the types of SHAPE. Raises Invalid."""
    return decode(shape, request.get_data())


def ok(status: int = 200, **keys: Any) -> Response:
    return answer(payloads.ok(**keys), status)


def answer(body: payloads.Payload, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, mimetype="application/json")
