"""Makes the response that sends a file, or the part of it that the client asks for (RFC 9110, 13 and 14)."""

import json
from collections.abc import Callable
from pathlib import Path

from flask import Response, request

from chat_desktop.errors import Invalid
from chat_desktop.file_transfer import FileRange
from chat_desktop.wire import payloads


def file_response(
    path: Path, size: int, media_type: str, etag: str, is_allowed: Callable[[], bool], headers: dict[str, str]
) -> Response:
    """Returns a response with the SIZE bytes of the file PATH, which never change, for GET and HEAD.

    ETAG is the tag without quotes. Without a Range header, with several ranges or with an If-Range that names another
    version, the whole file is sent. `is_allowed` as in FileRange. HEADERS are further headers of every answer."""
    about = {"ETag": f'"{etag}"', "Accept-Ranges": "bytes", **headers}
    if request.if_none_match.contains_weak(etag):
        # Browsers take over the policy of this answer, and the type decides which one it has.
        return Response(status=304, headers=about, mimetype=media_type)
    wanted = _wanted_range(size, etag)
    if wanted is None:
        start, stop, status = 0, size, 200
    elif wanted[0] >= wanted[1]:
        return _no_such_bytes(about | {"Content-Range": f"bytes */{size}"})
    else:
        (start, stop), status = wanted, 206
        about["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    about["Content-Length"] = str(stop - start)
    response = Response(FileRange(path, start, stop, is_allowed), status, about, direct_passthrough=True)
    response.headers["Content-Type"] = media_type  # as it is: Werkzeug would add a charset to text
    return response


def _no_such_bytes(headers: dict[str, str]) -> Response:
    error = Invalid("range", "file_no_such_part")
    return Response(json.dumps(payloads.error(error)), 416, headers, content_type="application/json")


def _wanted_range(size: int, etag: str) -> tuple[int, int] | None:
    """Returns the one range that the client asks for, which is empty if the file has no such bytes, or None."""
    asked = request.range
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    if "If-Range" in request.headers and request.headers["If-Range"] != f'"{etag}"':
        return None
    start, stop = asked.ranges[0]
    if start < 0:  # the last bytes
        return max(0, size + start), size
    return min(start, size), size if stop is None else min(stop, size)
