"""Starts a process that has loaded the modules of a host and waits, before a test asks for a host.

Its command is `python -m tests.support.spare_host`; its words come as a line on its standard input.

To load it is two thirds of a start, and can be done while the present test waits for something else. What then runs is
the same `main` with the same words, in a process that serves this once.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-W", "error", "-m", "tests.support.spare_host"]


class SpareHosts:
    """Keeps one spare process at most, which `begin` uses if it fits. Nothing is started before `prepare`."""

    def __init__(self) -> None:
        self.spare: subprocess.Popen[bytes] | None = None
        self._environment: dict[str, str] = {}

    def prepare(self) -> None:
        """Starts the spare for the next test."""
        if self.spare is None:
            self._environment = environment()
            null = subprocess.DEVNULL
            self.spare = subprocess.Popen(COMMAND, cwd=ROOT, stdin=subprocess.PIPE, stdout=null, stderr=null)

    def begin(self, words: list[str], errors: Path) -> "subprocess.Popen[bytes] | None":
        """Makes the spare process run the program with these arguments, and returns it.

        `errors` is the file for its standard error. Returns None when no spare process has the present environment.
        """
        if self._environment != environment():
            self.end()
        spare, self.spare = self.spare, None
        if spare is None or not tell(spare, json.dumps([str(errors), words]).encode() + b"\n"):
            return None
        return spare

    def end(self) -> None:
        if self.spare is not None:
            tell(self.spare, b"")
            self.spare.wait(20)
            self.spare = None


def environment() -> dict[str, str]:
    """What a process would inherit; the name of the present test does not matter to it."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


def tell(spare: "subprocess.Popen[bytes]", line: bytes) -> bool:
    """Writes a line to the process. Returns False when the process has ended."""
    assert spare.stdin is not None
    with suppress(OSError):
        spare.stdin.write(line)
        spare.stdin.close()
    return spare.poll() is None


def wait_for_words() -> list[str] | None:
    """Waits for the arguments of the host and returns them, or None when the tests have ended."""
    line = sys.stdin.buffer.readline()
    if not line:
        return None
    errors, words = json.loads(line)
    with Path(errors).open("wb") as file, Path(os.devnull).open("rb") as nothing:
        os.dup2(file.fileno(), 2)
        os.dup2(nothing.fileno(), 0)
    return list(words)


if __name__ == "__main__":
    from chat_desktop.__main__ import main
    from chat_desktop.runtime import headless  # noqa: F401 - `serve` would load it when it is asked to serve

    words = wait_for_words()
    sys.exit(0 if words is None else main(words))
