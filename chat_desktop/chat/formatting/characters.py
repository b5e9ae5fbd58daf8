"""What kinds of characters there are, for the marks of formatting."""

import re
import unicodedata
from functools import lru_cache

# White space as the page's regular expressions know it.
WHITESPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
# Stands for code, a link or a name that has been read already: it is as good as a letter.
ATOM = "atom"

# Letters of scripts that put no spaces between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese, Tibetan and their
# neighbours), and of Korean, where endings follow a word without a space. A word may begin or end at any of them.
_SPACELESS = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u2e80-\u2fdf\u3005-\u3007"
    "\u3021-\u3029\u3031-\u3035\u3041-\u3096\u3099-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u318f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\uff66-\uffdc\U0001aff0-\U0001b16f\U00020000-\U0003ffff]"
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_BEGINS_ASCII = _LETTERS + "\"'([{<@#$&+`"
_ENDS_ASCII = _LETTERS + "\"')]}>.,!?:;%$+#&`"
_BEFORE_ASCII = "\"'([{<"
_AFTER_ASCII = "\"')]}>.,!?:;-"


def is_spaceless(character: str) -> bool:
    return _SPACELESS.match(character) is not None


@lru_cache(maxsize=4096)
def is_word(character: str) -> bool:
    """Returns whether this is a letter, a digit, an accent or an underscore, of any script.

    A variation selector makes an emoji of a sign, so it is no letter.
    """
    if not character or "\ufe00" <= character <= "\ufe0f":
        return False
    return character == "_" or unicodedata.category(character)[0] in "LMN"


def joins_word(character: str) -> bool:
    """Returns whether a word goes on over this character: a word that needs spaces around it."""
    return is_word(character) and not is_spaceless(character)


def before(line: str, at: int) -> str:
    """Returns the character before a place, "" at the beginning."""
    return line[at - 1] if at > 0 else ""


def after(line: str, at: int) -> str:
    """Returns the character at a place, "" at the end."""
    return line[at : at + 1]


def can_open(left: str, right: str) -> bool:
    """Returns whether a mark between these two can open: it stands at the beginning of a word."""
    return _begins(right) and (_may_precede(left) or is_spaceless(left))


def can_close(left: str, right: str) -> bool:
    """Returns whether a mark between these two can close: it stands at the end of a word."""
    return _ends(left) and (_may_follow(right) or is_spaceless(right))


def has_substance(text: str) -> bool:
    """Returns whether there is something to emphasise: a letter, a digit or a picture.

    Without any, marks are part of an emoticon such as "*_*".
    """
    return any(_category(character)[0] in "LN" or _category(character) == "So" for character in text)


def _begins(character: str) -> bool:
    if character == ATOM:
        return True
    if character == "" or character in WHITESPACE:
        return False
    if character <= "\x7f":
        return character in _BEGINS_ASCII
    if "\ufe00" <= character <= "\ufe0f":
        return False
    category = _category(character)
    return category[0] in "LMN" or category in {"Ps", "Pi", "So", "Sc"} or character in "\u00bf\u00a1\uff20"


def _ends(character: str) -> bool:
    if character == ATOM:
        return True
    if character == "" or character in WHITESPACE:
        return False
    if character <= "\x7f":
        return character in _ENDS_ASCII
    category = _category(character)
    is_opening = category in {"Ps", "Pi"}
    return not is_opening and (category[0] in "LMNP" or category in {"So", "Sc"} or character == "\u200d")


def _may_precede(character: str) -> bool:
    return _may_stand_outside(character, _BEFORE_ASCII)


def _may_follow(character: str) -> bool:
    return _may_stand_outside(character, _AFTER_ASCII)


def _may_stand_outside(character: str, ascii_allowed: str) -> bool:
    if character == ATOM:
        return False
    if character == "" or character in WHITESPACE:
        return True
    if character <= "\x7f":
        return character in ascii_allowed
    category = _category(character)
    return category[0] == "P" or category == "So"


_category = lru_cache(maxsize=4096)(unicodedata.category)
