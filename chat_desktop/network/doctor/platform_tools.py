"""The platform's own tools, asked without a shell, for a few seconds at most."""

import logging
from dataclasses import dataclass
from pathlib import Path

from chat_desktop import child_processes

LIMIT_SECONDS = 5.0
MAX_BYTES = 1_000_000  # bytes: a ruleset of thousands of lines is still read, an endless answer is not kept

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ToolResult:
    status: int
    output: str


def run(*command: str, limit: float = LIMIT_SECONDS) -> ToolResult | None:
    """COMMAND names its program by an absolute path: what lies in the working folder or on PATH is nobody's word.
    None when it is not there, may not be run, or did not end in time. Its words are asked for in English."""
    if not Path(command[0]).is_file():
        return None
    ended = child_processes.run(command, limit, LC_ALL="C", LANGUAGE="C")
    if ended is None:
        log.info("%s could not be asked.", command[0])
        return None
    return ToolResult(ended.status, ended.output[:MAX_BYTES].decode(errors="replace"))


def first_existing(*paths: str) -> str | None:
    return next((path for path in paths if Path(path).is_file()), None)


def read(path: str) -> str | None:
    """The file's text; None when it is not there or not ours to read."""
    try:
        return Path(path).read_text("utf-8", errors="replace")
    except OSError:
        return None
