"""Serves the smallest chat with a real server thread, and has clients that can misbehave."""

import base64
import json
import os
import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, request
from flask_socketio import SocketIO

from chat_desktop.network.http.access import AccessMiddleware
from chat_desktop.network.http.allowed_hosts import AllowedHosts
from chat_desktop.network.http.server import ServerThread, Tls, no_tls
from chat_desktop.realtime.transport.engine import Engine, install
from chat_desktop.realtime.transport.manager import Manager, Packet
from tests.support.parts.identities import by_cookie, by_token

PAGE_BYTES = 6_000_000  # more than the kernel buffers for a client that does not read
PATIENCE = 30.0  # seconds until a test fails


@dataclass
class TinyOffice:
    """`say` reaches everyone in "room" before its ack; `echo` answers; `wait` blocks until `released`."""

    thread: ServerThread
    engine: Engine = field(init=False)
    door: AccessMiddleware = field(init=False)
    gone: list[tuple[str, str]] = field(default_factory=list)
    heard: list[Any] = field(default_factory=list)
    wires: list["RawConnection"] = field(default_factory=list)

    def app(self, ping: tuple[float, float]) -> Callable[..., Any]:
        flask = Flask("tiny")
        flask.add_url_rule("/", "/", view_func=lambda: "hello")
        flask.add_url_rule("/echo", "/echo", view_func=lambda: request.get_data(), methods=["POST"])
        flask.add_url_rule("/headers", "/headers", view_func=lambda: dict(request.headers))
        flask.add_url_rule("/page", "/page", view_func=lambda: b"x" * PAGE_BYTES)
        flask.add_url_rule("/large", "/large", view_func=lambda: b"x" * 20_000_000)
        socketio = SocketIO(
            flask, async_mode="gevent", async_handlers=False, serializer=Packet, client_manager=Manager(),
            manage_session=False, always_connect=True, cors_allowed_origins=[],
        )  # fmt: skip
        self.engine = install(socketio, *ping)
        self.server = socketio.server
        for name in ("connect", "disconnect", "say", "echo"):
            self.server.on(name, getattr(self, name))
        self.door = AccessMiddleware(
            flask, AllowedHosts(self.thread.port, ["office.local"]), by_cookie, resolve=by_token
        )
        return self.door

    def connect(self, sid: str, environ: dict[str, Any], auth: Any) -> None:
        self.server.enter_room(sid, "room")

    def disconnect(self, sid: str, reason: str) -> None:
        self.gone.append((sid, reason))

    def say(self, sid: str, text: str) -> dict[str, Any]:
        self.server.emit("said", text, to="room")
        return {"ok": True}

    def echo(self, sid: str, body: Any) -> Any:
        self.heard.append(body)
        return body

    def emit(self, *texts: str) -> None:
        """Sends texts to everyone in one iteration of the event loop."""
        self.thread.call(lambda: [self.server.emit("said", text, to="room") for text in texts])

    def wire(self, receive_buffer: int = 0) -> "RawConnection":
        self.wires.append(RawConnection(self.thread.port, receive_buffer))
        return self.wires[-1]

    def join(self, who: str = "ana", **options: Any) -> "RawWebSocket":
        return RawWebSocket(self.wire(), who, **options)


@contextmanager
def tiny_office(ping: tuple[float, float] = (25.0, 20.0), tls: Tls = no_tls) -> Iterator[TinyOffice]:
    office = TinyOffice(ServerThread("127.0.0.1", 0))
    office.thread.start(lambda: office.app(ping), tls=tls)
    try:
        yield office
    finally:
        # Connections are closed first: the server would wait for clients that do not answer its close frame.
        for wire in office.wires:
            wire.close()
        office.thread.stop(lambda: office.engine.close_all(timeout=0.2), timeout=1.0)


