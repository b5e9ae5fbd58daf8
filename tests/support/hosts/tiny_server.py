"""Serves the smallest chat with a real server thread, and has clients that can misbehave."""

import base64
import json
import os
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
from tests.support.hosts.raw_connection import PATIENCE, RawConnection
from tests.support.parts.identities import by_cookie, by_token

PAGE_BYTES = 6_000_000  # more than the kernel buffers for a client that does not read


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
