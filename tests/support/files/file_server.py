"""Serves one file, uploads and streams with a real server thread, as the smallest office with files."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

from chat_desktop.errors import ChatError
from chat_desktop.file_transfer import BODY, ByteStream, FileRange
from chat_desktop.network.http.access import AccessMiddleware
from chat_desktop.network.http.allowed_hosts import AllowedHosts
from chat_desktop.network.http.server import ServerThread, Tls, no_tls
from chat_desktop.web.file_response import file_response
from tests.support.hosts.raw_connection import RawConnection
from tests.support.parts.identities import by_cookie

ETAG = "v1"
MEGABYTE = 1 << 20
SLOW = 16_384  # the receive buffer of a client that does not read


@dataclass
class FileServer:
    """`GET /file` sends `path`; `PUT /upload` writes to `upload`; `GET /stream` sends `pieces`; `GET /` is a page.

    `allowed` is what transfers are told when they ask; `asked` counts. `received` has what each upload returned;
    `threads` the names of the threads that wrote."""

    folder: Path
    thread: ServerThread
    pieces: Iterator[bytes] = field(default_factory=lambda: iter(()))
    limit: int = 1 << 40
    allowed: bool = True
    asked: int = 0
    received: list[int] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    wires: list[RawConnection] = field(default_factory=list)
    door: AccessMiddleware = field(init=False)
    hold: threading.Event | None = None

    def __post_init__(self) -> None:
        self.path, self.upload = self.folder / "file", self.folder / "upload"

    def app(self) -> AccessMiddleware:
        flask = Flask("files")
        flask.add_url_rule("/", "/", view_func=lambda: "hello")
        flask.add_url_rule("/file", "/file", view_func=self.send)
        flask.add_url_rule("/bare", "/bare", view_func=self.send_bare)
        flask.add_url_rule("/stream", "/stream", view_func=self.stream)
        flask.add_url_rule("/upload", "/upload", view_func=self.receive, methods=["PUT"])
        flask.add_url_rule("/refuse", "/refuse", view_func=lambda: ("no", 409), methods=["PUT"])
        flask.register_error_handler(ChatError, lambda error: (error.code, error.status))
        self.door = AccessMiddleware(flask, AllowedHosts(self.thread.port, []), by_cookie)
        return self.door

    def may(self) -> bool:
        self.asked += 1
        return self.allowed

    def send(self) -> Response:
        size = self.path.stat().st_size
        return file_response(self.path, size, "video/mp4", ETAG, self.may, {"X-Content-Type-Options": "nosniff"})

    def send_bare(self) -> Response:
        """A range that the route takes from the query, without looking at the file."""
        start, stop = int(request.args["start"]), int(request.args["stop"])
        response = Response(FileRange(self.path, start, stop, self.may), direct_passthrough=True)
        response.headers["Content-Length"] = str(stop - start)
        return response

    def stream(self) -> Response:
        response = Response(ByteStream(self.pieces, self.may), direct_passthrough=True)
        if "length" in request.args:
            response.headers["Content-Length"] = request.args["length"]
        return response

    def receive(self) -> str:
        with self.upload.open("wb", buffering=0) as file:

            def write(piece: memoryview) -> None:
                self.threads.add(threading.current_thread().name)
                if self.hold is not None:
                    self.hold.wait(10)
                file.write(piece)

            self.received.append(request.environ[BODY].receive(write, self.limit, self.may))
        return hashlib.sha256(self.upload.read_bytes()).hexdigest() if "hash" in request.args else "stored"

    def wire(self, receive_buffer: int = 0) -> RawConnection:
        self.wires.append(RawConnection(self.thread.port, receive_buffer))
        return self.wires[-1]

    def get(self, target: str = "/file", **headers: str) -> Any:
        return self.wire().get(target, **headers)

    def fill(self, size: int) -> bytes:
        """Makes the file and returns its bytes."""
        whole = (os.urandom(MEGABYTE) * (size // MEGABYTE + 1))[:size]
        self.path.write_bytes(whole)
        return whole

    def slow_reader(self, who: str = "ana", target: str = "/file") -> RawConnection:
        """A client that has read the head of the response only, while the host waits for it."""
        reader = self.wire(SLOW)
        reader.ask("GET", target, {"Cookie": f"who={who}"})
        reader.until(b"\r\n\r\n")
        return reader

    def begin_upload(self, size: int, sent: bytes, target: str = "/upload", **headers: str) -> RawConnection:
        wire = self.wire()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        wire.ask("PUT", target, {"Content-Length": str(size), **named})
        wire.send(sent)
        return wire

    @property
    def running(self) -> int:
        """How many transfers run."""
        server = self.thread._server
        assert server is not None
        return len(server.places)


def body_limit(method: str, target: str) -> int:
    return 1 << 50 if method == "PUT" else 1 << 20


@contextmanager
def file_server(folder: Path, tls: Tls = no_tls) -> Iterator[FileServer]:
    server = FileServer(folder, ServerThread("127.0.0.1", 0))
    server.thread.start(server.app, body_limit, tls=tls)
    try:
        yield server
    finally:
        for wire in server.wires:
            wire.close()
        server.thread.stop(timeout=1.0)
