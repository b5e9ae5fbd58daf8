"""Error responses: JSON for programs, a readable page for people."""

import logging

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

from chat_desktop.errors import BadMethod, ChatError, Internal, Invalid, NotFound, TooLarge
from chat_desktop.web.answers import answer
from chat_desktop.web.page_words import page_words
from chat_desktop.web.services import current_services
from chat_desktop.wire import payloads

log = logging.getLogger(__name__)

BY_STATUS: dict[int, type[ChatError]] = {404: NotFound, 405: BadMethod, 413: TooLarge}


def register(app: Flask) -> None:
    """Adds the error handlers to the application."""
    app.register_error_handler(ChatError, _told)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def retry_headers(problem: ChatError) -> dict[str, str]:
    """Returns the header that tells when to try again, if there is such a time."""
    retry_after = problem.details.get("retry_after")
    return {} if retry_after is None else {"Retry-After": str(retry_after)}


def _told(problem: ChatError) -> Response:
    response = _page(problem) if _wants_page() else answer(payloads.error(problem), problem.status)
    response.headers.update(retry_headers(problem))
    return response


def _http(problem: HTTPException) -> Response:
    kind = BY_STATUS.get(problem.code or 500)
    if kind is None:
        client_side = 400 <= (problem.code or 500) < 500
        return _told(Invalid("body", "host_doesnt_understand_request") if client_side else Internal())
    response = _told(kind())
    allowed = getattr(problem, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(allowed)
    return response


def _unforeseen(problem: Exception) -> Response:
    log.error("%s %s failed", request.method, request.path, exc_info=problem)
    return _told(Internal())


def _wants_page() -> bool:
    """A person's browser that navigates, not a program or our own page."""
    return (
        not request.path.startswith(("/api/", "/ui/", "/files/")) and "text/html" in request.accept_mimetypes.values()
    )


def _page(problem: ChatError) -> Response:
    words = page_words()
    message = current_services().files.assets.catalogues.error(words["lang"], problem.key, problem.values)
    page = render_template("error.html", status=problem.status, code=problem.code, message=message, **words)
    return Response(page, problem.status)
