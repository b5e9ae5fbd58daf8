"""Starts a real host in a process of its own: `serve` on a free port of the loopback address."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.cast import ANA, OFFICE, PASSWORD
from tests.support.hosts import migrated
from tests.support.hosts.host_forks import SHARED, ForkedHost, HostForks
from tests.support.hosts.http_browser import Browser

ROOT = Path(__file__).parents[3]
READY_SECONDS = 60.0  # time for the start; it usually takes one second
STEP_SECONDS = 0.02


@contextmanager
def set_up_office(folder: Path, *flags: str) -> Iterator["ServedHost"]:
    """Serves an office that is set up, for all tests of a module."""
    migrated.begin(folder / "data")
    host = ServedHost(folder, *flags, forks=SHARED)
    try:
        yield host.set_up()
    finally:
        host.kill()


class ServedHost:
    """`ready` is the ready file's content. `ana` is the owner's browser once `set_up` has run."""

    def __init__(
        self,
        folder: Path,
        *arguments: str,
        program: Sequence[str] = ("-m", "chat_desktop"),
        environment: Mapping[str, str] | None = None,
        before: Sequence[str] = (),
        forks: HostForks | None = None,
    ) -> None:
        """`program` is what Python runs, `before` what runs Python (and becomes it); `environment` is added to this
        process's own. With `forks` it is forked, where that makes no difference."""
        self.data = folder / "data"
        self._ready_file = folder / "ready.json"
        self._errors = folder / "errors.txt"
        self._newcomers = 0
        words = ["serve", "--host", "127.0.0.1", "--no-discovery", "--data", str(self.data)]
        words += ["--ready-file", str(self._ready_file), "--port", "0", *arguments]
        forked = forks.begin(words, self._errors) if forks else None
        self.process: subprocess.Popen[bytes] | ForkedHost = forked or self._begin(
            [*before, sys.executable, "-W", "error", *program, *words], environment
        )
        self.ready = self._await_ready()
        self.ana = Browser(self.url)

    @property
    def url(self) -> str:
        return str(self.ready["url"])

    @property
    def join_code(self) -> str:
        return str(self.ready["join_code"])

    @property
    def setup_token(self) -> str:
        return str(self.ready["setup_url"]).split("#")[1]

    @property
    def errors(self) -> str:
        """What the host has written to its standard error. It is empty when there was no error."""
        return self._errors.read_text("utf-8")

    @property
    def log(self) -> str:
        return (self.data / "logs" / "chat-desktop.log").read_text("utf-8")

    def set_up(self) -> "ServedHost":
        """Sets the office up with Ana as the owner, who is signed in."""
        body = {"token": self.setup_token, "office_name": OFFICE, "name": ANA, "password": PASSWORD}
        self.ana.user = self.ana.post("/api/setup", body).expect(201)["user"]
        return self

    def browser(self) -> Browser:
        """Returns a browser in which nobody is signed in."""
        return Browser(self.url)

    def join(self, name: str) -> Browser:
        """Returns the browser of a new person of this name."""
        return self.browser().join(self.join_code, name)

    def newcomer(self, name: str) -> Browser:
        """Returns the browser of a new person. A number follows the name, so that tests can share a host."""
        self._newcomers += 1
        return self.join(f"{name} {self._newcomers}")

    def stop(self) -> None:
        """Ends the host with SIGTERM. Raises AssertionError when the exit status is not 0."""
        self.process.terminate()
        status = self.process.wait(20)
        assert status == 0 or os.name == "nt", self.errors

    def kill(self) -> None:
        """Ends the host with SIGKILL."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        self.process.wait(20)

    def _begin(self, command: list[str], environment: Mapping[str, str] | None) -> "subprocess.Popen[bytes]":
        with self._errors.open("wb") as errors:
            surroundings = {**os.environ, **(environment or {})}
            return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors, env=surroundings)

    def _await_ready(self) -> dict[str, Any]:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                ready: dict[str, Any] = json.loads(self._ready_file.read_text("utf-8"))
                if ready["pid"] == self.process.pid:
                    return ready
            except FileNotFoundError:
                pass
            time.sleep(STEP_SECONDS)
        self.kill()
        raise AssertionError(f"The host did not start: {self.errors}")
