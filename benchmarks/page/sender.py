"""Somebody who writes, without a browser."""

import contextlib
import itertools
import json
import secrets
from collections.abc import Iterator

import websocket

PATIENCE_SECONDS = 60


class Sender:
    """Sends and reads on; `post` returns the message's id."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)

    def post(self, room_id: str, body: str) -> str:
        return self.post_all(room_id, [body])[0]

    def post_all(self, room_id: str, bodies: list[str]) -> list[str]:
        """All at once, and then the acks."""
        waiting = [
            self._ask("message:post", {"room_id": room_id, "client_id": secrets.token_urlsafe(16), "body": body})
            for body in bodies
        ]
        return [self._answer(number)["message"]["id"] for number in waiting]

    def be(self, active: bool) -> None:
        """Here or away, for everybody's lists."""
        self._socket.send(f"42{json.dumps(['presence:set', {'active': active}])}")

    def _ask(self, name: str, body: object) -> int:
        number = next(self._numbers)
        self._socket.send(f"42{number}{json.dumps([name, body])}")
        return number

    def _answer(self, number: int) -> dict[str, dict[str, str]]:
        answer: dict[str, dict[str, str]] = json.loads(self.until(f"43{number}["))[0]
        return answer

    def until(self, start: str) -> str:
        """What follows `start`, its bracket included. Pings on the way are answered."""
        while True:
            text = str(self._socket.recv())
            if text == "2":
                self._socket.send("3")
            elif text.startswith(start):
                return text[len(start) - 1 :]


@contextlib.contextmanager
def sender(url: str, cookie: str) -> Iterator[Sender]:
    address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
    socket = websocket.WebSocket()
    socket.settimeout(PATIENCE_SECONDS)
    try:
        socket.connect(address, cookie=cookie, origin=url)  # type: ignore[no-untyped-call]
        socket.recv()
        socket.send("40")
        found = Sender(socket)
        found.until("40{")
        yield found
    finally:
        socket.close()
