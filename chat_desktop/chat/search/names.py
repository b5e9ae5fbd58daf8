"""Which rooms and people the names in a query mean.

They are those that are called so, or else those with a word in their names that begins so.
"""

from collections.abc import Iterable

from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.users import visible_people
from chat_desktop.errors import Invalid
from chat_desktop.search_text import folding
from chat_desktop.storage.queries import rooms as room_queries

ME = "me"
SHOWN_CHARACTERS = 40  # of a name that is not found


def people(reading: Reading, actor: Actor, name: str) -> frozenset[str]:
    """Returns the ids of the people, among those whom the actor sees. Raises Invalid when there is none."""
    name = name.removeprefix("@")
    named = [(user.id, user.name) for user in visible_people.people_for(reading, actor)]
    found = _named(named, name) or ({actor.user_id} if name.lower() == ME else set())
    if not found:
        raise Invalid("q", "see_nobody_who_called", {"name": _shown(name)})
    return frozenset(found)


def rooms(reading: Reading, actor: Actor, name: str) -> frozenset[str]:
    """Returns the ids of the rooms, and of conversations with a person, that the actor is in. Raises Invalid."""
    name = name.removeprefix("#").removeprefix("@")
    found = _named(_room_names(reading, actor), name)
    if not found:
        raise Invalid("q", "no_room_called", {"name": _shown(name)})
    return frozenset(found)


def _room_names(reading: Reading, actor: Actor) -> list[tuple[str, str]]:
    """Each room with its name, and each conversation with the names of the others in it."""
    rows = reading.db.execute(room_queries.NAMES_OF_USER, (actor.user_id,)).fetchall()
    direct = [(room_id, people) for room_id, name, people in rows if name is None and people]
    return [(room_id, name) for room_id, name, _ in rows if name is not None] + [
        (room_id, name) for room_id, people in direct for name in people.split("\n")
    ]


def _named(named: Iterable[tuple[str, str]], name: str) -> set[str]:
    wanted = _key(name)
    keys = [(each, _key(its)) for each, its in named]
    equal = {each for each, key in keys if key == wanted}
    return equal or {each for each, key in keys if wanted.strip() and wanted in key}


def _key(name: str) -> str:
    """The words of a name, each behind a space: so a beginning of one is found, and no middle."""
    return " " + " ".join(folding.fold(name).split())


def _shown(name: str) -> str:
    return name if len(name) <= SHOWN_CHARACTERS else f"{name[:SHOWN_CHARACTERS]}…"
