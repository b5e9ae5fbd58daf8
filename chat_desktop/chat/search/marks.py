"""Finds the words of a search in a text, to mark them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chat_desktop.chat.formatting.cut_text import belongs_to_character_before
from chat_desktop.search_text import folding
from chat_desktop.search_text.wanted import Phrase, Term

Span = tuple[int, int]  # from one place to another, in code points


@dataclass(slots=True)
class _Words:
    """The tokens of a text, their places in the folded text, and where in the list each of them is."""

    tokens: list[str]
    places: list[Span]
    numbers: dict[str, list[int]]


def find(text: str, terms: Sequence[Term], in_middle: bool, is_part: bool = False) -> list[Span] | None:
    """Returns where the words stand, in order. None if one of them does not, unless the text is a part of a message.

    IN_MIDDLE says whether they may stand in the middle of a word. Excluded terms play no role.
    """
    found = _Found(text, terms, in_middle)
    return found.spans if is_part or all(found.of_terms) else None


def find_among(texts: Sequence[str], terms: Sequence[Term], in_middle: bool) -> list[list[Span]] | None:
    """Returns where the words stand in each of the texts. None if one of the words stands in none of them."""
    found = [_Found(text, terms, in_middle) for text in texts]
    if not all(map(any, zip(*(one.of_terms for one in found), strict=True))):
        return None
    return [one.spans for one in found]


class _Found:
    """Where each of the terms stands in a text."""

    def __init__(self, text: str, terms: Sequence[Term], in_middle: bool) -> None:
        self._text, self._folded = text, folding.fold_with_places(text)
        words = _words_of(self._folded.text)
        self.of_terms = [list(_spans_of(term, words, in_middle)) for term in terms if not term.is_excluded]

    @property
    def spans(self) -> list[Span]:
        """The places in the text itself, in order."""
        together = _joined(span for spans in self.of_terms for span in spans)
        return [_in_text(self._text, self._folded, span) for span in together]


def _words_of(folded: str) -> _Words:
    places = list(folding.token_places(folded))
    tokens = [folded[start:end] for start, end in places]
    numbers: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        numbers.setdefault(token, []).append(number)
    return _Words(tokens, places, numbers)


def _spans_of(term: Term, words: _Words, in_middle: bool) -> Iterator[Span]:
    for phrase in term.alternatives:
        for first in _occurrences(phrase, words):
            last = first + len(phrase.tokens) - 1
            yield words.places[first][0], words.places[last][0] + len(phrase.tokens[-1])
    if term.fragment is not None and in_middle:
        least, most = folding.WORD_LETTERS
        for token, numbers in words.numbers.items():
            at = token.find(term.fragment) if least <= len(token) <= most else -1
            if at >= 0:
                starts = [words.places[number][0] + at for number in numbers]
                yield from ((start, start + len(term.fragment)) for start in starts)


def _occurrences(phrase: Phrase, words: _Words) -> Iterable[int]:
    """The numbers of the tokens with which the phrase begins."""
    *before, last = phrase.tokens
    if not before:
        return _beginning_with(last, words) if phrase.is_prefix else words.numbers.get(last, ())
    starts = [at for at in words.numbers.get(before[0], ()) if words.tokens[at : at + len(before)] == before]
    ends = ((at, words.tokens[at + len(before)]) for at in starts if at + len(before) < len(words.tokens))
    return [at for at, end in ends if (end.startswith(last) if phrase.is_prefix else end == last)]


def _beginning_with(letters: str, words: _Words) -> Iterator[int]:
    return (each for token, numbers in words.numbers.items() if token.startswith(letters) for each in numbers)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """In order, those that overlap or touch as one."""
    start = end = -1
    for first, after in sorted(spans):
        if first > end:
            if end > start:
                yield start, end
            start = first
        end = max(end, after)
    if end > start:
        yield start, end


def _in_text(text: str, folded: folding.Folded, span: Span) -> Span:
    """The place in the text itself, with all that belongs to its characters: accents, and the parts of an emoji."""
    start, end = folded.starts[span[0]], folded.ends[span[1] - 1]
    while belongs_to_character_before(text, start):
        start -= 1
    while end < len(text) and belongs_to_character_before(text, end):
        end += 1
    return start, end
