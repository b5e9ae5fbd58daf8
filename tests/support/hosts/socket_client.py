"""Implements a Socket.IO client that records all events in order, and the close code."""

import contextlib
import json
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import Any

import websocket

from tests.support.hosts import told_errors

Body = dict[str, Any]
CLOSE_FRAME = 8


class ClosedError(ConnectionError):
    """The host has closed the connection; the text is the close code."""


class SocketClient:
    """`log` has every event and ack as ("message:posted", body) or ("ack 3", body), in the order of arrival."""

    def __init__(self, url: str, cookie: str = "", *, origin: str | None = None, connect: bool = True) -> None:
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self.log: list[tuple[str, Body]] = []
        self.close_code: int | None = None
        self.welcome: Body = {}
        self._unread: deque[tuple[str, Body]] = deque()
        self._numbers = count(1)
        self._reading = threading.RLock()
        self._problem: Exception | None = None
        self._socket = websocket.WebSocket()
        self._socket.settimeout(10)
        try:
            self._socket.connect(address, cookie=cookie, origin=origin or url)  # type: ignore[no-untyped-call]
            self._receive(time.monotonic() + 10)  # Engine.IO's OPEN
            if connect:
                self.connect()
        except BaseException:
            self.drop()  # a socket that is left open would fail a later test
            raise

    def connect(self) -> None:
        """Sends CONNECT and waits for `welcome`."""
        self.send_text("40")
        self.welcome = self.until("welcome")

    def send_text(self, text: str) -> None:
        """Sends an Engine.IO packet."""
        try:
            self._socket.send(text)
        except (websocket.WebSocketConnectionClosedException, ConnectionError) as problem:
            raise ClosedError(str(self.close_code)) from problem

    def send(self, name: str, body: object) -> str:
        """Sends a command without waiting, and returns the name that its ack will have in the log."""
        number = next(self._numbers)
        self.send_text(f"42{number}{json.dumps([name, body])}")
        return f"ack {number}"

    def tell(self, name: str, body: object) -> None:
        """Sends a command without asking for an ack."""
        self.send_text(f"42{json.dumps([name, body])}")

    def ask(self, name: str, body: object, timeout: float = 30) -> Body:
        """Sends a command and returns its ack. Events before it stay unread."""
        return self.until(self.send(name, body), timeout=timeout)

    def post(self, room_id: str, body: str, client_id: str | None = None, **more: object) -> Body:
        """Posts a message and returns it from the ack."""
        sent = {"room_id": room_id, "client_id": client_id or f"c{time.monotonic_ns()}", "body": body, **more}
        ack = self.ask("message:post", sent)
        assert ack["ok"], ack
        return dict(ack["message"])

    def until(self, name: str, test: Callable[[Body], bool] = lambda body: True, timeout: float = 30) -> Body:
        """Returns the next unread event or ack `name` for which `test` is true. Others stay unread.

        Raises AssertionError after `timeout` seconds, and ClosedError when the connection is closed.
        """
        deadline = time.monotonic() + timeout
        with self._reading:
            for item in self._unread:
                if item[0] == name and test(item[1]):
                    self._unread.remove(item)
                    return item[1]
            while True:
                found = self._receive(deadline)
                if found and found[0] == name and test(found[1]):
                    self._unread.remove(found)
                    return found[1]

    def until_closed(self, timeout: float = 30) -> int | None:
        """Reads until the host closes the connection, and returns the close code."""
        deadline = time.monotonic() + timeout
        try:
            with self._reading:
                while True:
                    self._receive(deadline)
        except ClosedError:
            return self.close_code

    def take_waiting(self) -> bool:
        """Takes what has come, from another thread, unless somebody waits for it. Returns whether there may be more."""
        if not self._reading.acquire(blocking=False):
            return True
        try:
            while (sock := self._socket.sock) and select.select([sock], [], [], 0)[0]:
                self._receive(time.monotonic() + 5)
        except (OSError, ValueError):
            return False  # closed, by the host or by the test: who reads next learns of it
        except Exception as problem:
            self._problem = problem
            return False
        finally:
            self._reading.release()
        return sock is not None

    def heard(self, name: str) -> list[Body]:
        """Returns the bodies of all events `name` so far, read or unread."""
        return [body for known, body in self.log if known == name]

    def settle(self) -> None:
        """Waits for an ack, and so for everything that the host has sent before."""
        self.ask("rooms:sync", {"rooms": {}})

    def close(self) -> None:
        with contextlib.suppress(OSError, websocket.WebSocketException):
            self._socket.send_close()
        self.drop()

    def drop(self) -> None:
        """Closes the TCP connection without a close frame, as when the network is lost."""
        self._socket.shutdown()  # type: ignore[no-untyped-call]

    def __enter__(self) -> "SocketClient":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _receive(self, deadline: float) -> tuple[str, Body] | None:
        """One frame: a ping is answered, an event or an ack is logged and returned."""
        if self._problem:
            raise self._problem
        self._socket.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            opcode, data = self._socket.recv_data(control_frame=True)
        except websocket.WebSocketTimeoutException:
            raise AssertionError(f"Nothing came in time; so far {[name for name, _ in self.log]}") from None
        except (websocket.WebSocketConnectionClosedException, ConnectionError) as problem:
            raise ClosedError(str(self.close_code)) from problem
        if opcode == CLOSE_FRAME:
            self.close_code = int.from_bytes(data[:2], "big")
            raise ClosedError(str(self.close_code))
        return self._take(data.decode())

    def _take(self, text: str) -> tuple[str, Body] | None:
        if text == "2":
            self.send_text("3")
        if text.startswith(("41", "44")):
            return self._note("DISCONNECT" if text[1] == "1" else "CONNECT_ERROR", {})
        if not text.startswith(("42", "43")):
            return None
        number = text[2 : text.index("[")]
        content = json.loads(text[2 + len(number) :])
        if text[1] == "3":
            told_errors.check(content[0])
            return self._note(f"ack {number}", content[0])
        return self._note(content[0], content[1])

    def _note(self, name: str, body: Body) -> tuple[str, Body]:
        item = (name, body)
        self.log.append(item)
        self._unread.append(item)
        return item
