"""A small office: one page under the policy that the host serves, and what the page says of itself."""

import base64
import json
import queue
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self' ws:; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Acme</title>
<link rel="stylesheet" href="/page.css"><script src="/page.js" defer></script>
<h1>Acme</h1><p>Good morning, everybody.</p><textarea></textarea>
<a id="same" href="http://127.0.0.2:9/news">News</a> <a id="new" target="_blank" href="http://127.0.0.2:9/new">New</a>
<a id="file-link" target="_blank" href="file:///etc/hostname">A file</a>
<a id="ours" target="_blank" href="/?again">Ours</a> <a id="download" href="/files/1" download>Minutes</a>
<p><img id="picture" src="/picture.png" alt="A square"></p>"""
CSS = "html { background: #204080; color: #fff } h1 { background: #c03020 } p { background: #20a040 }"
SCRIPT = """
const say = (what) => fetch("/say", { method: "POST", body: JSON.stringify(what) });
const settled = (what) => say({ settled: String(what) });
const ask = (promise) => promise.then(settled, (error) => settled(error.name));
window.say = say;
window.ask = ask;
document.title = "(2) Acme";
say({ path: location.pathname + location.search, bridge: typeof window.pywebview, channel: typeof window.qt });
"""
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAIAAADRv8uKAAAALElEQVR42u3NMQEAMAgDsDL/6pDDhYxxJAZS0/niJW"
    "KxWCwWi8VisVgsvhovMTECCEY75hEAAAAASUVORK5CYII="
)
FILE = b"Minutes of the meeting\n" * 1000

Answer = tuple[str, str, bytes, list[tuple[str, str]]]


class PageServer:
    """Serves in a thread; `said` has what the page posts, in order."""

    def __init__(self) -> None:
        self.said: queue.Queue[dict[str, Any]] = queue.Queue()
        self._server = _Server(("127.0.0.1", 0), _Quiet)
        self._server.set_app(self._app)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def hear(self) -> dict[str, Any]:
        return self.said.get(timeout=30)

    def _app(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        status, kind, body, more = self._answer(environ)
        start(status, [("Content-Type", kind), ("Content-Security-Policy", POLICY), *more])
        return [body]

    def _answer(self, environ: dict[str, Any]) -> Answer:
        path = environ["PATH_INFO"]
        if path == "/say":
            self.said.put(json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))))
            return "200 OK", "text/plain", b"", []
        if path == "/files/1":
            name = [("Content-Disposition", 'attachment; filename="minutes of May.txt"')]
            return "200 OK", "application/octet-stream", FILE, name
        if path == "/picture.png":
            return "200 OK", "image/png", base64.b64decode(PICTURE), []
        found = {
            "/": ("text/html", PAGE),
            "/poster": ("text/html", PAGE),
            "/page.js": ("text/javascript", SCRIPT),
            "/page.css": ("text/css", CSS),
        }.get(path)
        if found is None:
            return "404 Not Found", "text/plain", b"", []
        return "200 OK", f"{found[0]}; charset=utf-8", found[1].encode(), []


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass
