"""Sends messages without a browser."""

import contextlib
import itertools
import json
import queue
import secrets
import threading
from collections.abc import Iterator

import websocket

PATIENCE_SECONDS = 60


class Sender:
    """A connected person. A thread answers pings, so that the host does not close the connection."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._heard: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, name="sender", daemon=True).start()

    def post_all(self, room_id: str, bodies: list[str]) -> list[str]:
        """Posts all messages at once, and returns their ids when all are acked."""
        waiting = [self._post(room_id, body) for body in bodies]
        return [json.loads(self.until(f"43{number}["))[0]["message"]["id"] for number in waiting]

    def be(self, active: bool) -> None:
        """Sets the presence of the person to active or away."""
        self._socket.send(f"42{json.dumps(['presence:set', {'active': active}])}")

    def until(self, start: str) -> str:
        """Waits for a packet that begins with `start`, and returns its rest including the bracket. Drops others."""
        while True:
            text = self._heard.get(timeout=PATIENCE_SECONDS)
            if text.startswith(start):
                return text[len(start) - 1 :]

    def _post(self, room_id: str, body: str) -> int:
        number = next(self._numbers)
        command = {"room_id": room_id, "client_id": secrets.token_urlsafe(16), "body": body}
        self._socket.send(f"42{number}{json.dumps(['message:post', command])}")
        return number

    def _read(self) -> None:
        with contextlib.suppress(websocket.WebSocketException, OSError):
            while text := str(self._socket.recv()):
                if text == "2":
                    self._socket.send("3")
                elif text.startswith("4"):
                    self._heard.put(text)


@contextlib.contextmanager
def sender(url: str, cookie: str) -> Iterator[Sender]:
    """Connects the person of a session cookie."""
    address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
    socket = websocket.WebSocket()
    try:
        socket.connect(address, cookie=cookie, origin=url)  # type: ignore[no-untyped-call]
        socket.recv()
        socket.send("40")
        found = Sender(socket)
        found.until("40{")
        yield found
    finally:
        socket.close()
