"""Checks every request before Flask or Socket.IO handles it, as WSGI middleware.

    Host         The Host header names this host, or the answer is 421. This prevents DNS rebinding.
    secure mode  In secure mode, plain HTTP from another computer is answered with an explanation only.
    token        A bearer token is valid, or the answer is 401. Web pages cannot send one, so no Origin is needed.
    Origin       The request comes from the office's own page, or the answer is 403. This is checked for requests that
                 change something and for the handshake of a WebSocket.
    session      A handshake brings a valid session, or the answer is 401, before Engine.IO creates a connection.
    connections  The person is below the limit of connections, or the answer is 429 (connection_limits.py).
    rate         Requests beyond the rate of a connection, a person or an address wait (request_rates.py).
    person       The person whom the page names is the one who is signed in, or the answer is 409 (page_person.py).
    body         The whole body arrives in time, or the answer is 400, before the request waits for anything else.
    concurrency  Only a few requests of one person are answered at the same time (concurrency.py).

No check relies on the client's address alone, because a router, a proxy or a virtual machine can change it.
"""

import socket
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

from chat_desktop.errors import BadHost, BadOrigin, ChatError, NotSignedIn
from chat_desktop.network.http import page_person
from chat_desktop.network.http.allowed_hosts import AllowedHosts
from chat_desktop.network.http.bearer_tokens import Resolve, no_tokens, take_token
from chat_desktop.network.http.concurrency import ConcurrencyLimit
from chat_desktop.network.http.error_response import refuse
from chat_desktop.network.http.held_bytes import HeldBytes, Holding, count_response
from chat_desktop.network.http.plain_http import answer_plain_http, is_remote_plain_http
from chat_desktop.network.http.request_body import read_body
from chat_desktop.network.http.request_rates import RequestRates
from chat_desktop.network.tls.mode import SecureMode

SOCKET_PATH = "/socket.io/"
FILES_PATH = "/ui/"  # the static files are kept in memory, so they cost nothing
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class OtherProtocol(Protocol):
    """Takes connections that do not speak HTTP, while `is_wanted`. `take` gets a socket of its own, and blocks."""

    @property
    def is_wanted(self) -> bool: ...
    def take(self, connection: socket.socket, address: str) -> None: ...


Environ = dict[str, Any]
App = Callable[[Environ, Any], Any]
Identify = Callable[[Environ], Any]


