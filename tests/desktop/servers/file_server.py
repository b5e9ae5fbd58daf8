"""The small office of page_server.py with files: some arrive slowly, are cut off, or have names that deceive."""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.desktop.servers.page_server import PageServer
from tests.support.files.sample_files import samples

SLOW_BYTES = 2_000_000
_FIRST_BYTES = 500_000
# A name, as the host or a page might send it, by the path of its link.
NAMES = {
    "/files/up": '../../.config/autostart/evil.desktop"',
    "/files/bidi": "invoice\u202efdp.exe",
    "/files/tags": "<img src=x>.html",
}


class FileServer(PageServer):
    """`go` lets a slow file go on, and `cut` ends it early."""

    def __init__(self) -> None:
        super().__init__()
        self.go, self.cut = threading.Event(), threading.Event()
        self.asked: list[str] = []

    def _app(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith("/files/"):
            return super()._app(environ, start)
        self.asked.append(f"{path}?{environ['QUERY_STRING']}")
        if path == "/files/slow":
            start("200 OK", [*self._head("slow.bin"), ("Content-Length", str(SLOW_BYTES))])
            return self._slowly()
        if path.endswith("/plan.pdf"):
            start("200 OK", [("Content-Type", "application/pdf"), *_SANDBOX])
            return [samples()["a.pdf"]]
        if path == "/files/gone":
            start("404 Not Found", [("Content-Type", "application/json"), *_SANDBOX])
            return [b"{}"]
        start("200 OK", self._head(NAMES.get(path, "notes.txt")))
        return [path.encode()]

    def _head(self, name: str) -> list[tuple[str, str]]:
        from urllib.parse import quote

        told = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        return [("Content-Type", "application/octet-stream"), ("Content-Disposition", told), *_SANDBOX]

    def _slowly(self) -> Iterator[bytes]:
        yield b"a" * _FIRST_BYTES
        while not self.go.wait(0.05):
            if self.cut.is_set():
                raise ConnectionAbortedError
        yield b"b" * (SLOW_BYTES - _FIRST_BYTES)


_SANDBOX = [("Content-Security-Policy", "sandbox; default-src 'none'"), ("X-Content-Type-Options", "nosniff")]
