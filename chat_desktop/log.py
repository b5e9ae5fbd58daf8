"""One format, a rotating file in the data folder, warnings on standard error. Never a message body in it."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
FILE_BYTES = 1_000_000
FILES_KEPT = 3


class _QuietFileHandler(RotatingFileHandler):
    """A log that cannot be written (disk full) must never stop the chat, nor fill the terminal with traces."""

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def set_up(data: Path, level: int = logging.INFO) -> None:
    """Logs into DATA/logs; a folder that cannot be written leaves standard error alone as the log."""
    root = logging.getLogger()
    root.setLevel(level)
    for handler in _handlers(data):
        handler.setFormatter(logging.Formatter(FORMAT))
        root.addHandler(handler)
    for chatty in ("engineio", "socketio", "zeroconf", "pywebview", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _handlers(data: Path) -> list[logging.Handler]:
    handlers: list[logging.Handler] = []
    try:
        data.mkdir(
            mode=0o700, parents=True, exist_ok=True
        )  # the first to make it: what is in there is the office's own
        (data / "logs").mkdir(exist_ok=True)
        handlers.append(
            _QuietFileHandler(
                data / "logs" / "chat-desktop.log", maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8"
            )
        )
    except OSError:
        pass
    # A windowed app on Windows has no standard error at all.
    if sys.stderr is not None:
        terminal = logging.StreamHandler()
        terminal.setLevel(logging.ERROR)
        handlers.append(terminal)
    return handlers
