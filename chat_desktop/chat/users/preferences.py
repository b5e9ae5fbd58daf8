"""A person's preferences that follow the account to every device: one small JSON object for each person.

The command ChangePreferences lists all keys with their types and bounds. A key that was never set, or was set to null,
is not stored: the page knows its first value. A person who has set nothing has no row.
"""

import json

import msgspec

from chat_desktop.chat.core import actors, json_columns
from chat_desktop.chat.core.commands import ChangePreferences
from chat_desktop.chat.core.events import PreferencesChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage.queries import preferences as preference_queries

Settings = dict[str, object]
KEYS = frozenset(ChangePreferences.__struct_fields__)


def get(reading: Reading, session_id: str) -> Settings:
    """Returns what the actor has set. Raises NotSignedIn."""
    return _settings(reading, actors.find(reading, session_id).user_id)


def stored(reading: Reading, user_id: str) -> str | None:
    """Returns the JSON of what a person has set, or None."""
    row = reading.db.execute(preference_queries.GET, (user_id,)).fetchone()
    return row[0] if row else None


def language_of(settings: str | None) -> str | None:
    """Returns the language in the JSON of what a person has set, None to follow the browser."""
    found = json_columns.details(settings).get("language")
    return found if isinstance(found, str) else None


def change(work: Work, session_id: str, wanted: ChangePreferences) -> Settings:
    """Sets the keys that are given, removes those that are null, and returns all that are set. Raises NotSignedIn."""
    user_id = actors.find(work, session_id).user_id
    before = _settings(work, user_id)
    given = msgspec.to_builtins(wanted)
    settings = {key: value for key, value in {**before, **given}.items() if value is not None}
    if settings == before:
        return settings
    text = json.dumps(settings)
    if settings:
        work.db.execute(preference_queries.SET, (user_id, text))
    else:
        work.db.execute(preference_queries.REMOVE, (user_id,))
    work.record(PreferencesChanged(user_id, text))
    return settings


def _settings(reading: Reading, user_id: str) -> Settings:
    """Without keys that another version of the program has stored."""
    found = json_columns.details(stored(reading, user_id))
    return {key: value for key, value in found.items() if key in KEYS}
