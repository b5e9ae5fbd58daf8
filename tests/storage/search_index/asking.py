"""What tests of the index ask it, and how they look into it."""

import sqlite3
from contextlib import closing
from typing import Any

from chat_desktop.search_text import folding
from chat_desktop.search_text.wanted import Phrase, Term, Wanted, Within
from chat_desktop.storage.search_index.index import Coverage, Found
from tests.support.parts.rules_office import Person, RulesOffice

LIMIT = 50


def term(text: str, *, is_prefix: bool = False, is_excluded: bool = False) -> Term:
    """One word or phrase, also in the middle of a word."""
    tokens = tuple(folding.index_text(text).split())
    fragment = tokens[0] if len(tokens) == 1 and len(tokens[0]) >= 3 else None
    return Term((Phrase(tokens, is_prefix),), is_excluded, fragment)


def rooms_of(office: RulesOffice, who: Person) -> frozenset[str]:
    rows = office.read(
        lambda look: look.db.execute("SELECT room_id FROM memberships WHERE user_id = ?", (who.user_id,))
    )
    return frozenset(room_id for [room_id] in rows)


def search(
    office: RulesOffice,
    *texts: str,
    who: Person | None = None,
    within: Within = Within.WORDS,
    before_n: int | None = None,
    limit: int = LIMIT,
    **filters: Any,
) -> Found:
    who = who or office.ana
    terms = tuple(term(text.removeprefix("-"), is_excluded=text.startswith("-")) for text in texts)
    wanted = Wanted(**{"room_ids": rooms_of(office, who), "terms": terms, **filters})
    return office.read(
        lambda look: look.search_index.find(look.db, who.user_id, wanted, within, before_n=before_n, limit=limit)
    )


def bodies(office: RulesOffice, *texts: str, **asked: Any) -> list[str]:
    return [row[7] for row in search(office, *texts, **asked).rows]


def coverage(office: RulesOffice) -> Coverage | None:
    return search(office, "anything").coverage


def in_index(office: RulesOffice, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(office.search_index.file.path, isolation_level=None)) as index:
        return index.execute(statement, values).fetchall()


def places(office: RulesOffice, word: str) -> list[int]:
    """The n of every message in the index that has this word, whoever may read it."""
    matches = in_index(office, "SELECT rowid FROM messages WHERE messages MATCH ? ORDER BY rowid", f'text : "{word}"')
    return [n for [n] in matches]


def check_integrity(office: RulesOffice) -> None:
    for table in ("messages", "parts"):
        in_index(office, f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
    assert in_index(office, "PRAGMA integrity_check") == [("ok",)]


def follow(office: RulesOffice) -> None:
    """Indexes all that is there, anew if necessary."""
    for _ in range(3):
        if office.indexer.attempt() is None:
            return
    raise AssertionError("the index cannot follow")


def kept_changes(office: RulesOffice) -> int:
    return int(office.read(lambda look: look.db.execute("SELECT count(*) FROM search_todo").fetchone()[0]))
