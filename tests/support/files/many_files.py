"""Fills a room of an office of the tests with thousands of files, written into its database."""

import sqlite3

from tests.support.parts.rules_office import RulesOffice

DAY_MS = 86_400_000
PER_MESSAGE = 4
KINDS = ("image", "pdf", "file", "text")
ENDINGS = ("jpg", "pdf", "zip", "txt")
MESSAGE = (
    "INSERT INTO messages (n, id, room_id, seq, rev, client_id, sender_id, body, created_at, deleted)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, 0)"
)
BLOB = "INSERT INTO blobs (hash, size, kind, type, state, created_at) VALUES (?, 5, ?, 'text/plain', 'plain', ?)"
FILE = (
    "INSERT INTO attachments (id, hash, owner_id, message_id, room_id, seq, name, created_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def fill(office: RulesOffice, room_id: str, senders: list[str], files: int = 10_000) -> None:
    """One message a day until yesterday, each with a picture, a PDF, an archive and a text.

    Their names are "day 7 Übersicht.jpg" and so on, and the senders take turns.
    """
    office.write(lambda work: write(work.db, office.now, room_id, senders, files))  # type: ignore[arg-type]


def write(db: sqlite3.Connection, now: int, room_id: str, senders: list[str], files: int) -> None:
    """The same in an open transaction of any database."""
    messages = files // PER_MESSAGE
    first = 1 + db.execute("SELECT coalesce(max(n), 0) FROM messages").fetchone()[0]
    db.executemany(BLOB, [(kind.rjust(64, "0"), kind, now) for kind in KINDS])
    for day in range(messages):
        at, sender, seq = now - (messages - day) * DAY_MS, senders[day % len(senders)], day + 1
        message_id = f"day{day:013d}"
        db.execute(MESSAGE, (first + day, message_id, room_id, seq, seq, message_id, sender, at))
        rows = (
            (f"{message_id}{kind}", kind.rjust(64, "0"), sender, message_id, room_id, seq, name(day, ending), at)
            for kind, ending in zip(KINDS, ENDINGS, strict=True)
        )
        db.executemany(FILE, rows)
    db.execute("UPDATE rooms SET last_seq = ?1, last_rev = ?1 WHERE id = ?2", (messages, room_id))


def name(day: int, ending: str) -> str:
    return f"day {day} Übersicht.{ending}"
