"""Cuts a text between two characters as people see them: never inside an emoji, a letter with its accents or a flag."""

import unicodedata

MAX_CHARACTER = 64  # code points; a longer character is cut
JOINER = "\u200d"
# Two letters of an Indian script with one of these between them are one character.
VIRAMAS = "\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d"


def cut_text(text: str, most: int) -> str:
    """Returns the first characters of a text: MOST code points, or a few less."""
    if len(text) <= most:
        return text
    at = most
    while at > max(0, most - MAX_CHARACTER) and belongs_to_character_before(text, at):
        at -= 1
    return text[: most if at == 0 or belongs_to_character_before(text, at) else at]


def belongs_to_character_before(text: str, at: int) -> bool:
    """Whether a code point belongs to the character before it."""
    if at == 0:
        return False
    if text[at - 1] == JOINER or _extends(text[at]):
        return True
    if text[at - 1] in VIRAMAS and unicodedata.category(text[at])[0] == "L":
        return True
    return _is_flag_letter(text[at]) and _flag_letters_before(text, at) % 2 == 1


def _extends(character: str) -> bool:
    """Accents, variation selectors, skin tones, tags, the joiner and the later parts of a Korean syllable."""
    if character <= "\x7f":
        return False
    return (
        unicodedata.category(character)[0] == "M"
        or "\u1160" <= character <= "\u11ff"
        or character in "\u200c\u200d"
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flag_letters_before(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag_letter(text[start - 1]):
        start -= 1
    return at - start
