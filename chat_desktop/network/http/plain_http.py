"""Plain http in secure mode: whole on this computer itself; elsewhere it only explains how to come in encrypted.

What is let through here says nothing that a stranger may not hear, whoever listens or changes it on the way; no
cookie is heeded or set, so that none is ever worth stealing.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from chat_desktop.errors import SecureOnly
from chat_desktop.network.http.error_response import refuse

PLAIN_HTTP_PATHS = frozenset({"/trust", "/ca.crt", "/ca.mobileconfig", "/api/hello", "/healthz", "/favicon.ico"})
FILES_PATH = "/ui/"
MAX_PATH_CHARACTERS = 200  # characters of a path that is worth remembering on the way

Environ = dict[str, Any]


def is_remote_plain_http(environ: Environ) -> bool:
    return environ["wsgi.url_scheme"] == "http" and not environ.get("network.loopback", False)


def answer_plain_http(app: Callable[..., Any], environ: Environ, start_response: Any) -> Any:
    """The whole answer to a plain request from elsewhere, after its Host was found to be ours."""
    path = environ["PATH_INFO"]
    environ.pop("HTTP_COOKIE", None)
    reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
    if reads and (path in PLAIN_HTTP_PATHS or path.startswith(FILES_PATH)):
        return app(environ, _without_cookies(start_response))
    if reads and "text/html" in environ.get("HTTP_ACCEPT", ""):
        return _redirect_to_trust(path, start_response)
    return refuse(environ, start_response, SecureOnly())


def _redirect_to_trust(path: str, start_response: Any) -> list[bytes]:
    """A browser takes the fragment along, and in it the code of an old link or poster."""
    wanted = f"?to={quote(path, safe='')}" if path != "/" and len(path) <= MAX_PATH_CHARACTERS else ""
    headers = [("Location", f"/trust{wanted}"), ("Content-Length", "0"), ("Cache-Control", "no-store")]
    start_response("302 Found", headers)
    return [b""]


def _without_cookies(start_response: Any) -> Any:
    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        return start_response(status, [pair for pair in headers if pair[0].lower() != "set-cookie"], *rest)

    return start