class AccessMiddleware:
    """Runs the access checks of this module around the application APP.

    `identify(environ)` returns the identity of the session that the request's cookie names, or None. `resolve(token)`
    returns the identity that a bearer token belongs to, or None. The identity is passed to WebSockets, and for a bearer
    token to every request, as `environ["chat.identity"]`. `secure` knows whether the office is in secure mode.

    `standbys` takes the connections of stand-bys, which do not speak HTTP (handler.py).

    `on_refused(environ, error)` is called before a request is refused. `is_owner(identity)` is called when almost all
    connections are in use."""

    def __init__(
        self,
        app: App,
        hosts: AllowedHosts,
        identify: Identify,
        secure: SecureMode | None = None,
        resolve: Resolve = no_tokens,
    ) -> None:
        self._app, self._hosts, self._identify, self._secure = app, hosts, identify, secure
        self._resolve = resolve
        self._rates, self.held = RequestRates(), HeldBytes()
        self._concurrency = ConcurrencyLimit(cut_stalled=self.held.cut_stalled)
        self.on_refused: Callable[[Environ, ChatError], None] = lambda environ, error: None
        self.is_owner: Callable[[Any], bool] = lambda identity: False
        self.standbys: OtherProtocol | None = None

    def __call__(self, environ: Environ, start_response: Any) -> Any:
        account, token = environ.get("REMOTE_ADDR"), take_token(environ)
        try:
            self._check_host(environ)
            if self._secure is not None and self._secure.on and is_remote_plain_http(environ):
                self._limit_rate(environ, account)
                return answer_plain_http(self._app, environ, start_response)
            identity = self._check(environ) if token is None else self._check_token(environ, token)
        except ChatError as error:
            self.on_refused(environ, error)
            self._limit_rate(environ, account)
            return refuse(environ, start_response, error)
        account = account if identity is None else identity.user_id
        self._limit_rate(environ, account)
        if environ["PATH_INFO"].startswith(FILES_PATH):
            return self._app(environ, start_response)
        return self._answer(environ, start_response, account)

    def _answer(self, environ: Environ, start_response: Any, account: Any) -> Any:
        """Reads the body, waits for a permit and answers the request.

        The body is read first, because a slow body would otherwise occupy the permit. The permit lasts until the
        response has been sent. The bytes of both count as held bytes of ACCOUNT meanwhile."""
        slot = environ.get("network.slot")
        holding = self.held.open(account, slot.close if slot is not None else _nothing)
        with ExitStack() as cleanup:
            cleanup.callback(holding.close)
            try:
                self._read_body(environ, holding)
                if not environ["PATH_INFO"].startswith(SOCKET_PATH):  # a long poll waits for most of its time
                    permit = self._concurrency.permit(account)
                    cleanup.callback(permit.release)
                    environ["network.pause"] = permit.pause
                    environ["network.free_permit"] = permit.release
            except ChatError as error:
                if slot is not None:
                    slot.closes_after_response = True
                return refuse(environ, start_response, error)
            return count_response(self._app(environ, start_response), holding, cleanup.pop_all().close)

    def _read_body(self, environ: Environ, holding: Holding) -> None:
        slot = environ.get("network.slot")
        if slot is not None:
            slot.set_waiting(True)
        try:
            read_body(environ, holding)
        finally:
            if slot is not None:
                slot.set_waiting(False)

    def _limit_rate(self, environ: Environ, account: Any) -> None:
        slot = environ.get("network.slot")
        if slot is not None:
            slot.rate_until, seconds = self._rates.record(account, slot.rate_until)
            if seconds:
                slot.pause(seconds)

    def _check_host(self, environ: Environ) -> None:
        if not self._hosts.allows(environ.get("HTTP_HOST", ""), environ["wsgi.url_scheme"]):
            raise BadHost

    def _check(self, environ: Environ) -> Any:
        """Returns the identity of the request's session, or None. Raises BadOrigin, NotSignedIn, OtherPerson or
        RateLimited when the request has to be refused."""
        if not _from_our_page(environ, f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}"):
            raise BadOrigin
        return self._check_session(environ)

    def _check_token(self, environ: Environ, token: str) -> Any:
        """Returns the identity that TOKEN belongs to.

        Raises NotSignedIn when the token is invalid. A cookie in the same request is ignored."""
        environ.pop("HTTP_COOKIE", None)
        identity = self._resolve(token) if token else None
        self._identify_connection(environ, identity)
        if identity is None:
            raise NotSignedIn
        page_person.check(environ, identity.user_id, environ["PATH_INFO"].startswith(SOCKET_PATH))
        environ["chat.identity"] = identity
        return identity

    def _check_session(self, environ: Environ) -> Any:
        identity = self._identify(environ) if "HTTP_COOKIE" in environ else None
        self._identify_connection(environ, identity)
        if identity is not None and self._secure is not None and environ["wsgi.url_scheme"] == "https":
            self._secure.record_https_user(identity.user_id)
        is_socket = environ["PATH_INFO"].startswith(SOCKET_PATH)
        if identity is not None:
            page_person.check(environ, identity.user_id, is_socket)
        if is_socket:
            if identity is None:
                raise NotSignedIn
            environ["chat.identity"] = identity
        return identity

    def _identify_connection(self, environ: Environ, identity: Any) -> None:
        slot = environ.get("network.slot")
        if slot is not None:
            user_id = identity.user_id if identity is not None else None
            slot.identify(user_id, lambda: "HTTP_UPGRADE" in environ or self.is_owner(identity))


def _nothing() -> None:
    pass


def _from_our_page(environ: Environ, own_origin: str) -> bool:
    """Returns whether the Origin header equals OWN_ORIGIN, or is not needed for this request."""
    method, origin = environ["REQUEST_METHOD"], environ.get("HTTP_ORIGIN")
    handshake = environ["PATH_INFO"].startswith(SOCKET_PATH) and _opens_connection(environ)
    if method in SAFE_METHODS and not handshake:
        return True
    if origin is None and handshake and method == "GET" and "HTTP_UPGRADE" not in environ:
        # Long polling begins with a GET request, and browsers send a Referer but no Origin with a same-origin GET.
        return _origin_of(environ.get("HTTP_REFERER", "")) == own_origin
    return bool(origin == own_origin)


def _opens_connection(environ: Environ) -> bool:
    """Returns whether a Socket.IO request opens a new connection or upgrades one to a WebSocket."""
    return "HTTP_UPGRADE" in environ or not any(parse_qs(environ.get("QUERY_STRING", "")).get("sid", []))


def _origin_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
