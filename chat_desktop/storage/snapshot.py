"""A consistent copy of the database of an office, also while a host writes to it, and what a copy holds.

The functions raise sqlite3.Error.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from chat_desktop.storage.queries import audit as audit_queries
from chat_desktop.storage.queries import office as office_queries

SEED_BYTES = 32
BUSY_SECONDS = 30.0
STEPS = 20_000  # of SQLite's machine between two questions whether to go on

VACUUM_INTO = "VACUUM INTO ?"
DATA_VERSION = "PRAGMA data_version"
PLAIN_JOURNAL = "PRAGMA journal_mode = DELETE"
CHECK = "PRAGMA quick_check(1)"
EXISTS = "SELECT 1 FROM sqlite_master WHERE type = ? AND name = ?"
SCHEMA = "SELECT version_num FROM alembic_version"
OFFICE = "SELECT id, name FROM office WHERE row = 1"
COUNTS = "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM rooms), (SELECT count(*) FROM messages)"
HAS_PEOPLE = "SELECT 1 FROM users LIMIT 1"
HAS_TERM = "SELECT 1 FROM pragma_table_info('office') WHERE name = 'term'"
ADD_TERM = "ALTER TABLE office ADD COLUMN term INTEGER DEFAULT '1' NOT NULL"
FILES = "SELECT hash, size FROM blobs ORDER BY hash"
# (hash): pictures of it are made again, and what people download of it.
MAKE_AGAIN = "UPDATE blobs SET state = 'fresh' WHERE hash = ? AND state = 'made'"
# (hash): a name that everybody may know.
OPEN_NAME = """
SELECT a.name FROM attachments a JOIN rooms r ON r.id = a.room_id WHERE a.hash = ? AND r.kind = 'open' LIMIT 1
"""


class Kept(NamedTuple):
    """The bytes of a file that the office keeps, by their hash."""

    hash: str
    size: int


class Contents(NamedTuple):
    """What a copy of the database holds."""

    schema: str
    office_id: str
    office_name: str
    people: int
    rooms: int
    messages: int
    seed: bytes


def take(database: Path, target: Path, is_cancelled: Callable[[], bool]) -> None:
    """Writes a copy to TARGET, which must not exist. Readers and the writer of a host go on meanwhile."""
    with _open(database, "ro") as db:
        db.set_progress_handler(lambda: int(is_cancelled()), STEPS)
        db.execute(VACUUM_INTO, (str(target),))


def take_pages(database: Path, target: Path) -> None:
    """Writes a copy with the same pages at the same places to TARGET, which must not exist; `take` moves them.

    It is one step, so that no write begins it anew. Readers and the writer of a host go on meanwhile.
    """
    with _open(database, "ro") as db, closing(sqlite3.connect(target)) as copy:
        db.backup(copy)
        copy.execute(PLAIN_JOURNAL)


def change_mark(database: sqlite3.Connection) -> int:
    """Returns a number that differs after another connection has changed the database."""
    return int(database.execute(DATA_VERSION).fetchone()[0])


def open_reader(database: Path) -> sqlite3.Connection:
    """Returns a connection for reading, which its user closes. It may be used in any one thread at a time."""
    uri = f"{database.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)


def opens(data: bytes, office_id: str) -> bool:
    """Returns whether the bytes of a database are whole, and those of this office. Nothing is written to a disk."""
    with closing(sqlite3.connect(":memory:")) as db:
        try:
            db.deserialize(data)
            return bool(db.execute(CHECK).fetchone() == ("ok",) and db.execute(OFFICE).fetchone()[0] == office_id)
        except sqlite3.DatabaseError:
            return False


def ensure_seed(database: Path, seed: bytes) -> None:
    """Gives the office this identity unless it has one, or its schema is older than identities."""
    with _open(database, "rw") as db:
        if _has(db, "table", "addresses") and not db.execute(office_queries.IDENTITY_KEY).fetchone()[0]:
            db.execute(office_queries.SET_IDENTITY_SEED, (seed,))
            db.commit()


def contents(copy: Path) -> Contents:
    """Returns what a copy holds."""
    with _open(copy, "ro") as db:
        (schema,) = db.execute(SCHEMA).fetchone()
        office_id, name = db.execute(OFFICE).fetchone()
        people, rooms, messages = db.execute(COUNTS).fetchone()
        seed = db.execute(office_queries.IDENTITY_KEY).fetchone()[0] if _has(db, "table", "addresses") else None
        return Contents(schema, office_id, name, people, rooms, messages, seed or b"")


def term(database: Path) -> int:
    """Returns the term of an office (chat/office/copies.py); 0 where there is no office."""
    if not database.is_file() or not database.stat().st_size:
        return 0
    with _open(database, "ro") as db:
        row = db.execute(office_queries.TERM).fetchone() if db.execute(HAS_TERM).fetchone() else None
        return int(row[0]) if row else 1


def has_people(database: Path) -> bool:
    """Returns whether an office was set up; also when that cannot be known, because the file cannot be read."""
    try:
        with _open(database, "ro") as db:
            return db.execute(HAS_PEOPLE).fetchone() is not None
    except sqlite3.Error:
        return True


def served_at(copy: Path) -> tuple[int | None, bool]:
    """Returns the port at which an office was served last, and whether it is in secure mode."""
    with _open(copy, "ro") as db:
        (port,) = db.execute(office_queries.PORT).fetchone()
        (since,) = db.execute(office_queries.SECURE_SINCE).fetchone()
        return port, since is not None


def keep_port(copy: Path, port: int) -> None:
    """Notes the port at which an office is served from now on."""
    with _open(copy, "rw") as db:
        db.execute(office_queries.SET_PORT, (port,))
        db.commit()


def note_lost(copy: Path, names: list[str]) -> dict[str, str]:
    """Notes which files were not restored with a copy; such a name is a hash, or a hash, a dot and a form.

    Returns names under which they were sent, of those in rooms that are open to everyone."""
    if not names:
        return {}
    with _open(copy, "rw") as db:
        for file_hash in {name.partition(".")[0] for name in names if "." in name}:
            db.execute(MAKE_AGAIN, (file_hash,))
        db.commit()
        rows = {name: db.execute(OPEN_NAME, (name,)).fetchone() for name in names if "." not in name}
    return {name: row[0] for name, row in rows.items() if row}


def raise_term(copy: Path, above: int) -> int:
    """Gives an office a higher term than it has, and than ABOVE. Returns it. Its schema may be older than terms."""
    with _open(copy, "rw") as db:
        if not db.execute(HAS_TERM).fetchone():
            db.execute(ADD_TERM)
        (before,) = db.execute(office_queries.TERM).fetchone()
        db.execute(office_queries.RAISE_TERM, (max(before, above) + 1,))
        db.commit()
        return int(max(before, above) + 1)


def note_act(copy: Path, act: str, now_ms: int, **detail: str) -> None:
    """Adds an entry of the program itself to the activity log. The schema may be older than the log."""
    with _open(copy, "rw") as db:
        if _has(db, "table", "audit"):
            db.execute(audit_queries.INSERT, (now_ms, act, None, None, json.dumps(detail, ensure_ascii=False)))
            db.commit()


def remove_standby(copy: Path, standby_id: str) -> None:
    """Removes a stand-by, which serves the office itself now."""
    with _open(copy, "rw") as db:
        if _has(db, "table", "standbys"):
            db.execute(office_queries.REMOVE_STANDBY, (standby_id,)).fetchall()
            db.commit()


def files(copy: Path) -> list[Kept]:
    """Returns the files that the messages and people of a copy refer to."""
    with _open(copy, "ro") as db:
        return [Kept(*row) for row in db.execute(FILES)] if _has(db, "table", "blobs") else []


def is_whole(copy: Path) -> bool:
    """Returns whether SQLite finds no damage in a copy."""
    with _open(copy, "ro") as db:
        return bool(db.execute(CHECK).fetchone() == ("ok",))


def _has(db: sqlite3.Connection, kind: str, name: str) -> bool:
    return db.execute(EXISTS, (kind, name)).fetchone() is not None


@contextmanager
def _open(path: Path, mode: str) -> Iterator[sqlite3.Connection]:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)) as db:
        yield db
