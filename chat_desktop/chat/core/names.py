"""Checks names of people, rooms and offices: cleans them, limits their length, and compares them by how they look."""

import re
import unicodedata

from chat_desktop.chat.core.confusables import skeleton, skeleton_as_written
from chat_desktop.chat.formatting import mention_words
from chat_desktop.errors import Invalid

PERSON_MAX = 40  # code points, as all bounds here
ROOM_MAX = 60
OFFICE_MAX = 60
TOPIC_MAX = 250
LABEL_MAX = 60
DESCRIPTION_MAX = 2_000
SECTION_MAX = 40
LINE_MAX = 200
STATUS_MAX = 80

# Cc control, Cf format (bidi overrides, zero-width joiners), Cs lone surrogates, Co private, Cn unassigned,
# Zl and Zp line breaks: none of them can be seen, and each can make one name pass for another.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# The two format characters that real words need: Persian's zero-width non-joiner, and the joiner of Indic scripts.
JOINERS = {"\u200c", "\u200d"}

# Accents and other marks on one letter. Hebrew has three; with dozens of them a name is drawn over the lines around it.
MARKS_MAX = 4


def person(name: str, field: str = "name") -> str:
    """Returns the cleaned name of a person. Raises Invalid."""
    cleaned = _clean(name, field, PERSON_MAX, "enter_your_name")
    # Of several names the longest is mentioned: "Everyone!" and "Here you" would take such mentions from the room.
    if any(mention_words.begins(each) for each in (cleaned, skeleton(cleaned), skeleton_as_written(cleaned))):
        raise Invalid(field, "name_begins_with_mention")
    return cleaned


def room(name: str, field: str = "name") -> str:
    """Returns the cleaned name of a room. Raises Invalid."""
    return _clean(name, field, ROOM_MAX, "enter_room_name")


def office(name: str, field: str = "office_name") -> str:
    """Returns the cleaned name of an office. Raises Invalid."""
    return _clean(name, field, OFFICE_MAX, "enter_office_name")


def topic(text: str) -> str:
    """Returns the cleaned topic of a room, which may be empty. Raises Invalid."""
    return _clean(text, "topic", TOPIC_MAX, None)


def description(text: str) -> str:
    """Returns the cleaned description of a room, which may be empty and keeps its lines. Raises Invalid."""
    lines = [_clean(line, "description", DESCRIPTION_MAX, None) for line in text.splitlines()]
    cleaned = "\n".join(lines).strip("\n")
    if len(cleaned) > DESCRIPTION_MAX:
        raise Invalid("description", "text_too_long", {"n": DESCRIPTION_MAX})
    return cleaned


def label(text: str) -> str:
    """Returns the cleaned label of a link, which may be empty. Raises Invalid."""
    return _clean(text, "label", LABEL_MAX, None)


def status(text: str) -> str:
    """Returns the cleaned text of a status, which may be empty. Raises Invalid."""
    return _clean(text, "text", STATUS_MAX, None)


def line(text: str) -> str:
    """Returns the cleaned line on top of a room, which may be empty. Raises Invalid."""
    return _clean(text, "line", LINE_MAX, None)


def section(name: str) -> str:
    """Returns the cleaned name of a section of the sidebar. Raises Invalid."""
    return _clean(name, "sections", SECTION_MAX, "enter_section_name")


def has_piled_marks(text: str) -> bool:
    """Returns whether a letter carries more marks than a word of any language needs."""
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks > MARKS_MAX:
            return True
    return False


def key(name: str) -> str:
    """Returns what is equal for two names that look alike. Spaces and invisible characters are ignored."""
    return re.sub(r"\s", "", skeleton(name))


def _clean(text: str, field: str, most: int, if_empty: str | None) -> str:
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    unseen = next((c for c in cleaned if unicodedata.category(c) in UNSEEN and c not in JOINERS), None)
    if unseen is not None:
        raise Invalid(field, "invisible_characters")
    if len(cleaned) > most:
        raise Invalid(field, "text_too_long", {"n": most})
    if has_piled_marks(cleaned):
        raise Invalid(field, "too_many_marks")
    if if_empty and not key(cleaned):
        raise Invalid(field, if_empty)
    return cleaned
