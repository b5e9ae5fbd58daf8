"""Renders an error below the web framework: as JSON for programs, as a short HTML page for people."""

import json
from html import escape
from http import HTTPStatus
from typing import Any

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from chat_desktop.errors import ChatError
from chat_desktop.languages import matching, sentences
from chat_desktop.wire import payloads

SAFE_HEADERS = [
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
]
_MOST_ACCEPTED = 400  # characters of Accept-Language that are read

PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Chat Desktop</title><h1>{sentence}</h1></html>
"""


def render(error: ChatError, html: bool = False, accepted: str = "") -> tuple[str, list[tuple[str, str]], bytes]:
    """Returns the status line, the headers and the body of the response to ERROR.

    A page is in the best of the ACCEPTED languages, which are those of the header Accept-Language."""
    phrase = HTTPStatus(error.status).phrase
    if html:
        kind = "text/html; charset=utf-8"
        lang = _language(accepted)
        words = {"lang": lang, "dir": sentences.shipped().direction(lang)}
        body = PAGE.format(sentence=escape(error.in_language(lang)), **words).encode()
    else:
        kind = "application/json"
        body = json.dumps(payloads.error(error)).encode()
    headers = [("Content-Type", kind), ("Content-Length", str(len(body))), *SAFE_HEADERS]
    return f"{error.status} {phrase}", headers, body


def _language(accepted: str) -> str:
    chosen = parse_accept_header(accepted[:_MOST_ACCEPTED], LanguageAccept)
    return matching.best([tag for tag, quality in chosen if quality > 0], sentences.shipped().codes)


def refuse(environ: dict[str, Any], start_response: Any, error: ChatError) -> list[bytes]:
    """Sends the WSGI response to ERROR: HTML for a browser that opens a page, else JSON. Returns the body."""
    navigates = environ["REQUEST_METHOD"] == "GET" and "text/html" in environ.get("HTTP_ACCEPT", "")
    status, headers, body = render(error, html=navigates, accepted=environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    start_response(status, headers)
    return [body]


def raw_response(error: ChatError) -> bytes:
    """Returns the whole HTTP response as bytes, for a connection without a valid request. It closes the connection."""
    status, headers, body = render(error)
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "Connection: close", "", ""]
    return "\r\n".join(lines).encode() + body
