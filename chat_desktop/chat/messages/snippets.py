"""Snippets: texts that a person has saved, to be completed by their names."""

import re

from msgspec import json

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.commands import Snippet
from chat_desktop.chat.core.events import OwnDataChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import writing as writing_queries

MOST_SNIPPETS = 50
MOST_CHARACTERS = 2_000  # of a text
NAME = re.compile(r"[\w-]{1,30}")


def list_own(reading: Reading, session_id: str) -> list[Snippet]:
    """Returns the snippets of the actor. Raises NotSignedIn."""
    row = reading.db.execute(writing_queries.SNIPPETS, (actors.find(reading, session_id).user_id,)).fetchone()
    return json.decode(row[0], type=list[Snippet]) if row else []


def replace(work: Work, session_id: str, snippets: list[Snippet]) -> list[Snippet]:
    """Replaces the snippets of the actor. Raises NotSignedIn, Invalid."""
    actor = actors.find(work, session_id)
    _check(snippets)
    if snippets:
        work.db.execute(writing_queries.SET_SNIPPETS, (actor.user_id, json.encode(snippets).decode()))
    else:
        work.db.execute(writing_queries.REMOVE_SNIPPETS, (actor.user_id,))
    work.record(OwnDataChanged(actor.user_id, "snippets"))
    return snippets


def _check(snippets: list[Snippet]) -> None:
    if len(snippets) > MOST_SNIPPETS:
        raise Invalid("snippets", "can_save_most_snippets", {"n": MOST_SNIPPETS})
    if not all(NAME.fullmatch(snippet.name) for snippet in snippets):
        raise Invalid("name", "name_1_30_letters_digits")
    if len({snippet.name.casefold() for snippet in snippets}) < len(snippets):
        raise Invalid("name", "another_snippet_name")
    for snippet in snippets:
        if not snippet.text.strip() or not posting.is_text(snippet.text):
            raise Invalid("text", "enter_text_snippet")
        if len(snippet.text) > MOST_CHARACTERS:
            raise Invalid("text", "snippet_most_characters", {"n": MOST_CHARACTERS})
