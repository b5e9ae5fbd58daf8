"""Makes texts comparable: small letters without accents, and pairs of characters where a script has no spaces.

`index_text` returns tokens separated by spaces. They consist of letters, digits and marks alone, so that a tokenizer
which splits at spaces and one which splits at everything else (unicode61 with the categories L*, N*, Co and M*) find
the same ones.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

VERSION = 1
# Is stored with an index, which is made again when it differs. The tables of Unicode come with Python.
FOLDING = VERSION * 1_000_000 + sum(
    int(part) * weight for part, weight in zip(unicodedata.unidata_version.split("."), (10_000, 100, 1), strict=True)
)

WORD_LETTERS = (4, 40)  # of the words that are indexed by their parts
FIRST_SYMBOL = 0x2190  # arrows, emoji and other symbols from here on can be searched for
MOST_KEPT = 30_000  # characters whose folding is kept in memory, about 5 MB
SYMBOLS = 0xF0000  # of private use: a symbol is one token of one character there, with the last 16 bits of its own

# The marks that are left out: those of Latin, Greek and Cyrillic, of Hebrew and of Arabic. Those of kana and of the
# Indic scripts make another letter.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08ff]+"
)
# Letters that no decomposition relates to those by which they are searched, and the forms of Persian and Urdu.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    | {"\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0671": "\u0627"}
    | dict.fromkeys("\u0629\u06c1\u06c3\u06d5", "\u0647")
)
# Kana, Bopomofo, Han, Thai, Lao, Burmese and Khmer are written without spaces; Hangul has particles at its words.
_UNSPACED = (
    "\u3005-\u3007\u3031-\u3035\u303b\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001aff0-\U0001b16f\U00020000-\U0003ffff"
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff\u0e01-\u0e4e\u0e81-\u0ecd\u0edc-\u0edf\u1000-\u109f\u1780-\u17dd"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_ALONE = re.compile(f"[{_UNSPACED}]+|[{chr(SYMBOLS)}-{chr(SYMBOLS + 0xFFFF)}]")
# A number behind a word is a token of its own, and so is a word behind a longer number: qwen|3, report|2024|final.
# What stands before the place decides alone, so that the beginning of a word is cut as the whole of it.
_NUMBER_EDGE = re.compile(r"(?<=[^\W\d_]{3})(?=\d)|(?<=\d{4})(?=[^\W\d_])")
_DIGIT = re.compile(r"\d")
_IS_CUT = re.compile(rf"\d|{_ALONE.pattern}")  # whether a text may have tokens without a space between them
_TOKEN = re.compile("[^ ]+")


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    code = ord(character)
    if (category == "Cf" and character != "\u200b") or "\U0001f3fb" <= character <= "\U0001f3ff":
        return ""  # joiners, directions, soft hyphens; skin tones
    if category == "So" and code >= FIRST_SYMBOL:
        return chr(SYMBOLS | code & 0xFFFF)
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", character)).casefold()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain)).translate(_LETTERS)
    return "".join(map(_token_character, unicodedata.normalize("NFC", plain)))


def _token_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character if category[0] in "LNM" or category == "Co" else " "


class _Folds(dict[int, str]):
    """By code point, what it is folded to: computed when it is first met.

    Somebody may write every character of Unicode, which would take 200 MB: only so many are kept.
    """

    def __missing__(self, code: int) -> str:
        found = _fold_character(chr(code))
        if len(self) < MOST_KEPT:
            self[code] = found
        return found


_FOLDS = _Folds()
_ASCII = "".join(map(_fold_character, map(chr, range(128))))  # each is folded to one character


def fold(text: str) -> str:
    """Returns a text of the characters of tokens and spaces."""
    if text.isascii():
        return text.translate(_ASCII)
    return unicodedata.normalize("NFKC", text).translate(_FOLDS)


def index_text(body: str) -> str:
    """Returns the tokens of a text, with spaces between them.

    A run of an unspaced script becomes the overlapping pairs of its characters, and its last character alone.
    """
    return tokens_apart(fold(body))


def tokens_apart(text: str) -> str:
    """Returns the tokens of what `fold` has returned, with spaces between them. Each stands in it as it is."""
    if not text.isascii():
        text = _ALONE.sub(lambda run: f" {' '.join(_pairs(run[0]))} ", text)
    return _NUMBER_EDGE.sub(" ", text) if _DIGIT.search(text) else text


def words(text: str) -> set[str]:
    """Returns the words by whose parts a message is found too. TEXT is what `index_text` has returned."""
    return set(filter(has_parts, set(text.split())))


def has_parts(token: str) -> bool:
    """Returns whether a token of `index_text` is a word by whose parts a message is found too."""
    least, most = WORD_LETTERS
    return least <= len(token) <= most and not _DIGIT.search(token)


def is_unspaced(token: str) -> bool:
    """Returns whether a token of `index_text` is of a script without spaces: a pair, or one character."""
    return _IS_UNSPACED.match(token) is not None


def _pairs(run: str) -> list[str]:
    return [*map("".join, pairwise(run)), run[-1]]


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. For each of its characters, `starts` and `ends` have what it was made of, in the text itself."""

    text: str
    starts: list[int]
    ends: list[int]


def fold_with_places(body: str) -> Folded:
    """As `fold`, with the way back."""
    places = list(range(len(body) + 1))
    if body.isascii():
        return Folded(fold(body), places[:-1], places[1:])
    if unicodedata.is_normalized("NFKC", body):
        pieces = [_FOLDS[ord(character)] for character in body]
        if all(len(piece) == 1 for piece in pieces):
            return Folded("".join(pieces), places[:-1], places[1:])
        clusters = list(pairwise(places))
    else:
        clusters = list(_clusters(body))
        pieces = [fold(body[start:end]) for start, end in clusters]
    starts, ends = list[int](), list[int]()
    for (start, end), piece in zip(clusters, pieces, strict=True):
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return Folded("".join(pieces), starts, ends)


def token_places(text: str) -> Iterator[tuple[int, int]]:
    """Returns where each token of `index_text` begins and ends in what `fold` returned, in the same order."""
    if _IS_CUT.search(text) is None:
        yield from (run.span() for run in _TOKEN.finditer(text))
        return
    for run in _TOKEN.finditer(text):
        at = run.start()
        for alone in _ALONE.finditer(text, *run.span()):
            yield from _cut_at_numbers(text, at, alone.start())
            at = alone.end()
            yield from ((place, place + 2) for place in range(alone.start(), at - 1))
            yield at - 1, at
        yield from _cut_at_numbers(text, at, run.end())


def _cut_at_numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if start < end:
        # Of the part alone, since what stands before it in the text is no part of its words.
        edges = [start + edge.start() for edge in _NUMBER_EDGE.finditer(text[start:end])]
        yield from pairwise([start, *edges, end])


def _clusters(body: str) -> Iterator[tuple[int, int]]:
    """Parts of a text that normalization does not join with each other."""
    starts = [at for at, character in enumerate(body) if at == 0 or not _may_join(character)]
    return pairwise([*starts, len(body)])


def _may_join(character: str) -> bool:
    """Whether it may become one with what stands before it: marks, and the later parts of a Korean syllable."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"
