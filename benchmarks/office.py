"""Writes offices for benchmarks straight into the database: signed-in people, rooms and a history.

Passwords are not hashed and nobody joins: that is not measured here, and would take a minute for 2,000 people.
"""

import contextlib
import hashlib
import json
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.history import write_history
from benchmarks.search import measuring
from chat_desktop.chat.core import ids
from chat_desktop.chat.joining import accounts
from chat_desktop.chat.office import offices
from chat_desktop.chat.users import sessions
from chat_desktop.runtime.assembly import make_work
from chat_desktop.storage.connection import transaction
from chat_desktop.storage.database import FILE_NAME, Database
from chat_desktop.storage.writer import BEGIN
from chat_desktop.web.cookies import cookie_name

BROWSER = sessions.Browser("127.0.0.1", "bench")
# This is no argon2 hash, because nobody signs in with a password.
NO_PASSWORD = "unusable"  # noqa: S105


@dataclass(frozen=True, slots=True)
class OfficeFile:
    """An office on disk: its data folder, the session cookie of each person, and the ids of its rooms."""

    folder: Path
    cookies: list[str]
    rooms: list[str]


def make(folder: Path, people: int, rooms: int = 1, messages: int = 0) -> OfficeFile:
    """Writes a new office to `folder`, which must not exist. Raises FileExistsError if it does."""
    folder.mkdir(parents=True)
    database = Database(folder)
    database.prepare()
    with database.connect() as connection, transaction(connection, BEGIN):
        work = make_work(connection)
        office_id = offices.ensure(work, "Bench").id
        accounts.set_up(work, "Bench", "person-0", NO_PASSWORD, BROWSER)
        work.finish()
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as db:
        tokens = _fill(db, people, rooms, messages)
    if messages:
        _index(folder)
    cookies = [f"{cookie_name(office_id)}={token}" for token in tokens]
    return OfficeFile(folder, cookies, _rooms_of(folder))


@contextlib.contextmanager
def temporary(root: Path, people: int, rooms: int = 1, messages: int = 0) -> Iterator[OfficeFile]:
    """Writes an office that is removed at the end of the `with` block."""
    folder = root / f"office-{secrets.token_hex(4)}"
    try:
        yield make(folder, people, rooms, messages)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kept(folder: Path, people: int, messages: int) -> OfficeFile:
    """Returns an office that is kept between runs, because writing it takes long."""
    note = folder / "bench.json"
    if note.is_file():
        stored = json.loads(note.read_text())
        return OfficeFile(folder, stored["cookies"], stored["rooms"])
    shutil.rmtree(folder, ignore_errors=True)
    office = make(folder, people, messages=messages)
    note.write_text(json.dumps({**asdict(office), "folder": str(folder)}))
    return office


def _index(folder: Path) -> None:
    """Makes the search index. A host that makes it while it is measured would need twice the CPU for a post."""
    with contextlib.closing(measuring.Office(folder)) as office:
        measuring.build(office)


def _fill(db: sqlite3.Connection, people: int, rooms: int, messages: int) -> list[str]:
    # An incomplete file is thrown away, so nothing has to be synced before the end.
    for pragma in ("synchronous = OFF", "cache_size = -2000000", "temp_store = MEMORY"):
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN")
    user_ids = _people(db, people)
    tokens = _sessions(db, user_ids)
    _rooms(db, user_ids, rooms)
    room_id = db.execute("SELECT id FROM rooms WHERE home").fetchone()[0]
    write_history(db, room_id, user_ids, messages)
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tokens


def _people(db: sqlite3.Connection, people: int) -> list[str]:
    [owner] = db.execute("SELECT id FROM users").fetchone()
    now = _now()
    newcomers = [ids.short_id(secrets.token_bytes) for _ in range(people)]
    db.executemany(
        "INSERT INTO users (id, name, name_key, password_hash, role, active, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(user, f"person-{n}", f"person-{n}", NO_PASSWORD, "member", 1, now) for n, user in enumerate(newcomers, 1)],
    )
    return [owner, *newcomers]


def _sessions(db: sqlite3.Connection, user_ids: list[str]) -> list[str]:
    """Creates a session for each person and returns their tokens, as in the cookie."""
    now, tokens = _now(), [ids.secret(secrets.token_bytes, sessions.TOKEN_BYTES) for _ in user_ids]
    db.executemany(
        "INSERT INTO sessions (id, token_hash, user_id, created_at, seen_at, address, agent)"
        " VALUES (?, ?, ?, ?, ?, '', '')",
        [
            (ids.short_id(secrets.token_bytes), hashlib.sha256(token.encode()).digest(), user, now, now)
            for user, token in zip(user_ids, tokens, strict=True)
        ],
    )
    return tokens


def _rooms(db: sqlite3.Connection, user_ids: list[str], rooms: int) -> None:
    """Adds everyone to the first room and to `rooms - 1` new ones."""
    now = _now()
    for number in range(1, rooms):
        db.execute(
            "INSERT INTO rooms (id, kind, name, name_key, topic, home, last_seq, last_rev, member_count, created_at)"
            " VALUES (?, 'open', ?, ?, '', 0, 0, 0, 0, ?)",
            (ids.short_id(secrets.token_bytes), f"Room {number}", f"room {number}", now),
        )
    all_rooms = [row[0] for row in db.execute("SELECT id FROM rooms")]
    db.executemany(
        "INSERT OR IGNORE INTO memberships (user_id, room_id, read_seq, involvement, created_at)"
        " VALUES (?, ?, 0, 'everything', ?)",
        [(user, room, now) for room in all_rooms for user in user_ids],
    )
    db.execute("UPDATE rooms SET member_count = ?", (len(user_ids),))


def _rooms_of(folder: Path) -> list[str]:
    with contextlib.closing(sqlite3.connect(folder / FILE_NAME)) as db:
        return [row[0] for row in db.execute("SELECT id FROM rooms ORDER BY home DESC, created_at, id")]


def _now() -> int:
    return time.time_ns() // 1_000_000
