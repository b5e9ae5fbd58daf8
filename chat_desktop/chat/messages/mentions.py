"""Finds who is mentioned in a message: `@` and the name of a member, or a first name that only one member has.

What is a mention, and what only looks like one, is decided by the reader of chat/formatting.
"""

import json
import re
from itertools import islice

from chat_desktop.chat.core import json_columns, names
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.formatting import blocks
from chat_desktop.chat.formatting.inline import Names
from chat_desktop.chat.formatting.names import MAX_LOOKUPS, NameTable, fold, name_table
from chat_desktop.chat.formatting.tree import names_in
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import activity as activity_queries
from chat_desktop.storage.queries import mentions as mention_queries

AT = re.compile("[@\uff20](?=\\S)")
# What a name must begin with, where that is plain: an accent that follows could melt into the last letter.
BEGINNING = re.compile(r"\w+(?![^\x00-\x7f])", re.ASCII)
BEGINNINGS = 4  # look-ups by index that are cheaper than one of everybody
LAST = "\U0010ffff"


def find(db: Db, room_id: str, body: str) -> list[str]:
    """Returns the ids of the people mentioned in BODY, each once, in order of appearance.

    Without an `@` no query is made.
    """
    if "@" not in body and "\uff20" not in body:
        return []
    starts = [match.end() for match in islice(AT.finditer(body), MAX_LOOKUPS)]
    if not starts:
        return []
    people = _handles(_people(db, room_id, body, starts))
    return list(dict.fromkeys(names_in(blocks.read(body, Names(people)))))


def encode(user_ids: list[str]) -> str | None:
    """Returns the value of the column `mentions`."""
    return json.dumps(user_ids) if user_ids else None


def store(db: Db, message: Message) -> None:
    """Replaces the rows of the message in `mentions`. A mention of the sender is not stored."""
    db.execute(mention_queries.DELETE, (message.room_id, message.seq))
    others = [user_id for user_id in json_columns.strings(message.mentions) if user_id != message.sender_id]
    db.executemany(mention_queries.INSERT, [(user_id, message.room_id, message.seq) for user_id in others])
    rest = (message.id, message.room_id, message.sender_id, message.created_at)
    db.executemany(activity_queries.MENTION, [(user_id, *rest) for user_id in others])


def _people(db: Db, room_id: str, body: str, starts: list[int]) -> list[tuple[str, str]]:
    """(id, name) of the members who can be meant: reading everyone's name takes a millisecond in a room of 500."""
    found = {BEGINNING.match(body, start) for start in starts}
    beginnings = {names.key(match[0]) for match in found if match}
    if None in found or len(beginnings) > BEGINNINGS:
        return db.execute(mention_queries.NAMES, (room_id,)).fetchall()
    people = (db.execute(mention_queries.NAMES_FROM, (room_id, key, key + LAST)).fetchall() for key in beginnings)
    return list({person for some in people for person in some})


def _handles(people: list[tuple[str, str]]) -> NameTable:
    """The table of names; first names too, where they are one person's alone."""
    firsts: dict[str, list[tuple[str, str]]] = {}
    for user_id, name in people:
        first = name.split(" ")[0]
        firsts.setdefault(fold(first), []).append((first, user_id))
    alone = [holders[0] for holders in firsts.values() if len(holders) == 1]
    return name_table([*alone, *((name, user_id) for user_id, name in people)])
