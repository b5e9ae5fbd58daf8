"""The page of the visiting window while its office is not there, served on loopback to this window alone.

It is a page and not a bridge: whatever another's office puts into the window can neither read the secret in its address
nor ask anything of it.
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
_MOST_BYTES = 4_096
_LANGUAGE = "en"

Action = Callable[[dict[str, Any]], dict[str, Any]]


class WaitingPage:
    """`actions` are what the page may ask for, by name; `shown` gives the office's name and address; `raise_window` is
    for a second start, which knows `secret`."""

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
        return self._server.server_port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}{self._prefix}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def get(self, path: str) -> tuple[str, bytes] | None:
        """The type and the content; None where there is nothing."""
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
        if path == "/api/desktop/raise":
            return self._raise(body) if secrets.compare_digest(str(body.get("secret")), self.secret) else None
        action = self._actions.get(path.removeprefix(self._prefix)) if path.startswith(self._prefix) else None
        return action(body) if action else None

    def _page(self) -> str:
        # Imported here: a start whose office answers at once needs the page, but the loopback first.
        from jinja2 import Environment, FileSystemLoader

        words: dict[str, str] = json.loads((paths.webui() / "i18n" / f"{_LANGUAGE}.json").read_text("utf-8"))
        templates = Environment(loader=FileSystemLoader(paths.webui() / "templates"), autoescape=True)
        office, address = self._shown()
        return templates.get_template("visit.html").render(
            t=lambda key: words.get(key, key), lang=_LANGUAGE, office=office, address=address
        )


class _Handler(BaseHTTPRequestHandler):
    timeout = 10

    @property
    def _waiting(self) -> WaitingPage:
        return self.server.waiting  # type: ignore[attr-defined,no-any-return]

    def do_GET(self) -> None:
        found = self._waiting.get(self.path) if self._is_ours() else None
        self._answer(found)

    def do_POST(self) -> None:
        done = self._waiting.post(self.path, self._body()) if self._is_ours() else None
        self._answer(("application/json", json.dumps({"ok": True, **done}).encode()) if done is not None else None)

    def _is_ours(self) -> bool:
        # A foreign name that resolves to us is DNS rebinding.
        return self.headers.get("Host") == f"127.0.0.1:{self._waiting.port}"

    def _body(self) -> dict[str, Any]:
        try:
            length = min(int(self.headers.get("Content-Length") or 0), _MOST_BYTES)
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
            # The address holds the secret: no office that the page leads to may read it.
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing: the address holds the secret."""
