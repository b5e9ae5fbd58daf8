"""Finds the words of a search in a text, to mark them."""

from collections.abc import Iterable, Iterator, Sequence

from chat_desktop.chat.formatting.cut_text import belongs_to_character_before
from chat_desktop.search_text import folding, matching
from chat_desktop.search_text.matching import Words
from chat_desktop.search_text.wanted import Term

Span = tuple[int, int]  # from one place to another, in code points


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
        places = list(folding.token_places(self._folded.text))
        words = matching.words_of([self._folded.text[start:end] for start, end in places])
        self.of_terms = [list(_spans_of(term, words, places, in_middle)) for term in terms if not term.is_excluded]

    @property
    def spans(self) -> list[Span]:
        """The places in the text itself, in order."""
        together = _joined(span for spans in self.of_terms for span in spans)
        return [_in_text(self._text, self._folded, span) for span in together]


def _spans_of(term: Term, words: Words, places: list[Span], in_middle: bool) -> Iterator[Span]:
    for phrase in term.alternatives:
        for first in matching.occurrences(phrase, words):
            last = first + len(phrase.tokens) - 1
            yield places[first][0], places[last][0] + len(phrase.tokens[-1])
    if term.fragment is not None and in_middle:
        for numbers, at in matching.with_part(term.fragment, words):
            starts = [places[number][0] + at for number in numbers]
            yield from ((start, start + len(term.fragment)) for start in starts)


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
