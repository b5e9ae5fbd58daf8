"""A client that polls."""

import json
from typing import Protocol

from tests.support.hosts.raw_connection import Answer, RawConnection

SOCKETS = "/socket.io/?EIO=4&transport=polling"


class Wired(Protocol):
    """A host that can be connected to: a TinyOffice, or a real one."""

    def wire(self) -> RawConnection: ...


class Poller:
    """A polling client, request by request. `cookie` in place of `who`, for a real host."""

    def __init__(self, office: Wired, who: str = "ana", connect: bool = True, cookie: str = "") -> None:
        self.office, self.wire = office, office.wire()
        self._cookie = cookie or f"who={who}"
        self.eio = json.loads(self._ask("GET", SOCKETS).body[1:])["sid"]
        if connect:
            self.send("40")
            self.sid = json.loads(self.poll()[0][2:])["sid"]

    def send(self, *packets: str) -> Answer:
        return self.post("\x1e".join(packets).encode())

    def post(self, body: bytes, **headers: str) -> Answer:
        return self._ask("POST", f"{SOCKETS}&sid={self.eio}", body, headers)

    def poll(self) -> list[str]:
        answer = self._ask("GET", f"{SOCKETS}&sid={self.eio}")
        assert answer.status == 200, answer.body
        return answer.body.decode().split("\x1e")

    def ask(self) -> Answer:
        return self._ask("GET", f"{SOCKETS}&sid={self.eio}")

    def begin_poll(self) -> None:
        """Asks, and leaves the answer to be read from `wire`."""
        self.wire.ask("GET", f"{SOCKETS}&sid={self.eio}", {"Cookie": self._cookie})

    def _ask(self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        self.wire.ask(method, target, {"Cookie": self._cookie, **(headers or {})}, body)
        return self.wire.answer()
