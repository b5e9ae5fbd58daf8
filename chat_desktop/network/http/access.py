"""The outer door: what every request passes before Flask and before Socket.IO.

    Host     one of ours, or 421: a foreign name that resolves to us is DNS rebinding
    secure   in secure mode, plain http from elsewhere gets no further than an explanation
    token    a request with a bearer token is its owner's, or 401; no page can send one, so no Origin is asked for
    Origin   our own page, or 403: on whatever changes something and on the socket's handshake
    session  a valid one, or 401: before Engine.IO spends anything on a socket
    place    one of so many connections of a person, or 429; the last ones are the owner's and the sockets'
    rate     so many requests a second of one connection, person and address: more of them wait
    person   the one that the page belongs to, where it names one, or 409: another tab may have signed somebody else in
    body     whole and in time, before anything waits for it
    turn     a few requests of one person at the same time: the others' are answered between them

The client's own address decides nothing here: a router, a proxy or a virtual machine stands between as it likes.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any
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
FILES_PATH = "/ui/"  # they are in memory anyway, once for everybody, and cost nothing
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

Environ = dict[str, Any]
App = Callable[[Environ, Any], Any]
Identify = Callable[[Environ], Any]


class AccessMiddleware:
    """`identify(environ)` is the identity of the session that the request's cookie names, or None. It is passed on
    as `environ["chat.identity"]` to the sockets. `secure`: whether the office is in secure mode. `resolve(token)` is
    the identity that a bearer token stands for, or None; it is passed on to the pages and the API too."""

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
        self.on_refused: Callable[[Environ, ChatError], None] = lambda environ, error: None  # before it is told
        self.is_owner: Callable[[Any], bool] = lambda identity: False  # asked when nearly all places are taken

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
        """The body is taken first, because a slow one would keep the turn from others; the turn lasts until the answer
        has left. What both take in memory counts meanwhile."""
        slot = environ.get("network.slot")
        holding = self.held.open(account, slot.close if slot is not None else _nothing)
        with ExitStack() as over:
            over.callback(holding.close)
            try:
                self._read_body(environ, holding)
                if not environ["PATH_INFO"].startswith(SOCKET_PATH):  # a poll waits for most of its life
                    turn = self._concurrency.permit(account)
                    over.callback(turn.release)
                    environ["network.pause"] = turn.pause
            except ChatError as error:
                if slot is not None:
                    slot.closes_after_response = True
                return refuse(environ, start_response, error)
            return count_response(self._app(environ, start_response), holding, over.pop_all().close)

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
        """The identity that the request comes with, or None. Raises what it is refused for."""
        if not _from_our_page(environ, f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}"):
            raise BadOrigin
        return self._check_session(environ)

    def _check_token(self, environ: Environ, token: str) -> Any:
        """The identity that TOKEN stands for. Raises NotSignedIn: a cookie beside it never takes its place."""
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


def _from_our_page(environ: Environ, ours: str) -> bool:
    """Whether the Origin is exactly ours, where one is asked for."""
    method, origin = environ["REQUEST_METHOD"], environ.get("HTTP_ORIGIN")
    handshake = environ["PATH_INFO"].startswith(SOCKET_PATH) and _opens_connection(environ)
    if method in SAFE_METHODS and not handshake:
        return True
    if origin is None and handshake and method == "GET" and "HTTP_UPGRADE" not in environ:
        # Browsers send no Origin with a GET of the same origin, which is how polling begins; they send a Referer.
        return _origin_of(environ.get("HTTP_REFERER", "")) == ours
    return bool(origin == ours)


def _opens_connection(environ: Environ) -> bool:
    """Whether a request to Socket.IO begins something: a new connection, or a WebSocket beside an old one."""
    return "HTTP_UPGRADE" in environ or not any(parse_qs(environ.get("QUERY_STRING", "")).get("sid", []))


def _origin_of(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"
