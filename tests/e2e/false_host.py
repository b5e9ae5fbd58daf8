"""Somebody at an address that was the host's: answers pages that look for it, in one of the ways that must not work."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chat_desktop.chat.office.identity_key import signed_text
from tests.support.browsers.pages import FALSE_ADDRESS, FALSE_NAME
from tests.support.hosts.http_browser import Browser


class FalseHost:
    """`asked` are the paths that were asked for."""

    def __init__(self, url: str, way: str) -> None:
        self.asked: list[str] = []
        self._port = urlsplit(url).port
        self._office = Browser(url).get("/api/hello").expect()["office"]["id"]
        self._key = Ed25519PrivateKey.generate()
        self._way = getattr(self, way)

    def answer(self, path: str) -> bytes:
        self.asked.append(urlsplit(path).path)
        return bytes(self._way(path))

    def another_key(self, path: str) -> bytes:
        """Everything is right but the signature's key, and it says which that is."""
        origin = f"http://{FALSE_NAME}:{self._port}"
        challenge = parse_qs(urlsplit(path).query)["challenge"][0]
        signature = self._key.sign(signed_text(challenge, self._office, [origin])).hex()
        key = self._key.public_key().public_bytes_raw().hex()
        return json.dumps(
            {"ok": True, "identity": {"key": key, "signature": signature, "addresses": [origin]}}
        ).encode()

    def pass_on(self, path: str) -> bytes:
        """The question goes to the host, and its answer back."""
        connection = HTTPConnection("127.0.0.1", self._port or 0, timeout=5)
        connection.request("GET", path, headers={"Host": f"127.0.0.1:{self._port}"})
        found = connection.getresponse().read()
        connection.close()
        assert b"signature" in found
        return found

    def pass_on_as_ours(self, path: str) -> bytes:
        """As before, with our own name put where the host signed for its own."""
        found = json.loads(self.pass_on(path))
        found["identity"]["addresses"] = [f"http://{FALSE_NAME}:{self._port}"]
        return json.dumps(found).encode()

    def flood(self, path: str) -> bytes:
        return b" " * 5_000_000


@contextmanager
def false_host(url: str, way: str) -> Iterator[FalseHost]:
    it = FalseHost(url, way)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = it.answer(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer((FALSE_ADDRESS, urlsplit(url).port or 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield it
    finally:
        server.shutdown()
        server.server_close()
