"""A person's sidebar: own sections, favourites, the order of rooms and what is folded.

It is one short JSON text for each person. A person who has arranged nothing has no row. Rooms that the person is not in
may be listed: they have no effect, and return to their place with the room.
"""

import re
from collections.abc import Sequence

from msgspec import json

from chat_desktop.chat.core import actors, names
from chat_desktop.chat.core.commands import SidebarSection
from chat_desktop.chat.core.events import SidebarChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import sidebars as sidebar_queries

BUILT_IN = frozenset(("unread", "favourites", "rooms", "people"))
MOST_SECTIONS = 30  # own ones and the four that everyone has
MOST_ROOMS = 2_000  # ids in all sections together
ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)


def get(reading: Reading, session_id: str) -> list[SidebarSection]:
    """Returns the sections of the actor, empty when nothing is arranged. Raises NotSignedIn."""
    text = stored(reading, actors.find(reading, session_id).user_id)
    return json.decode(text, type=list[SidebarSection]) if text else []


def stored(reading: Reading, user_id: str) -> str | None:
    """Returns the JSON of a person's sections, or None."""
    row = reading.db.execute(sidebar_queries.GET, (user_id,)).fetchone()
    return row[0] if row else None


def replace(work: Work, session_id: str, sections: Sequence[SidebarSection]) -> list[SidebarSection]:
    """Replaces the sections of the actor; an empty list arranges nothing any more. Raises NotSignedIn, Invalid."""
    actor = actors.find(work, session_id)
    _check(sections)
    tidy = [_tidy(section) for section in sections]
    if tidy:
        text = json.encode(tidy).decode()
        work.db.execute(sidebar_queries.SET, (actor.user_id, text))
    else:
        text = "[]"
        work.db.execute(sidebar_queries.REMOVE, (actor.user_id,))
    work.record(SidebarChanged(actor.user_id, text))
    return tidy


def _check(sections: Sequence[SidebarSection]) -> None:
    if len(sections) > MOST_SECTIONS:
        raise Invalid("sections", "sidebar_most_sections", {"n": MOST_SECTIONS})
    if len({section.id for section in sections}) < len(sections):
        raise Invalid("sections", "two_sections_same_id")
    rooms = [room_id for section in sections for room_id in section.rooms]
    if len(rooms) > MOST_ROOMS or len(set(rooms)) < len(rooms):
        raise Invalid("sections", "room_stands_one_section_only", {"n": MOST_ROOMS})
    if not all(ID.fullmatch(text) for text in (*rooms, *(section.id for section in sections))):
        raise Invalid("sections", "id_1_40_letters_digits")


def _tidy(section: SidebarSection) -> SidebarSection:
    if section.id in BUILT_IN:
        return SidebarSection(section.id, None, section.rooms, section.folded)
    return SidebarSection(section.id, names.section(section.name or ""), section.rooms, section.folded)