def until(condition: Callable[[], Any], what: str = "") -> Any:
    """Returns what `condition` returns as soon as it is true. Raises AssertionError after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited in vain: {what}"
        time.sleep(0.005)
    return found


class RawConnection:
    """A TCP connection to the server, and HTTP as bytes."""

    def __init__(self, port: int, receive_buffer: int = 0) -> None:
        self.port = port
        self.sock = socket.socket()
        if receive_buffer:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.sock.settimeout(PATIENCE)
        try:
            self.sock.connect(("127.0.0.1", port))
            self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            self.sock.close()  # a socket that is left open would fail a later test
            raise
        self._rest = b""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def ask(self, method: str, target: str, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        """A request of our own page: Host and Origin are right unless `headers` say otherwise; "" leaves one out."""
        said = {"Host": f"127.0.0.1:{self.port}", "Origin": self.origin, **(headers or {})}
        if body:
            said.setdefault("Content-Length", str(len(body)))
        lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items() if value), "", ""]
        self.send("\r\n".join(lines).encode("latin-1") + body)

    def answer(self) -> "Answer":
        head = self.until(b"\r\n\r\n").decode("latin-1")
        first, *lines = head.removesuffix("\r\n\r\n").split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = self.exactly(int(headers.get("content-length", "0")))
        return Answer(int(first.split(" ")[1]), headers, body)

    def get(self, target: str, **headers: str) -> "Answer":
        self.ask("GET", target, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.answer()

    def until(self, end: bytes) -> bytes:
        while end not in self._rest:
            self._more()
        found, _, self._rest = self._rest.partition(end)
        return found + end

    def exactly(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._more()
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def rest(self) -> bytes:
        """Returns all bytes until the server closes the connection."""
        parts = [self._rest]
        self._rest = b""
        try:
            while part := self.sock.recv(65_536):
                parts.append(part)
        except ConnectionError:
            pass
        return b"".join(parts)

    def ended(self) -> bool:
        """Waits until the server closes, and returns whether it sent nothing before."""
        return self.rest() == b""

    def close(self) -> None:
        self.sock.close()

    def reset(self) -> None:
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def _more(self) -> None:
        part = self.sock.recv(65_536)
        if not part:
            raise EOFError
        self._rest += part


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def code(self) -> str:
        """The error code in the body."""
        told = json.loads(self.body)
        assert told["ok"] is False
        assert told["error"]["message"]
        return str(told["error"]["code"])


def masked(opcode: int, body: bytes, final: bool = True, mask: bytes = b"\x01\x02\x03\x04", bits: int = 0) -> bytes:
    """Returns a frame of a client. `bits` are additional bits of the first byte."""
    size = len(body)
    first = (0x80 if final else 0) | opcode | bits
    if size < 126:
        head = struct.pack("!BB", first, 0x80 | size)
    elif size < 65_536:
        head = struct.pack("!BBH", first, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", first, 0x80 | 127, size)
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(body))


class ClosedError(Exception):
    """The server's close frame."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code} {reason}")
        self.code, self.reason = code, reason


class RawWebSocket:
    """A WebSocket client that sends and reads single frames, and answers nothing by itself.
    `cookie` replaces `who` for a real host. `said` holds further headers."""

    def __init__(
        self,
        wire: RawConnection,
        who: str = "ana",
        sid: str = "",
        connect: bool = True,
        cookie: str = "",
        said: dict[str, str] | None = None,
    ) -> None:
        self.wire, self.who = wire, who
        key = base64.b64encode(os.urandom(16)).decode()
        wire.ask(
            "GET",
            f"/socket.io/?EIO=4&transport=websocket{'&sid=' + sid if sid else ''}",
            {
                "Cookie": cookie or f"who={who}",
                "Connection": "Upgrade",
                "Upgrade": "websocket",
                "Sec-WebSocket-Key": key,
                "Sec-WebSocket-Version": "13",
                "Sec-WebSocket-Extensions": "permessage-deflate",
                **(said or {}),
            },
        )
        self.handshake = wire.answer()
        self.handshaken = self.handshake.status == 101
        if self.handshaken and connect and not sid:
            self.opened = json.loads(self.text()[1:])
            self.text_to("40")
            while (text := self.text()) == "2":
                self.text_to("3")
            self.sid = json.loads(text[2:])["sid"]

    def text_to(self, *texts: str) -> None:
        self.wire.send(b"".join(masked(1, text.encode()) for text in texts))

    def command(self, name: str, body: Any, ack: int = 0) -> None:
        self.text_to(f"42{ack}{json.dumps([name, body])}")

    def frame(self) -> tuple[int, bytes]:
        first, second = self.wire.exactly(2)
        assert first & 0x70 == 0, "no extension was agreed"
        size = second & 0x7F
        assert not second & 0x80, "a server does not mask"
        if size >= 126:
            wide = 2 if size == 126 else 8
            size = int.from_bytes(self.wire.exactly(wide), "big")
        return first & 0x0F, self.wire.exactly(size)

    def text(self) -> str:
        opcode, body = self.frame()
        if opcode == 8:
            raise ClosedError(int.from_bytes(body[:2], "big"), body[2:].decode())
        assert opcode == 1
        return body.decode()

    def said(self) -> str:
        """The text of the next `said` event; pings are answered on the way."""
        while True:
            text = self.text()
            if text == "2":
                self.text_to("3")
            elif text.startswith('42["said"'):
                return str(json.loads(text[2:])[1])

    def close_code(self) -> int:
        """Reads until the server closes, answers the close frame as a browser does, and returns the code."""
        try:
            while True:
                self.text()
        except ClosedError as closed:
            self.wire.send(masked(8, struct.pack("!H", closed.code)))
            assert self.wire.ended()
            return closed.code
