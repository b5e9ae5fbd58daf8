"""A client that polls."""

import json

from tests.serving import Answer, TinyOffice

SOCKETS = "/socket.io/?EIO=4&transport=polling"


class Poller:
    """A polling client, request by request."""

    def __init__(self, office: TinyOffice, who: str = "ana") -> None:
        self.office, self.who, self.wire = office, who, office.wire()
        self.eio = json.loads(self._ask("GET", SOCKETS).body[1:])["sid"]
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

    def _ask(self, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        self.wire.ask(method, target, {"Cookie": f"who={self.who}", **(headers or {})}, body)
        return self.wire.answer()
