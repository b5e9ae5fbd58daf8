"""Starts hosts without loading the program for each: a process has loaded it, and forks a host as often as it is asked.

To load it takes four fifths of the CPU of a start, and a run starts hundreds. What a fork runs is the same `main`
with the same words, in a process of its own. What depends on how a process comes to be (its environment, its limits,
the program that starts it) is tested with hosts that are started anew; so is everything where there is no Linux.
"""

import json
import os
import select
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-W", "error", "-m", "tests.support.hosts.host_forks"]


class ForkedHost:
    """The process of a host, with the methods of Popen."""

    def __init__(self, pid: int, forks: "HostForks") -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._forks = forks
        self._ending = os.pidfd_open(pid)

    def poll(self) -> int | None:
        return self._wait_ms(0)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status; minus the number of the signal that killed it. Raises subprocess.TimeoutExpired."""
        status = self._wait_ms(None if timeout is None else int(timeout * 1_000))
        if status is None:
            raise subprocess.TimeoutExpired("a forked host", timeout or 0.0)
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._ending, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def _wait_ms(self, most: int | None) -> int | None:
        if self.returncode is None:
            ended = select.poll()
            ended.register(self._ending, select.POLLIN)
            if ended.poll(most):
                self.returncode = int(self._forks.ask("status", self.pid))
                os.close(self._ending)
        return self.returncode


class HostForks:
    """The process that has loaded the program; it is started with the first host that is asked for."""

    def __init__(self) -> None:
        self._loader: subprocess.Popen[bytes] | None = None
        self._environment: dict[str, str] = {}
        self._one_at_a_time = threading.Lock()

    def begin(self, words: list[str], errors: Path) -> ForkedHost | None:
        """A host with these words, which writes its errors there. None: a fork would not do just what a process does
        that is started now."""
        if not hasattr(os, "pidfd_open"):
            return None
        if self._loader is None:
            self._environment = environment()
            pipe = subprocess.PIPE
            self._loader = subprocess.Popen(COMMAND, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        if self._environment != environment():
            return None
        with suppress(OSError, ValueError):
            return ForkedHost(int(self.ask("begin", str(errors), words)), self)
        return None

    def ask(self, *order: Any) -> bytes:
        """The loader's answer; nothing if it has died."""
        loader = self._loader
        assert loader is not None
        assert loader.stdin is not None
        assert loader.stdout is not None
        with self._one_at_a_time:
            loader.stdin.write(json.dumps(order).encode() + b"\n")
            loader.stdin.flush()
            return loader.stdout.readline()

    def end(self) -> None:
        if self._loader is not None:
            self._loader.communicate(timeout=20)
            self._loader = None


# For all tests of this process. The end of the run ends it (conftest.py).
SHARED = HostForks()


def environment() -> dict[str, str]:
    """What a process would inherit; the name of the present test does not matter to it."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def follow_orders() -> list[str] | None:
    """Returns in each fork, with the words of its host; in the loader when the tests are over, with None."""
    while line := sys.stdin.buffer.readline():
        order, *about = json.loads(line)
        if order == "status":
            answer = os.waitstatus_to_exitcode(os.waitpid(about[0], 0)[1])
        elif (answer := os.fork()) == 0:
            errors, words = about
            take_files(errors)
            return list(words)
        print(answer, flush=True)
    return None


def take_files(errors: str) -> None:
    with Path(errors).open("wb") as file, Path(os.devnull).open("r+b", buffering=0) as nothing:
        os.dup2(file.fileno(), 2)
        for standard in (0, 1):
            os.dup2(nothing.fileno(), standard)


def load_program() -> None:
    """Imports what `serve` would import when it is asked to serve, or in the first seconds after it.

    It is not imported with this module, because the tests' own process does not need it."""
    from chat_desktop.chat.users import passwords
    from tests.support.hosts import prepared_pages

    for name in (
        "argon2",
        "chat_desktop.runtime.headless",
        "chat_desktop.storage.models",
        "engineio.async_drivers.gevent",
        "sqlalchemy.dialects.sqlite",
        *(["chat_desktop.power.linux"] if sys.platform == "linux" else []),
    ):
        import_module(name)
    # Hashing is slow on purpose, and no test needs it to be: it was a tenth of what all hosts cost.
    passwords.MEMORY_KIB, passwords.PASSES = 64, 1
    prepared_pages.prepare()


if __name__ == "__main__":
    from chat_desktop.__main__ import main

    load_program()
    found = follow_orders()
    sys.exit(0 if found is None else main(found))
