"""Finds addresses in a line: where they begin and where they end."""

import re
import unicodedata

from chat_desktop.chat.formatting.characters import WHITESPACE, before, joins_word

MAX_URL_CHARACTERS = 2_000  # UTF-16 units, as all bounds here: the page counts so
MAX_LOCAL_PART_CHARACTERS = 64

_ADDRESS_ASCII = re.compile(r"[!#-;=?-_a-{}~]+")
_FULL_WIDTH = re.compile("[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u3000-\u3004\u3008-\u3020\u3030]")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u00b7"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_TRAILING = ".,;:!?'*_~([{"
_SCHEME = re.compile(r"https?$", re.IGNORECASE | re.ASCII)
_TARGET_SCHEME = re.compile(r"https?://|mailto:|tel:", re.IGNORECASE | re.ASCII)
_LOCAL_PART = re.compile(r"[a-z0-9][a-z0-9._+-]*$", re.IGNORECASE | re.ASCII)
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}", re.IGNORECASE | re.ASCII)
_BEFORE_AT = re.compile(r"[a-z0-9_+-]", re.IGNORECASE | re.ASCII)
_AFTER_DOMAIN = re.compile(r"[a-z0-9_@-]", re.IGNORECASE | re.ASCII)

Found = tuple[int, int, str]  # start, end, address


def link_at(line: str, colon: int, start_at: int) -> Found | None:
    """Finds the address whose "://" stands at a place. No link begins before START_AT."""
    scheme = _SCHEME.search(line[max(start_at, colon - 5) : colon])
    if scheme is None or not line.startswith("://", colon):
        return None
    start = colon - len(scheme[0])
    if joins_word(before(line, start)):
        return None
    end = _end_of(line, start, colon + 3)
    if not any(_can_begin_host(character) for character in line[colon + 3 : end]):
        return None
    return start, end, line[start:end]


def www_at(line: str, start: int) -> Found | None:
    """Finds an address without a scheme that begins with "www." at a place."""
    if line[start : start + 4].lower() != "www." or joins_word(before(line, start)):
        return None
    at = start + 4
    while at < len(line) and (line[at] == "-" or _is_letter(line[at])):
        at += 1
    if at == start + 4 or line[at : at + 1] != "." or not _is_letter(line[at + 1 : at + 2]):
        return None
    end = _end_of(line, start, start + 4)
    return start, end, f"http://{line[start:end]}"


def mail_at(line: str, at: int, start_at: int) -> Found | None:
    """Finds the e-mail address whose "@" stands at a place."""
    if not _BEFORE_AT.match(before(line, at)):
        return None
    domain = _DOMAIN.match(line, at + 1)
    local = _LOCAL_PART.search(line[max(start_at, at - MAX_LOCAL_PART_CHARACTERS) : at]) if domain else None
    if domain is None or local is None:
        return None
    start, end = at - len(local[0]), at + 1 + len(domain[0])
    if joins_word(before(line, start)) or _AFTER_DOMAIN.match(line[end : end + 1]):
        return None
    return start, end, f"mailto:{line[start:end]}"


def target_at(line: str, start: int) -> tuple[int, str] | None:
    """Reads "(address)" behind the words of a link, and returns its end and the address."""
    scheme = _TARGET_SCHEME.match(line[start : start + 8])
    if scheme is None:
        return None
    depth, units = 0, 0
    for at in range(start, len(line)):
        character = line[at]
        units += _units(character)
        if units > MAX_URL_CHARACTERS or character in WHITESPACE or line.startswith("](", at):
            return None
        if character == "(":
            depth += 1
        elif character == ")":
            if depth == 0:
                return (at + 1, line[start:at]) if at > start + len(scheme[0]) else None
            depth -= 1
    return None


def _end_of(line: str, start: int, at: int) -> int:
    """Where an address ends.

    It ends before what it cannot hold, before a closing bracket that was not opened in it, and before the marks of the
    sentence around it.
    """
    end = _held_from(line, at, MAX_URL_CHARACTERS - (at - start), before(line, start) == "'")
    while end > at and line[end - 1] in _TRAILING:
        end -= 1
    return end


def _held_from(line: str, at: int, most: int, quoted: bool) -> int:
    """`quoted`: an apostrophe stands before the address."""
    opened = {"(": 0, "[": 0, "{": 0}
    while at < len(line) and _may_hold(line[at]) and (most := most - _units(line[at])) >= 0:
        character = line[at]
        if quoted and character == "'":
            break
        if character in opened:
            opened[character] += 1
        elif (opening := _PAIRS.get(character)) is not None:
            if opened[opening] == 0:
                break
            opened[opening] -= 1
        at += 1
    return at


def _may_hold(character: str) -> bool:
    """All that an address may hold: ASCII without quotes, angle brackets and bars, and letters of every language.

    Quotes and punctuation of other languages, and full-width forms, end it.
    """
    if character <= "\x7f":
        return _ADDRESS_ASCII.match(character) is not None
    if character in _DASHES:
        return True
    if character in WHITESPACE or _FULL_WIDTH.match(character):
        return False
    category = unicodedata.category(character)
    return category[0] not in "PZ" and category != "Cc"


def _is_letter(character: str) -> bool:
    return character != "" and unicodedata.category(character)[0] in "LN"


def _can_begin_host(character: str) -> bool:
    return character in "[@" or _is_letter(character)


def _units(character: str) -> int:
    return 1 if character <= "\uffff" else 2
