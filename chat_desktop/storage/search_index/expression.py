"""Makes an expression of FTS5 of what is wanted."""

import sqlite3
from collections.abc import Iterable

from chat_desktop.search_text.wanted import Term, Wanted, Within
from chat_desktop.storage.search_index import tokens

# With more rooms the expression costs more than it saves: then the messages that were found are tested alone.
MOST_ROOMS = 100
# That have the letters of a term in their middle: each of them takes its time. The words that came first are those that
# are used most. The terms of a query have fewer together, because their beginnings are looked up again with them.
MOST_WORDS, MOST_TOGETHER = 1_000, 700
# Trigrams find words with all of the three letters; which have them in a row is looked up.
WITH_PART = """
SELECT w.word FROM parts p JOIN words w ON w.id = p.rowid WHERE p.parts MATCH ? AND instr(w.word, ?) >= ? LIMIT ?
"""


class Nothing(Exception):
    """No message can be what is wanted."""


def build(index: sqlite3.Connection, wanted: Wanted, within: Within, names_rooms: bool = True) -> str | None:
    """Returns the expression, or None when every message is wanted or the rooms are too many to name.

    Without NAMES_ROOMS it names them only where nothing else is asked for but what is excluded.
    Raises Nothing when there can be no result.
    """
    terms = [term for term in wanted.terms if not term.is_excluded]
    is_filtered = bool(terms or wanted.sender_ids or wanted.has or wanted.types)
    excluded = _excluded(wanted)
    has_few_rooms = names_rooms and len(wanted.room_ids) <= MOST_ROOMS
    positive = list(_filters(wanted, name_rooms=has_few_rooms or (bool(excluded) and not is_filtered)))
    if within is Within.MIDDLE:
        excluded.append(tokens.in_text(tokens.all_of(map(_whole, terms))))
    if terms:
        positive.append(tokens.in_text(_words(index, terms, within)))
    elif within in (Within.MIDDLE, Within.PARTS):
        raise Nothing
    if not positive:
        return None
    kept = tokens.all_of(positive)
    return f"{kept} NOT {tokens.any_of(excluded)}" if excluded else kept


def _words(index: sqlite3.Connection, terms: list[Term], within: Within) -> str:
    if within is Within.WORDS:
        return tokens.all_of(map(_whole, terms))
    most = MOST_WORDS if len(terms) == 1 else MOST_TOGETHER // len(terms)
    parts = [_words_with(index, term, most) for term in terms]
    if within is not Within.ANYWHERE and not any(parts):
        raise Nothing
    # Where one word alone can stand in the middle of others, it does: its beginnings need not be looked up.
    is_one = within is not Within.ANYWHERE and sum(map(bool, parts)) == 1
    return tokens.all_of(
        tokens.any_of([*([] if is_one and found else [_whole(term)]), *found])
        for term, found in zip(terms, parts, strict=True)
    )


def _filters(wanted: Wanted, name_rooms: bool) -> Iterable[str]:
    if not wanted.room_ids:
        raise Nothing
    if name_rooms:
        yield _one_of(map(tokens.room, wanted.room_ids))
    if wanted.sender_ids:
        yield _one_of(map(tokens.sender, wanted.sender_ids))
    for name in sorted(wanted.has):
        yield _one_of([tokens.feature(name)])
    for types in wanted.types:
        yield _one_of(map(tokens.file_type, types))


def _excluded(wanted: Wanted) -> list[str]:
    terms = [
        _whole(term) for term in wanted.terms if term.is_excluded and any(each.tokens for each in term.alternatives)
    ]
    meta = [*map(tokens.sender, wanted.excluded_sender_ids), *map(tokens.feature, wanted.excluded_has)]
    meta += map(tokens.file_type, wanted.excluded_types)
    return [*map(tokens.in_text, terms), *([_one_of(meta)] if meta else [])]


def _one_of(names: Iterable[str]) -> str:
    return tokens.in_meta(tokens.any_of(tokens.quoted((name,)) for name in sorted(names)))


def _whole(term: Term) -> str:
    phrases = [tokens.quoted(phrase.tokens, phrase.is_prefix) for phrase in term.alternatives if phrase.tokens]
    if not phrases:
        raise Nothing
    return tokens.any_of(phrases)


def _words_with(index: sqlite3.Connection, term: Term, most: int) -> list[str]:
    """The words that have the letters of a term somewhere, quoted: of the words that `_whole` does not find."""
    fragment = term.fragment
    if fragment is None or len(fragment) < 3:
        return []
    # Those that cover it once. More of them would take longer, and leave out few words.
    trigrams = {fragment[at : at + 3] for at in (*range(0, len(fragment) - 2, 3), len(fragment) - 3)}
    expression = " AND ".join(tokens.quoted((trigram,)) for trigram in sorted(trigrams))
    # Words that begin so are found by their beginning. Each of them would be looked up once more.
    has_beginnings = any(phrase.is_prefix and phrase.tokens == (fragment,) for phrase in term.alternatives)
    values = (expression, fragment, 2 if has_beginnings else 1, most)
    return [tokens.quoted((word,)) for [word] in index.execute(WITH_PART, values)]
