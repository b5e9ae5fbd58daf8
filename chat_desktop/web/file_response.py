"""Makes the answer that sends a file, or the part of it that the client asks for (RFC 9110, 13 and 14)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from flask import Response, request
from werkzeug.http import parse_etags, parse_range_header

from chat_desktop.errors import Invalid
from chat_desktop.file_transfer import FileRange
from chat_desktop.wire import payloads


class FileAnswer(NamedTuple):
    """The answer to a request for a file, before any framework has made a response of it. `type` is that of `body`."""

    status: int
    type: str
    headers: dict[str, str]
    body: FileRange | bytes


def file_answer(
    environ: dict[str, Any], whole: FileRange, media_type: str, etag: str, headers: dict[str, str]
) -> FileAnswer:
    """Returns the answer with the bytes of the file WHOLE, which never change, to the request of ENVIRON.

    ETAG is the tag without quotes. Without a Range header, with several ranges or with an If-Range that names another
    version, the whole file is sent. HEADERS are further headers of every answer."""
    size = whole.stop
    about = {"ETag": f'"{etag}"', "Accept-Ranges": "bytes", **headers}
    if parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(etag):
        return FileAnswer(304, media_type, about, b"")
    wanted = _wanted_range(environ, size, etag)
    if wanted is None:
        start, stop, status = 0, size, 200
    elif wanted[0] >= wanted[1]:
        return _no_such_bytes(about | {"Content-Range": f"bytes */{size}"})
    else:
        (start, stop), status = wanted, 206
        about["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    about["Content-Length"] = str(stop - start)
    return FileAnswer(status, media_type, about, FileRange(whole.path, start, stop, whole.is_allowed, whole.stamp))


def file_response(
    path: Path, size: int, media_type: str, etag: str, is_allowed: Callable[[], bool], headers: dict[str, str]
) -> Response:
    """Returns the response of Flask to its current request, as `file_answer`, with the SIZE bytes of the file PATH."""
    return as_response(file_answer(request.environ, FileRange(path, 0, size, is_allowed), media_type, etag, headers))


def as_response(answer: FileAnswer) -> Response:
    """Returns an answer as a response of Flask."""
    is_file = isinstance(answer.body, FileRange)
    response = Response(answer.body, answer.status, answer.headers, direct_passthrough=is_file)
    # As it is: Werkzeug would add a charset to text. Browsers take over the policy of an answer with the status 304,
    # and the type decides which one it has.
    response.headers["Content-Type"] = answer.type
    return response


def _no_such_bytes(headers: dict[str, str]) -> FileAnswer:
    error = Invalid("range", "file_no_such_part")
    return FileAnswer(416, "application/json", headers, json.dumps(payloads.error(error)).encode())


def _wanted_range(environ: dict[str, Any], size: int, etag: str) -> tuple[int, int] | None:
    """Returns the one range that the client asks for, which is empty if the file has no such bytes, or None."""
    asked = parse_range_header(environ.get("HTTP_RANGE"))
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    if environ.get("HTTP_IF_RANGE", f'"{etag}"') != f'"{etag}"':
        return None
    start, stop = asked.ranges[0]
    if start < 0:  # the last bytes
        return max(0, size + start), size
    return min(start, size), size if stop is None else min(stop, size)
