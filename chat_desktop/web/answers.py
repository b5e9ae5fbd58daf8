"""Reads JSON requests and writes JSON responses."""

import gzip
import re
from typing import Any, TypeVar

import msgspec
from flask import Response, request

from chat_desktop.chat.core.commands import Command
from chat_desktop.errors import Invalid
from chat_desktop.web.assets.asset_files import File
from chat_desktop.wire import payloads
from chat_desktop.wire.parsing import decode

# Answers of a size between these are compressed. A larger one would keep the hub, and with it everybody, for too long:
# 6 MB take 50 ms, and one person may request six such responses at once.
MIN_COMPRESSED_BYTES, MAX_COMPRESSED_BYTES = 4_000, 512_000

# A browser elsewhere may name this computer in its Host header, but does not come over loopback.
_LOOPBACK = re.compile(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?")

C = TypeVar("C", bound=Command)
Default = TypeVar("Default", int, None)


def asked(shape: type[C]) -> C:
    """Returns the body of the request as the type SHAPE. Raises Invalid."""
    return decode(shape, request.get_data())


def number(name: str, default: Default) -> int | Default:
    """Returns a whole number of the query string. Raises Invalid."""
    text = request.args.get(name)
    if text is None:
        return default
    try:
        return int(text)
    except ValueError:
        raise Invalid(name, "must_whole_number", {"name": name}) from None


def ok(status: int = 200, **keys: Any) -> Response:
    """Returns a successful JSON response."""
    return answer(payloads.ok(**keys), status)


def answer(body: payloads.Payload, status: int = 200) -> Response:
    """Returns a JSON response, compressed where that helps."""
    content = msgspec.json.encode(body)
    if not MIN_COMPRESSED_BYTES <= len(content) <= MAX_COMPRESSED_BYTES:
        return Response(content, status, mimetype="application/json")
    # The quickest level: half a millisecond for sixty messages, a fifth of their bytes.
    compressed = gzip.compress(content, 1, mtime=0) if takes_gzip() else None
    response = sent(File(content, compressed, "application/json"))
    response.status_code = status
    return response


def finished(content: bytes, status: int, is_compressed: bool) -> Response:
    """Returns JSON that was encoded, and perhaps compressed, elsewhere."""
    response = Response(content, status, mimetype="application/json")
    response.headers["Vary"] = "Accept-Encoding"
    if is_compressed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def sent(file: File) -> Response:
    """Returns a file, compressed if the client accepts that."""
    is_compressed = file.compressed is not None and takes_gzip()
    response = Response(file.compressed if is_compressed else file.content, content_type=file.type)
    response.headers["Vary"] = "Accept-Encoding"
    if is_compressed:
        response.headers["Content-Encoding"] = "gzip"
    return response


def takes_gzip() -> bool:
    """Returns whether the client accepts compressed answers."""
    return request.accept_encodings.quality("gzip") > 0


def from_this_computer() -> bool:
    """Returns whether the request comes from a program on the host's own computer.

    It was sent to a loopback address, or to an address from that same address, which nobody else can do because the
    answers would not reach them.
    """
    if request.environ.get("network.loopback"):
        return _LOOPBACK.fullmatch(request.host) is not None
    own = str(request.environ.get("network.local_address", str)())
    named = f"[{own}]" if ":" in own else own
    return bool(own) and _remote_address() == own and request.host.rpartition(":")[0] == named


def _remote_address() -> str:
    return str(request.remote_addr).removeprefix("::ffff:")


def pause(seconds: float) -> None:
    """Delays the request. Other requests of the same person or address are handled meanwhile."""
    request.environ["network.pause"](seconds)
