"""Flask's session, kept in our sessions table. The cookie carries an opaque token, never an authority of its own.

A request with a bearer token has no cookie any more: network/http/access.py has found out whose it is."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from flask import Flask, Request, Response, current_app, request, session
from flask.sessions import SessionInterface, SessionMixin

from chat_desktop.chat.attachments.readable_files import ReadableFiles
from chat_desktop.chat.core.records import Identity
from chat_desktop.chat.core.work import SlowQuery
from chat_desktop.chat.front_desk.open_sessions import OpenSessions
from chat_desktop.chat.front_desk.pin_guessing import PinGuessing
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.errors import NotSignedIn
from chat_desktop.web.cookies import Cookies

View = TypeVar("View", bound=Callable[..., Response])


@dataclass(frozen=True, slots=True)
class FrontDesks:
    """Browsers that several people share: their cookie, whose session is open, and the limit on wrong PINs."""

    cookies: Cookies
    open: OpenSessions
    guessing: PinGuessing


@dataclass(frozen=True, slots=True)
class SessionServices:
    """Which session a request belongs to, and which files it may read. `end` runs a rule that ends sessions
    (runtime/sessions/endings.py)."""

    cache: SessionCache
    cookies: Cookies
    front_desks: FrontDesks
    readable_files: ReadableFiles
    end: Callable[..., Any]


class RequestSession(dict[str, Any], SessionMixin):
    """The session of one request.

    It is looked up at its first use, so static files need no look-up. `known` is the identity of a bearer token.
    """

    def __init__(self, identities: SessionCache, token: str | None, known: Identity | None) -> None:
        super().__init__()
        self._identities, self._token, self._known = identities, token, known
        self.issued: str | None = None
        self.cleared = False

    @cached_property
    def identity(self) -> Identity | None:
        return self._identities.find(self._token) if self._known is None else self._known

    def require(self) -> Identity:
        """Returns the identity. Raises NotSignedIn when there is none."""
        if self.identity is None:
            raise NotSignedIn
        return self.identity

    def begin(self, token: str) -> None:
        """Starts a new session: its token is sent with this response."""
        self.issued = token

    def clear_cookie(self) -> None:
        """Removes the cookie with this response."""
        self.cleared = True


def open_session(services: SessionServices, environ: dict[str, Any]) -> RequestSession:
    """Returns the session of the request of ENVIRON."""
    return RequestSession(services.cache, services.cookies.token(environ), environ.get("chat.identity"))


class Sessions(SessionInterface):
    def __init__(self, services: SessionServices) -> None:
        self._services = services

    def open_session(self, app: Flask, request: Request) -> RequestSession:
        return open_session(self._services, request.environ)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, RequestSession)
        if session.issued:
            self._services.cookies.give(request.environ, response, session.issued)
        elif session.cleared:
            self._services.cookies.take(request.environ, response)


def anyone(view: View) -> View:
    """Marks a view that needs no session. Every other view is refused without one."""
    view.for_anyone = True  # type: ignore[attr-defined]
    return view


def require() -> None:
    """Is called before each request, so that a new route needs a session unless it is marked. Raises NotSignedIn."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and not hasattr(view, "for_anyone"):
        session_id()


def request_session() -> RequestSession:
    """Returns the session of the current request."""
    return session._get_current_object()  # type: ignore[attr-defined,no-any-return]


def session_id() -> str:
    """Returns the session id of the request. Raises NotSignedIn."""
    return _identity().session_id


def slow_query(limit_seconds: float, replaces: str | None = None) -> SlowQuery:
    """Returns the terms of a slow query of whoever asks, which ends when they leave. Raises NotSignedIn."""
    return SlowQuery(_identity().user_id, limit_seconds, request.environ["network.is_gone"], replaces)


def _identity() -> Identity:
    return request_session().require()
