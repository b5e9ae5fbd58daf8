"""A TCP connection to a server on the loopback address, and HTTP as bytes."""

import json
import socket
import struct
from dataclasses import dataclass

PATIENCE = 30.0  # seconds until a test fails


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
