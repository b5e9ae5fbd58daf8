"""Finds who is mentioned in a message: `@` and the name of a member, or a first name that only one member has.

What is a mention, and what only looks like one, is decided by the reader of chat/formatting.
"""

import json
import re
from collections.abc import Collection, Iterable
from itertools import islice

from chat_desktop.chat.core import json_columns, names
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.formatting import blocks, mention_words
from chat_desktop.chat.formatting.inline import Names
from chat_desktop.chat.formatting.names import MAX_LOOKUPS, NameTable, fold, name_table
from chat_desktop.chat.formatting.tree import names_in
from chat_desktop.chat.messages import mention_all
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import activity as activity_queries
from chat_desktop.storage.queries import mentions as mention_queries

AT = re.compile("[@\uff20](?=\\S)")
# What a name must begin with, where that is plain: an accent that follows could melt into the last letter.
BEGINNING = re.compile(r"\w+(?![^\x00-\x7f])", re.ASCII)
BEGINNINGS = 4  # look-ups by index that are cheaper than one of everybody
LAST = "\U0010ffff"


def find_for(work: Work, user_id: str, command: PostMessage) -> list[str]:
    """Returns who is mentioned in a new message: ids, and first the word for the whole room if it may be used."""
    found = find(work.db, command.room_id, command.body)
    if found and found[0] in mention_words.WORDS and not mention_all.is_permitted(work, user_id, command.room_id):
        return found[1:]
    return found


def find_again(db: Db, message: Message) -> None:
    """Sets who is mentioned in an edited message. An edit mentions the whole room only if the message did before."""
    word, before = _word(message), json_columns.strings(message.mentions)
    found = find(db, message.room_id, message.body)
    words = [word] if word and found and found[0] in mention_words.WORDS else []
    ids = [each for each in found if each not in mention_words.WORDS]
    message.mentions = encode(words + ids)
    if word and not words:
        mention_all.remove(db, message)
        before = []
    if not words:
        _delete(db, message, set(before) - set(ids))
    _insert(db, message, [user_id for user_id in ids if user_id not in before])


def remove(db: Db, message: Message) -> None:
    """Removes the mentions of a message that is deleted."""
    if message.mentions is None:
        return
    if _word(message):
        mention_all.remove(db, message)
    _delete(db, message, json_columns.strings(message.mentions))
    message.mentions = None


def find(db: Db, room_id: str, body: str) -> list[str]:
    """Returns the ids of the people mentioned in BODY, each once, in order of appearance.

    `@here` and `@everyone` stand first, and only one of them. Without an `@` no query is made.
    """
    if "@" not in body and "\uff20" not in body:
        return []
    starts = [match.end() for match in islice(AT.finditer(body), MAX_LOOKUPS)]
    if not starts:
        return []
    people = _people(db, room_id, body, starts)
    if not people and not mention_all.may_stand_in(body):
        return []  # Reading the text costs half as much as storing the message.
    table = _table(people)
    found = dict.fromkeys(names_in(blocks.read(body, Names(table, only=True))))
    words = [word for word in mention_words.WORDS if word in found]
    return words[:1] + [each for each in found if each not in mention_words.WORDS]


def encode(mentioned: list[str]) -> str | None:
    """Returns the value of the column `mentions`."""
    return json.dumps(mentioned) if mentioned else None


def store(db: Db, message: Message, online: Collection[str]) -> None:
    """Stores the rows of a new message in `mentions`. A mention of the sender is not stored."""
    word = _word(message)
    if word:
        mention_all.store(db, message, word, online)
    _insert(db, message, json_columns.strings(message.mentions))


def _word(message: Message) -> str | None:
    word = json_columns.mentions_all(message.mentions)
    return f"@{word}" if word else None


def _insert(db: Db, message: Message, user_ids: Iterable[str]) -> None:
    others = [user_id for user_id in user_ids if user_id != message.sender_id]
    db.executemany(mention_queries.INSERT, [(user_id, message.room_id, message.seq) for user_id in others])
    rest = (message.id, message.room_id, message.sender_id, message.created_at)
    db.executemany(activity_queries.MENTION, [(user_id, *rest) for user_id in others])


def _delete(db: Db, message: Message, user_ids: Iterable[str]) -> None:
    db.executemany(mention_queries.DELETE, [(user_id, message.room_id, message.seq) for user_id in user_ids])


def _people(db: Db, room_id: str, body: str, starts: list[int]) -> list[tuple[str, str]]:
    """(id, name) of the members who can be meant: reading everyone's name takes a millisecond in a room of 500."""
    found = {BEGINNING.match(body, start) for start in starts}
    beginnings = {names.key(match[0]) for match in found if match}
    if None in found or len(beginnings) > BEGINNINGS:
        return db.execute(mention_queries.NAMES, (room_id,)).fetchall()
    people = (db.execute(mention_queries.NAMES_FROM, (room_id, key, key + LAST)).fetchall() for key in beginnings)
    return list({person for some in people for person in some})


def _table(people: list[tuple[str, str]]) -> NameTable:
    """The table of names: first names where they are one person's alone, the words for the whole room, and names.

    A person whose whole name is such a word is meant by it, but nobody takes it from the room by a first name."""
    firsts: dict[str, list[tuple[str, str]]] = {}
    for user_id, name in people:
        first = name.split(" ")[0]
        firsts.setdefault(fold(first), []).append((first, user_id))
    alone = [holders[0] for holders in firsts.values() if len(holders) == 1]
    return name_table([*alone, *mention_words.NAMES, *((name, user_id) for user_id, name in people)])
