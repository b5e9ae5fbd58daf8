"""The tables of the index file, and what decides whether a file that is found still serves."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from chat_desktop.search_text import folding

FILE_NAME = "search.db"
TABLES_VERSION = 2
# A message is removed from the index by its tokens, because a table without content cannot look them up. They must be
# made again exactly as they were then, so another folding needs another index.
VERSION = f"{TABLES_VERSION}.{folding.FOLDING}"

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    # A commit is not synced: after a power cut the index lacks the last batches, which are indexed again. What is
    # removed from `search_todo` was synced by a checkpoint before (indexer.py).
    "PRAGMA synchronous = NORMAL",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -8000",
    "PRAGMA journal_size_limit = 16777216",
)
# Letters, numbers, private use and all marks belong to words. Without the marks, unicode61 splits Hindi and vocalised
# Arabic at every vowel.
TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
TABLES = (
    # One row. The messages with low < n <= high are indexed, as they were after the change `change` of `search_todo`.
    # `high_id` is the id of the message `high`, which shows whether the database is still the same one.
    """CREATE TABLE state (
         one INTEGER PRIMARY KEY CHECK (one = 1), version TEXT NOT NULL, office_id TEXT NOT NULL, low INTEGER NOT NULL,
         high INTEGER NOT NULL, high_id TEXT, change INTEGER NOT NULL, optimized_at INTEGER NOT NULL)""",
    # The rowid is the n of the message. `text` is its folded text, and `meta` has a token for its room, its sender and
    # each sort of content, so that every filter is one more AND inside the index.
    f"CREATE VIRTUAL TABLE messages USING fts5(text, meta, content='', columnsize=0, tokenize=\"{TOKENIZER}\")",
    # The distinct words of all messages, and their trigrams: for parts of words.
    "CREATE TABLE words (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE)",
    "CREATE VIRTUAL TABLE parts USING fts5(word, content='', columnsize=0, detail=none, tokenize='trigram')",
    # The messages of each day (UTC) lie between these n, whatever the clock did. What lies there may be of other days.
    "CREATE TABLE days (day INTEGER PRIMARY KEY, first_n INTEGER NOT NULL, last_n INTEGER NOT NULL)",
)
STATE = "SELECT version, office_id, low, high, high_id, change, optimized_at FROM state"
SET_STATE = """
INSERT OR REPLACE INTO state (one, version, office_id, low, high, high_id, change, optimized_at)
VALUES (1, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class State:
    """The row of `state`."""

    version: str
    office_id: str
    low: int
    high: int
    high_id: str | None
    change: int
    optimized_at: int

    @property
    def values(self) -> tuple[str, str, int, int, str | None, int, int]:
        """The values of `SET_STATE`."""
        return (
            *(self.version, self.office_id, self.low, self.high),
            *(self.high_id, self.change, self.optimized_at),
        )


def connect(path: Path, mode: str = "rw") -> sqlite3.Connection:
    """Opens an index file, which must exist. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        for pragma in PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def read_state(connection: sqlite3.Connection) -> State:
    """Raises sqlite3.Error when the file is no index."""
    try:
        row = connection.execute(STATE).fetchone()
    except sqlite3.OperationalError as problem:
        if problem.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # another database lies in its place
            raise _corrupt(str(problem)) from None
        raise
    if row is None:
        raise _corrupt("the index has no state")
    return State(*row)


def _corrupt(reason: str) -> sqlite3.DatabaseError:
    problem = sqlite3.DatabaseError(reason)
    problem.sqlite_errorcode = sqlite3.SQLITE_CORRUPT  # as the driver sets it
    return problem


def create(path: Path, state: State, mode: int) -> None:
    """Makes the file of an empty index, with these permissions. Raises sqlite3.Error or OSError."""
    path.touch(mode)
    path.chmod(mode)
    connection = connect(path)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for statement in TABLES:
            connection.execute(statement)
        connection.execute(SET_STATE, state.values)
        connection.execute("COMMIT")
    finally:
        connection.close()  # the last connection removes the write-ahead log


def remove(path: Path) -> None:
    """Removes an index, if there is one. It must not be open. Raises OSError."""
    for each in _files(path):
        each.unlink(missing_ok=True)


def _files(path: Path) -> list[Path]:
    """The file itself, and what SQLite keeps beside it."""
    return [path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", "-journal"))]
