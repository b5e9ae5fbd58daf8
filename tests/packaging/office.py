"""A frozen office that is running, and people who chat in it, over nothing but docs/protocol.md."""

import json
import os
import queue
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests
import socketio

PATIENCE = 30.0  # seconds for anything that the executable does; a machine under load is slow to read 200 MB
PASSWORD = "the heron waits at dusk"


class FrozenOffice:
    """`with FrozenOffice(program, folder) as office:` starts it and ends it. With `display` it opens its window there.

    `within` are the words of a program that becomes this one, elsewhere; `more` is added to its environment.
    """

    patience = PATIENCE

    def __init__(
        self, program: Path, folder: Path, display: str | None = None, within: Sequence[str] = (), **more: str
    ) -> None:
        self.program, self.folder, self.display, self.within, self.more = program, folder, display, within, more
        self.ready_file = folder / "ready.json"
        self.log = folder / "output.txt"
        self.ready: dict[str, Any] = {}

    @property
    def url(self) -> str:
        return str(self.ready["url"])

    @property
    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def __enter__(self) -> Self:
        words = ["run" if self.display else "serve", "--host", "127.0.0.1", "--port", "0", "--no-discovery"]
        words += ["--data", str(self.folder / "data"), "--ready-file", str(self.ready_file)]
        self.process = self._start([*self.within, str(self.program), *words])
        self.ready = self._await_ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def stop(self) -> int:
        """Asks it to stop, as a service manager would. Returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def _start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        with self.log.open("wb") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment(),
                cwd=self.folder,
            )

    def _environment(self) -> dict[str, str]:
        """Nothing of this checkout or its Python may help: only what a plain login would have."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "TEMP") if name in os.environ}
        screen = {"DISPLAY": self.display} if self.display else {}
        return {**kept, **screen, "HOME": str(self.folder), "CHAT_DESKTOP_OFFICE": "Atelier Nord", **self.more}

    def _await_ready(self) -> dict[str, Any]:
        deadline = time.monotonic() + self.patience
        while not self.ready_file.exists():
            assert self.process.poll() is None, f"it ended with {self.process.returncode}:\n{self.output}"
            assert time.monotonic() < deadline, f"it was not ready in {self.patience} s:\n{self.output}"
            time.sleep(0.02)
        ready: dict[str, Any] = json.loads(self.ready_file.read_text())
        return ready


class Person:
    """A browser of its own: a cookie jar, the calls of docs/protocol.md and one WebSocket."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = requests.Session()
        self.http.headers["Origin"] = url
        self.events: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self.socket = socketio.Client(http_session=self.http, reconnection=False)
        self.socket.on("*", lambda name, body: self.events.put((name, body)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.disconnect()
        self.http.close()

    def set_up(self, token: str) -> None:
        self._post("/api/setup", token=token, office_name="Atelier Nord", name="ana", password=PASSWORD)

    def join(self, code: str, name: str) -> None:
        self._post("/api/join", code=code, name=name, password=PASSWORD)

    def connect(self) -> dict[str, Any]:
        """Opens the WebSocket, no polling first. Returns the body of `welcome`."""
        self.socket.connect(self.url, transports=["websocket"], wait_timeout=PATIENCE)
        assert self.socket.transport() == "websocket"
        return self.hear("welcome")

    def say(self, room_id: str, body: str) -> dict[str, Any]:
        """Posts, and returns the message that the host acknowledged."""
        command = {"room_id": room_id, "client_id": f"c-{time.monotonic_ns()}", "body": body}
        ack = self.socket.call("message:post", command, timeout=PATIENCE)
        assert ack["ok"], ack
        message: dict[str, Any] = ack["message"]
        return message

    def hear(self, name: str) -> dict[str, Any]:
        """The next event of that name; others before it are let go."""
        while True:
            heard, body = self.events.get(timeout=PATIENCE)
            if heard == name:
                return body

    def _post(self, path: str, **body: str) -> None:
        answer = self.http.post(self.url + path, json=body, timeout=PATIENCE)
        assert answer.status_code == 201, answer.text
