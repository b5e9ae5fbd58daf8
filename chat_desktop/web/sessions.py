"""Flask's session, kept in our sessions table. The cookie carries an opaque token, never an authority of its own."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

from flask import Flask, Request, Response, current_app, request, session
from flask.sessions import SessionInterface, SessionMixin

from chat_desktop.chat.identities import Identities
from chat_desktop.chat.records import Identity
from chat_desktop.errors import NotSignedIn

View = TypeVar("View", bound=Callable[..., Response])

COOKIE_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep one; the host ends idle sessions long before


def cookie_name(office_id: str) -> str:
    """Cookies ignore ports: two offices on one computer must not sign each other out."""
    return f"chat_{office_id}"


class Seat(dict[str, Any], SessionMixin):
    """The session of one request. Looked up at its first use only: static files never ask."""

    def __init__(self, identities: Identities, token: str | None) -> None:
        super().__init__()
        self._identities, self._token = identities, token
        self.issued: str | None = None
        self.cleared = False

    @cached_property
    def identity(self) -> Identity | None:
        return self._identities.find(self._token)

    def begin(self, token: str) -> None:
        """A fresh session: its token goes out with this response."""
        self.issued = token

    def clear_cookie(self) -> None:
        self.cleared = True


class Sessions(SessionInterface):
    def __init__(self, identities: Identities, office_id: str) -> None:
        self._identities, self._name = identities, cookie_name(office_id)

    def open_session(self, app: Flask, request: Request) -> Seat:
        return Seat(self._identities, request.cookies.get(self._name))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, Seat)
        if session.issued:
            response.set_cookie(
                self._name, session.issued, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", path="/"
            )
        elif session.cleared:
            response.delete_cookie(self._name, httponly=True, samesite="Lax", path="/")


def anyone(view: View) -> View:
    """Marks a view that answers strangers too. Every other asks for a session before it looks at anything else."""
    view.for_anyone = True  # type: ignore[attr-defined]
    return view


def require() -> None:
    """Before each request: a new route is closed until somebody opens it. Raises NotSignedIn."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and not hasattr(view, "for_anyone"):
        session_id()


def seat() -> Seat:
    return session._get_current_object()  # type: ignore[attr-defined,no-any-return]


def session_id() -> str:
    """Of whoever asks. Raises NotSignedIn."""
    identity = seat().identity
    if identity is None:
        raise NotSignedIn
    return identity.session_id
