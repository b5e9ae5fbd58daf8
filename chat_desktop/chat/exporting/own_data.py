"""What the office has of one person, for themselves: what they wrote, sent and set, and nothing that others wrote."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.chat.contents import scheduled
from chat_desktop.chat.core import actors, json_columns
from chat_desktop.chat.core.records import Device, Message, User
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import contents, drafts, snippets
from chat_desktop.chat.reading import later
from chat_desktop.chat.rooms import sidebar
from chat_desktop.chat.users import devices, preferences, users
from chat_desktop.storage.queries import files as file_queries
from chat_desktop.storage.queries.exchange import exporting as queries

Part = dict[str, Any]


class Profile(NamedTuple):
    """The account, and the numbers of all messages that the person has written."""

    user: User
    now: int
    devices: list[Device]
    message_ns: list[int]


class Settings(NamedTuple):
    """What the person has set and keeps."""

    preferences: dict[str, object]
    sidebar: list[Any]
    drafts: list[Any]
    snippets: list[Any]
    scheduled: list[Any]
    saved: list[Any]


def profile(reading: Reading, session_id: str) -> Profile:
    """Returns the account of the actor. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    now, own = devices.list_own(reading, session_id)
    rows = reading.db.execute(queries.OWN_MESSAGES, (actor.user_id,)).fetchall()
    user = users.get(reading, actor.user_id)
    return Profile(user, now, own, [row[0] for row in rows])


def settings(reading: Reading, session_id: str) -> Settings:
    """Returns what the actor has set and keeps. Raises NotSignedIn."""
    return Settings(
        preferences.get(reading, session_id),
        list(sidebar.get(reading, session_id)),
        list(drafts.list_own(reading, session_id)),
        list(snippets.list_own(reading, session_id)),
        list(scheduled.list_own(reading, session_id)),
        [saved for saved, _ in later.of_person(reading, session_id)],
    )


def messages(reading: Reading, session_id: str, ns: Sequence[int]) -> list[tuple[Message, str | None]]:
    """Returns messages of the actor by their numbers, with the names of the rooms that they are in. Raises NotSignedIn.

    What they forwarded of others comes without its text.
    """
    actor = actors.find(reading, session_id)
    rows = reading.db.execute(queries.OWN_BY_N, (json.dumps(list(ns)), actor.user_id)).fetchall()
    return [(_without_others(Message(*columns)), name) for *columns, name in rows]


def files(reading: Reading, session_id: str, message_id: str) -> list[Attachment]:
    """Returns the files of a message of the actor, and with "" those that they have not sent. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    if not message_id:
        rows = reading.db.execute(queries.UNSENT_FILES, (actor.user_id,)).fetchall()
    else:
        rows = reading.db.execute(file_queries.OF_MESSAGE, (message_id,)).fetchall()
        owner = reading.db.execute(queries.SENDER, (message_id,)).fetchone()
        if owner is None or owner[0] != actor.user_id:
            return []
    return [Attachment(*row) for row in rows]


def _without_others(message: Message) -> Message:
    carried = json_columns.content(message.content)
    origin = carried.get("forwarded")
    if isinstance(origin, dict) and origin.get("sender_id") != message.sender_id:
        message.body, message.content = "", None
    elif carried:
        message.content = contents.encode(_own_parts(carried, message.sender_id))
    message.reactions = message.thread = message.pinned = None
    return message


def _own_parts(carried: dict[str, Any], author_id: str) -> dict[str, Any]:
    """Returns what the author has made of this themselves. How others have answered is left out: they cannot see it
    either once they have left the room."""
    return {kind: own(carried[kind], author_id) for kind, own in OWN_PARTS.items() if kind in carried}


def _keys(*names: str) -> Callable[[Part, str], Part]:
    return lambda part, author_id: {name: part[name] for name in names if name in part}


def _poll(poll: Part, author_id: str) -> Part:
    options = [{"text": option["text"]} for option in poll["options"]]
    return _keys("question", "many", "secret", "ends_at", "ended_at")(poll, author_id) | {"options": options}


def _checklist(checklist: Part, author_id: str) -> Part:
    own, others = _keys("id", "text", "done_by", "done_at"), _keys("id", "text")
    items = [(own if item.get("done_by") == author_id else others)(item, author_id) for item in checklist["items"]]
    return _keys("title")(checklist, author_id) | {"items": items}


# Of each kind of content, what the author has made. What is not named here is not exported.
OWN_PARTS: dict[str, Callable[[Any, str], Any]] = {
    "attachments": lambda files, author_id: files,
    "poll": _poll,
    "checklist": _checklist,
    "forwarded": _keys("message_id", "room_id", "room_name", "sender_id", "sender_name", "sent_at"),
    "urgent": _keys("ended_at"),
    "reminder": _keys("message_id", "room_id"),
    "room_kind": _keys("kind"),
}
