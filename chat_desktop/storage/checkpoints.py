"""Brings what was committed from the write-ahead log to the database file, in a thread of its own.

SQLite does it in the commit that makes the log long, and that commit waits for two syncs of a disk. While uploads keep
the disk busy, this took a third of a second each few seconds, and nobody's message arrived meanwhile.
"""

import logging
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from chat_desktop.background import Restarted

# About as many pages as SQLite itself lets the log grow to. It does the rest in a commit (`wal_autocheckpoint`,
# database.py) when this thread is far behind; and then most of it is done.
COMMANDS = 120
TIMES = 3  # what is committed meanwhile is brought over as well, so that the log can begin anew

log = logging.getLogger(__name__)


class Checkpoints:
    """The thread, and how much was committed since it last did its work."""

    def __init__(self, path: Path) -> None:
        """PATH is the database file, which exists by `start`."""
        self._path = path
        self._since = 0
        self._due = threading.Event()
        self._stopped = False
        self._thread = Restarted("checkpoints", self._run, self._due.clear)

    def start(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def stop(self, seconds: float = 10.0) -> None:
        """Ends the thread. Waits SECONDS at most."""
        self._stopped = True
        self._due.set()
        self._thread.join(seconds)

    def note(self, commands: int) -> None:
        """Notes that so many commands were committed. Called in the writer's thread; does not block."""
        self._since += commands
        if self._since >= COMMANDS:
            self._since = 0
            self._due.set()

    def _run(self) -> None:
        with closing(sqlite3.connect(self._path, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = FULL")
            while self._due.wait() and not self._stopped:
                self._due.clear()
                self._bring_over(db)

    def _bring_over(self, db: sqlite3.Connection) -> None:
        try:
            for _ in range(TIMES):
                _, pages, done = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                if pages == done or self._stopped:
                    return
        except sqlite3.Error as problem:  # a full disk: the log keeps everything, and the next time comes
            log.debug("The log of writes could not be brought over: %s", problem)
