"""One format, a rotating file in the data folder, errors on standard error. Never a message body in it."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from chat_desktop import terminal

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FILE_BYTES = 1_000_000
FILES_KEPT = 3


_libraries = terminal.RedirectedStderr()


class _QuietFileHandler(RotatingFileHandler):
    """A log that cannot be written (disk full) must never stop the chat, nor fill the terminal with traces."""

    def doRollover(self) -> None:  # noqa: N802
        super().doRollover()
        _libraries.follow(self.stream)

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def set_up(data: Path, level: int = logging.INFO, libraries_too: bool = False) -> None:
    """Logs into DATA/logs; a folder that cannot be written leaves standard error alone as the log.

    `libraries_too`: so does what libraries write to standard error by themselves.
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
    # After that: it keeps the stream that it finds. A windowed app on Windows has no standard error at all.
    if sys.stderr is not None:
        errors = logging.StreamHandler()
        errors.setLevel(logging.ERROR)
        handlers.append(errors)
    return handlers


def _file(data: Path) -> _QuietFileHandler | None:
    try:
        # The first to make it: what is in there is the office's own.
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        (data / "logs").mkdir(exist_ok=True)
        place = data / "logs" / "chat-desktop.log"
        return _QuietFileHandler(place, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")
    except OSError:
        return None
