"""Another's office whose page asks for the microphone and the camera, and then leads out to the system's browser."""

import json
import queue
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self

NAME = "A strange office"
# Nothing listens there: what is opened is only a program's argument.
OUTSIDE = "http://127.0.0.2:9/elsewhere"
_HELLO = {"ok": True, "office": {"id": "abcdefghijkl", "name": NAME}}
_PAGE = f"""<!doctype html><meta charset="utf-8"><title>{NAME}</title><h1>Good morning</h1><script>
const ask = (wanted) => navigator.mediaDevices.getUserMedia(wanted).then(() => "granted", (error) => error.name);
(async () => {{
  const told = {{ audio: await ask({{ audio: true }}), video: await ask({{ video: true }}) }};
  await fetch("/told", {{ method: "POST", body: JSON.stringify(told) }});
  location.href = "{OUTSIDE}";
}})();
</script>"""


class StrangeOffice:
    """`with StrangeOffice() as office:` serves on loopback, a secure context. `told`: what its page got."""

    def __init__(self) -> None:
        self.told: queue.Queue[dict[str, str]] = queue.Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._server.told = self.told  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/api/hello"):
            self._answer("application/json", json.dumps(_HELLO))
        else:
            self._answer("text/html", _PAGE)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.put(json.loads(body))  # type: ignore[attr-defined]
        self._answer("text/plain", "")

    def _answer(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass
