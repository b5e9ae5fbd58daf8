"""Starts the two servers, each in a process of its own on loopback, and ends them after the run."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.office import OfficeFile
from benchmarks.usage import Usage, of

ROOT = Path(__file__).resolve().parent.parent
NODE = shutil.which("node") or "node"
SCRIPTS = ROOT / "benchmarks" / "node"
# As a person starts programs: with a variable for tests, each start would compile every module anew.
SURROUNDINGS = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
READY_SECONDS, STOP_SECONDS = 60.0, 20.0
LOOK_SECONDS = 0.002  # time between two checks for the ready file


@dataclass(frozen=True)
class Server:
    """A running server. `plan` has its settings for the load generator. `ready_s` is the duration of its start."""

    name: str
    process: "subprocess.Popen[str]"
    ready_s: float
    plan: dict[str, Any] = field(default_factory=dict)

    def usage(self) -> Usage:
        return of(self.process.pid)


@contextlib.contextmanager
def host(office: OfficeFile, python: Path | None = None, *flags: str, module: str = "chat_desktop") -> Iterator[Server]:
    """Starts the host for an office on disk, whose people are all signed in."""
    command = [str(python or sys.executable), "-m", module]
    with started_host(command, office.folder, *flags) as (process, url, ready_s):
        plan = {"target": "host", "url": url, "cookies": office.cookies, "rooms": office.rooms}
        yield Server("host", process, ready_s, plan)


@contextlib.contextmanager
def started_host(command: list[str], folder: Path, *flags: str) -> Iterator[tuple["subprocess.Popen[str]", str, float]]:
    """Starts a host and yields its process, its URL and the seconds until it was ready. Raises RuntimeError."""
    with tempfile.TemporaryDirectory() as place:
        ready = Path(place) / "ready.json"
        arguments = ["serve", "--host", "127.0.0.1", "--port", "0", "--no-discovery", "--data", str(folder)]
        begun = time.monotonic()
        process = subprocess.Popen(
            [*command, *arguments, "--ready-file", str(ready), *flags],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            text=True,
            env=SURROUNDINGS,
        )
        with ended(process):
            while not ready.exists():
                if process.poll() is not None or time.monotonic() - begun > READY_SECONDS:
                    raise RuntimeError("The host did not start. Its own output is above.")
                time.sleep(LOOK_SECONDS)
            ready_s = time.monotonic() - begun
            yield process, json.loads(ready.read_text("utf-8"))["url"], ready_s


@contextlib.contextmanager
def peer(rooms: int = 1) -> Iterator[Server]:
    """The reference Socket.IO server on Node, without accounts and without a database."""
    begun = time.monotonic()
    command = [NODE, str(SCRIPTS / "peer.mjs"), str(rooms)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with ended(process):
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            raise RuntimeError("The peer did not start. Its own output is above.")
        plan = {"target": "peer", **json.loads(line), "rooms": [f"room-{number}" for number in range(rooms)]}
        yield Server("peer", process, time.monotonic() - begun, plan)


@contextlib.contextmanager
def ended(process: "subprocess.Popen[str]") -> Iterator[None]:
    """Ends the process after the `with` block."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()
