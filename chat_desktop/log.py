"""Sets up logging into rotating files in the data folder, and of errors to standard error."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from chat_desktop import terminal

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FILE_BYTES = 1_000_000
FILES_KEPT = 3
TAIL_BYTES = 64_000  # of the log that the owner sees in the page


_libraries = terminal.RedirectedStderr()


class _QuietFileHandler(RotatingFileHandler):
    """A rotating log file that ignores write errors, such as a full disk, instead of printing them."""

    def doRollover(self) -> None:  # noqa: N802
        """Starts a new file and redirects the output of libraries to it."""
        super().doRollover()
        _libraries.follow(self.stream)

    def handleError(self, record: logging.LogRecord) -> None:
        """Ignores the error."""


def file_of(data: Path) -> Path:
    """Returns the file that the host in the folder DATA logs into."""
    return data / "logs" / "chat-desktop.log"


def tail(file: Path, most_bytes: int = TAIL_BYTES) -> list[str]:
    """Returns the last whole lines of a log file; none if it cannot be read."""
    try:
        with file.open("rb") as opened:
            size = opened.seek(0, 2)
            opened.seek(max(0, size - most_bytes))
            lines = opened.read(most_bytes).decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    return lines[1:] if size > most_bytes else lines


def set_up(data: Path, level: int = logging.INFO, libraries_too: bool = False) -> None:
    """Logs into DATA/logs and errors to standard error. If the folder cannot be written, only standard error is used.

    With `libraries_too`, the direct output of libraries to standard error goes to the file too. The log never contains
    the text of a message.
    """
    root = logging.getLogger()
    root.setLevel(level)
    for handler in _handlers(data, libraries_too):
        handler.setFormatter(logging.Formatter(FORMAT))
        root.addHandler(handler)
    for chatty in ("engineio", "socketio", "zeroconf", "pywebview", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _handlers(data: Path, libraries_too: bool) -> list[logging.Handler]:
    handlers: list[logging.Handler] = []
    if (file := _file(data)) is not None:
        handlers.append(file)
        if libraries_too:
            _libraries.begin(file.stream)
    # Created after the redirection, because the handler keeps the current stream. On Windows, a program with windows
    # has no standard error.
    if sys.stderr is not None:
        errors = logging.StreamHandler()
        errors.setLevel(logging.ERROR)
        handlers.append(errors)
    return handlers


def _file(data: Path) -> _QuietFileHandler | None:
    try:
        # The log is the first to create the data folder. Other accounts may not read it.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / "logs").mkdir(exist_ok=True)
        return _QuietFileHandler(file_of(data), maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    except OSError:
        return None
