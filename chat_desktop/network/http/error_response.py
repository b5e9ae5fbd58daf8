"""Renders an error below the web framework: as JSON for programs, as a short HTML page for people."""

import json
from html import escape
from http import HTTPStatus
from typing import Any

from chat_desktop.errors import ChatError
from chat_desktop.wire import payloads

SAFE_HEADERS = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chat Desktop</title><h1>{sentence}</h1></html>
"""


def render(error: ChatError, html: bool = False) -> tuple[str, list[tuple[str, str]], bytes]:
    """Returns the status line, the headers and the body of the response to ERROR."""
    phrase = HTTPStatus(error.status).phrase
    if html:
        kind = "text/html; charset=utf-8"
        body = PAGE.format(sentence=escape(error.message)).encode()
    else:
        kind = "application/json"
        body = json.dumps(payloads.error(error)).encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *SAFE_HEADERS]
    return f"{error.status} {phrase}", headers, body


def refuse(environ: dict[str, Any], start_response: Any, error: ChatError) -> list[bytes]:
    """Sends the WSGI response to ERROR: HTML for a browser that opens a page, else JSON. Returns the body."""
    navigates = environ["REQUEST_METHOD"] == "GET" and "text/html" in environ.get("HTTP_ACCEPT", "")
    status, headers, body = render(error, html=navigates)
    start_response(status, headers)
    return [body]


def raw_response(error: ChatError) -> bytes:
    """Returns the whole HTTP response as bytes, for a connection without a valid request. It closes the connection."""
    status, headers, body = render(error)
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body
