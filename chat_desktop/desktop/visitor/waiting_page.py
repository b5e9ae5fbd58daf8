"""Serves the page that the visiting window shows while it searches for its office, on loopback.

It is a page and not a bridge to Python, so that a visited office can neither read the secret in the page's URL nor send
requests to it.
"""

import json
import secrets
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from chat_desktop import background, paths

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
_FILES = frozenset(
    {
        "app/visit.js",
        "icons.svg",
        "icons/favicon.svg",
        *(f"css/{sheet}.css" for sheet in ("tokens", "base", "parts", "pages", "visit")),
    }
)
_MAX_BYTES = 4_096

Action = Callable[[dict[str, Any]], dict[str, Any]]


class WaitingPage:
    """The server of the waiting page.

    `actions` are the requests of the page by name. `shown()` returns the office's name and address. `raise_window` is
    called by a second start, which has to send `secret`."""

    def __init__(self, actions: dict[str, Action], shown: Callable[[], tuple[str, str]], raise_window: Action) -> None:
        self.secret = secrets.token_urlsafe(32)
        self._actions, self._shown, self._raise = actions, shown, raise_window
        self._prefix = f"/{secrets.token_urlsafe(32)}/"
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.waiting = self  # type: ignore[attr-defined]
        self._thread = background.thread("waiting", self._server.serve_forever, 0.1)

    @property
    def port(self) -> int:
        """The port of the server."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """The URL of the page, which contains a secret."""
        return f"http://127.0.0.1:{self.port}{self._prefix}"

    def start(self) -> None:
        """Starts the server."""
        self._thread.start()

    def stop(self) -> None:
        """Stops the server."""
        self._server.shutdown()
        self._server.server_close()

    def get(self, path: str) -> tuple[str, bytes] | None:
        """Returns the content type and the content of PATH, or None when there is none."""
        if not path.startswith(self._prefix):
            return None
        name = path.removeprefix(self._prefix)
        if not name:
            self._actions["begin"]({})
            return "text/html; charset=utf-8", self._page().encode()
        if name not in _FILES:
            return None
        file = paths.webui() / name
        return f"{_TYPES[file.suffix]}; charset=utf-8", file.read_bytes()

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        """Runs the action at PATH and returns its result, or None when there is no such action."""
        if path == "/api/desktop/raise":
            return self._raise(body) if secrets.compare_digest(str(body.get("secret")), self.secret) else None
        action = self._actions.get(path.removeprefix(self._prefix)) if path.startswith(self._prefix) else None
        return action(body) if action else None

    def _page(self) -> str:
        # Imported late, because the server has to start first.
        from jinja2 import Environment, FileSystemLoader

        from chat_desktop.desktop import texts
        from chat_desktop.languages.catalogues import Catalogues
        from chat_desktop.languages.template_words import template_words

        templates = Environment(loader=FileSystemLoader(paths.webui() / "templates"), autoescape=True)
        office, address = self._shown()
        return templates.get_template("visit.html").render(
            office=office, address=address, **template_words(Catalogues(paths.webui() / "i18n"), texts.language())
        )


class _Handler(BaseHTTPRequestHandler):
    timeout = 10

    @property
    def _waiting(self) -> WaitingPage:
        return self.server.waiting  # type: ignore[attr-defined,no-any-return]

    def do_GET(self) -> None:
        """Answers a GET request."""
        found = self._waiting.get(self.path) if self._is_ours() else None
        self._answer(found)

    def do_POST(self) -> None:
        """Answers a POST request."""
        done = self._waiting.post(self.path, self._body()) if self._is_ours() else None
        self._answer(("application/json", json.dumps({"ok": True, **done}).encode()) if done is not None else None)

    def _is_ours(self) -> bool:
        # Another host name that resolves to loopback would be DNS rebinding.
        return self.headers.get("Host") == f"127.0.0.1:{self._waiting.port}"

    def _body(self) -> dict[str, Any]:
        try:
            length = min(int(self.headers.get("Content-Length") or 0), _MAX_BYTES)
            read = json.loads(self.rfile.read(length) or b"{}")
        except ValueError:
            return {}
        return read if isinstance(read, dict) else {}

    def _answer(self, found: tuple[str, bytes] | None) -> None:
        kind, content = found or ("text/plain", b"There is nothing here.\n")
        self.send_response(200 if found else 404)
        for name, value in (
            ("Content-Type", kind),
            ("Content-Length", str(len(content))),
            ("Content-Security-Policy", _POLICY),
            ("X-Content-Type-Options", "nosniff"),
            # The URL contains the secret, which the visited office must not receive.
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Logs nothing, because the URL contains the secret."""
