"""Answers plain HTTP in secure mode: other computers only get an explanation of how to continue over https.

The paths that are answered contain nothing confidential, since anyone on the network can read or change plain HTTP.
Cookies are neither read nor set, so that none can be stolen. On this computer itself plain HTTP works without limits.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from chat_desktop.errors import SecureOnly
from chat_desktop.network.http.error_response import refuse

PLAIN_HTTP_PATHS = frozenset({"/trust", "/ca.crt", "/ca.mobileconfig", "/api/hello", "/healthz", "/favicon.ico"})
FILES_PATH = "/ui/"
MAX_PATH_CHARACTERS = 200  # a longer path is not passed on to /trust

Environ = dict[str, Any]


def is_remote_plain_http(environ: Environ) -> bool:
    """Returns whether the request came from another computer over plain HTTP."""
    return environ["wsgi.url_scheme"] == "http" and not environ.get("network.loopback", False)


def answer_plain_http(app: Callable[..., Any], environ: Environ, start_response: Any) -> Any:
    """Answers a plain HTTP request of another computer whose Host header has been checked."""
    path = environ["PATH_INFO"]
    environ.pop("HTTP_COOKIE", None)
    reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
    if reads and (path in PLAIN_HTTP_PATHS or path.startswith(FILES_PATH)):
        return app(environ, _without_cookies(start_response))
    if reads and "text/html" in environ.get("HTTP_ACCEPT", ""):
        return _redirect_to_trust(path, start_response)
    return refuse(environ, start_response, SecureOnly())


def _redirect_to_trust(path: str, start_response: Any) -> list[bytes]:
    """Redirects to /trust. The browser keeps the fragment, which contains the code of an old link or poster."""
    wanted = f"?to={quote(path, safe='')}" if path != "/" and len(path) <= MAX_PATH_CHARACTERS else ""
    headers = [("Location", f"/trust{wanted}"), ("Content-Length", "0"), ("Cache-Control", "no-store")]
    start_response("302 Found", headers)
    return [b""]


def _without_cookies(start_response: Any) -> Any:
    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [pair for pair in headers if pair[0].lower() != "set-cookie"], *rest)

    return start
