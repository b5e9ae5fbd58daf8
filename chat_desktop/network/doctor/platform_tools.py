"""Runs the platform's own tools without a shell and with a time limit."""

import logging
from dataclasses import dataclass
from pathlib import Path

from chat_desktop import child_processes

LIMIT_SECONDS = 5.0
MAX_BYTES = 1_000_000  # enough for a ruleset of thousands of lines; longer output is cut off

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToolResult:
    """The exit status and the output of a tool."""

    status: int
    output: str


def run(*command: str, limit: float = LIMIT_SECONDS) -> ToolResult | None:
    """Runs COMMAND with English messages and returns its result.

    The program is an absolute path, since files in the working folder or on PATH cannot be trusted. Returns None when
    the program is missing, cannot be started, or does not end in LIMIT seconds."""
    if not Path(command[0]).is_file():
        return None
    ended = child_processes.run(command, limit, LC_ALL="C", LANGUAGE="C")
    if ended is None:
        log.info("%s could not be asked.", command[0])
        return None
    return ToolResult(ended.status, ended.output[:MAX_BYTES].decode(errors="replace"))


def first_existing(*paths: str) -> str | None:
    """Returns the first of the paths that is a file, or None."""
    return next((path for path in paths if Path(path).is_file()), None)


def read(path: str) -> str | None:
    """Returns the text of the file, or None when it is missing or cannot be read."""
    try:
        return Path(path).read_text("utf-8", errors="replace")
    except OSError:
        return None
