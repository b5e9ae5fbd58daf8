"""Finds who is mentioned in a message: `@` and the name of a member, or a first name that only one member has."""

import json
import re
import unicodedata
from itertools import islice

from chat_desktop.chat.core import json_columns, names
from chat_desktop.chat.core.records import Message
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import mentions as mention_queries

# A name may follow a bracket or a quote, not a letter: ana@example.com mentions nobody.
AT = re.compile(r"(?<![\w@])@(?=\w)")
MOST = 200  # places in one message where a name is looked for: more is no conversation
SPELLED = 4  # code points that NFC may make one of
# What a name must begin with, where that is plain: an accent that follows could melt into the last letter.
BEGINNING = re.compile(r"\w+(?![^\x00-\x7f])", re.ASCII)
BEGINNINGS = 4  # look-ups by index that are cheaper than one of everybody
LAST = "\U0010ffff"


def find(db: Db, room_id: str, body: str) -> list[str]:
    """Returns the ids of the people mentioned in BODY, each once, in order of appearance.

    Without an `@` no query is made.
    """
    if "@" not in body:
        return []
    starts = [match.end() for match in islice(AT.finditer(body), MOST)]
    if not starts:
        return []
    handles = _handles(_people(db, room_id, body, starts))
    reach = max(map(len, handles), default=0)
    found = (_longest(handles, reach, body[start : start + SPELLED * reach]) for start in starts)
    return list(dict.fromkeys(user_id for user_id in found if user_id))


def encode(user_ids: list[str]) -> str | None:
    """Returns the value of the column `mentions`."""
    return json.dumps(user_ids) if user_ids else None


def store(db: Db, message: Message) -> None:
    """Replaces the rows of the message in `mentions`. A mention of the sender is not stored."""
    db.execute(mention_queries.DELETE, (message.room_id, message.seq))
    others = [user_id for user_id in json_columns.strings(message.mentions) if user_id != message.sender_id]
    db.executemany(mention_queries.INSERT, [(user_id, message.room_id, message.seq) for user_id in others])


def _people(db: Db, room_id: str, body: str, starts: list[int]) -> list[tuple[str, str]]:
    """(id, name) of the members who can be meant: reading everyone's name takes a millisecond in a room of 500."""
    found = {BEGINNING.match(body, start) for start in starts}
    beginnings = {names.key(match[0]) for match in found if match}
    if None in found or len(beginnings) > BEGINNINGS:
        return db.execute(mention_queries.NAMES, (room_id,)).fetchall()
    people = (db.execute(mention_queries.NAMES_FROM, (room_id, key, key + LAST)).fetchall() for key in beginnings)
    return list({person for some in people for person in some})


def _handles(people: list[tuple[str, str]]) -> dict[str, str]:
    """Folded name -> user id; first names too, where they are one person's alone."""
    firsts: dict[str, list[str]] = {}
    for user_id, name in people:
        firsts.setdefault(_fold(name).split(" ")[0], []).append(user_id)
    handles = {first: holders[0] for first, holders in firsts.items() if len(holders) == 1}
    return handles | {_fold(name): user_id for user_id, name in people}


def _longest(handles: dict[str, str], reach: int, text: str) -> str | None:
    """The longest name that TEXT begins with and that ends where a word ends."""
    # A stretch is folded, never the whole body: normalization is quadratic in combining marks.
    ahead = _fold(text)
    for end in range(min(len(ahead), reach), 0, -1):
        ends_word = end == len(ahead) or not (ahead[end].isalnum() or ahead[end] == "_")
        if ends_word and (user_id := handles.get(ahead[:end])):
            return user_id
    return None


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
