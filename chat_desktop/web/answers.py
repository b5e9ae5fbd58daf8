"""JSON in, JSON out."""

from typing import Any, TypeVar

import msgspec
from flask import Response, request

from chat_desktop.chat.commands import Command
from chat_desktop.errors import Invalid
from chat_desktop.web.ui import File
from chat_desktop.wire import payloads
from chat_desktop.wire.parsing import decode

C = TypeVar("C", bound=Command)
Default = TypeVar("Default", int, None)


def asked(shape: type[C]) -> C:
    """The request's body in the types of SHAPE. Raises Invalid."""
    return decode(shape, request.get_data())


def number(name: str, default: Default) -> int | Default:
    """A whole number of the query. Raises Invalid."""
    text = request.args.get(name)
    if text is None:
        return default
    try:
        return int(text)
    except ValueError:
        raise Invalid(name, f"{name} must be a whole number.") from None


def ok(status: int = 200, **keys: Any) -> Response:
    return answer(payloads.ok(**keys), status)


def answer(body: payloads.Payload, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, mimetype="application/json")


def sent(file: File) -> Response:
    """A file as small as the client can read it."""
    squeeze = file.squeezed is not None and request.accept_encodings.quality("gzip") > 0
    response = Response(file.squeezed if squeeze else file.content, content_type=file.type)
    response.headers["Vary"] = "Accept-Encoding"
    if squeeze:
        response.headers["Content-Encoding"] = "gzip"
    return response
