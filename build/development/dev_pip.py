"""Installs packages with pip and hashes, and shows its progress in one line."""

import re
import subprocess
from collections import deque
from collections.abc import Iterable
from pathlib import Path

from development.dev_progress import Step

# Only wheels are installed, except for proxy_tools (of pywebview), which is published as an sdist. It is built with the
# setuptools of the `build` layer, because an isolated build would download its own without a hash.
FLAGS = [
    *("--require-hashes", "--no-build-isolation", "--only-binary=:all:", "--no-binary=proxy-tools"),
    *("--disable-pip-version-check", "--no-input", "--progress-bar=off"),
]
TAIL = 12  # lines of pip's output that are shown when it fails


class PipError(Exception):
    """pip failed. `touched` is True when it had begun to change installed packages."""

    def __init__(self, text: str, touched: bool) -> None:
        super().__init__(text)
        self.touched = touched


def install(python: Path, locks: Iterable[Path], name: str) -> None:
    """Installs the locks into the environment of `python`. Raises PipError."""
    wanted = [word for lock in locks for word in ("--requirement", str(lock))]
    command = [str(python), "-m", "pip", "install", *FLAGS, *wanted]
    with Step(f"Installing packages ({name})") as step:
        code, lines = watch(command, step)
    if code:
        touched = any(line.startswith("Installing collected") for line in lines)
        raise PipError(explain(lines), touched)


def watch(command: list[str], step: Step) -> tuple[int, list[str]]:
    """Runs pip and shows its progress. Returns its exit status and its last lines."""
    tail: deque[str] = deque(maxlen=200)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", close_fds=False
    ) as pip:
        for line in pip.stdout or ():
            tail.append(line.rstrip())
            step.detail(progress_of(line) or step.current)
    return pip.returncode, list(tail)


def progress_of(line: str) -> str:
    """Returns the progress that a line of pip's output reports, or an empty string."""
    found = re.match(r"\s*(Downloading|Using cached) ([^-\s]+)\S*(?: \(([\d.]+ [kM]B)\))?", line)
    if found:
        return f"{'fetching' if found[1] == 'Downloading' else 'unpacking'} {found[2]} {found[3] or ''}".rstrip()
    if line.startswith("Installing collected packages"):
        return "writing the packages to disk"
    return "building " + line.split(":")[1].strip() if line.startswith("Building wheels for") else ""


def explain(lines: list[str]) -> str:
    """Returns an error message for the last lines of pip's output."""
    text = "\n".join(line for line in lines[-TAIL:] if line)
    if "No space left" in text:
        return "The disk is full, so packages could not be installed. Free some space and run the same command again."
    return f"Packages could not be installed. pip says:\n{text}\nCheck the network and run the same command again."
