"""Answers requests for files of messages without Flask, as WSGI middleware around it.

When two hundred people scroll through a room of pictures, the host answers a thousand small requests a second, and
what Flask does for each of them (contexts, routing, hooks, objects for headers) costs more than the answer. The rules
and the answer are those of Flask's route (routes/files/downloads.py), and the headers those of its hooks (headers.py).
"""

import logging
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import msgspec

from chat_desktop.errors import ChatError, Internal
from chat_desktop.file_transfer import FileRange
from chat_desktop.web.errors import retry_headers
from chat_desktop.web.file_response import FileAnswer
from chat_desktop.web.headers import of_file
from chat_desktop.web.routes.files import downloads
from chat_desktop.web.services import Services
from chat_desktop.web.sessions import open_session
from chat_desktop.wire import payloads

METHODS = ("GET", "HEAD")
PATH = re.compile("/files/([^/]+)/[^/]+")

Environ = dict[str, Any]
App = Callable[[Environ, Any], Iterable[bytes]]

log = logging.getLogger(__name__)


class DirectFiles:
    """The middleware around the application APP, which answers all other requests."""

    def __init__(self, app: App, services: Services) -> None:
        self._app, self._services = app, services

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        wanted = PATH.fullmatch(environ["PATH_INFO"]) if environ["REQUEST_METHOD"] in METHODS else None
        if wanted is None:
            return self._app(environ, start_response)
        answer = self._answer(environ, wanted[1])
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", _headers(answer))
        if environ["REQUEST_METHOD"] == "HEAD" or not answer.body:
            return []
        return answer.body if isinstance(answer.body, FileRange) else [answer.body]

    def _answer(self, environ: Environ, attachment_id: str) -> FileAnswer:
        try:
            session = open_session(self._services.sessions, environ).require()
            return downloads.download(self._services, session.session_id, environ, attachment_id)
        except ChatError as error:
            return _refusal(error)
        except Exception as error:
            log.error("%s of a file failed", environ["REQUEST_METHOD"], exc_info=error)
            return _refusal(Internal())


def _refusal(error: ChatError) -> FileAnswer:
    body = msgspec.json.encode(payloads.error(error))
    return FileAnswer(error.status, "application/json", retry_headers(error), body)


def _headers(answer: FileAnswer) -> list[tuple[str, str]]:
    headers = of_file(answer.headers)
    if answer.status != HTTPStatus.NOT_MODIFIED:
        headers["Content-Type"] = answer.type
    if isinstance(answer.body, bytes) and answer.body:
        headers["Content-Length"] = str(len(answer.body))
    return list(headers.items())
