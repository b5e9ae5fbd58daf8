"""Finds the words of a search in a text, to mark them."""

from collections.abc import Iterable, Iterator, Sequence

from chat_desktop.chat.formatting.cut_text import belongs_to_character_before
from chat_desktop.search_text import folding
from chat_desktop.search_text.wanted import Phrase, Term

Span = tuple[int, int]  # from one place to another, in code points


def find(text: str, terms: Sequence[Term], in_middle: bool, is_part: bool = False) -> list[Span] | None:
    """Returns where the words stand, in order. None if one of them does not, unless the text is a part of a message.

    IN_MIDDLE says whether they may stand in the middle of a word. Excluded terms play no role.
    """
    folded = folding.fold_with_places(text)
    places = list(folding.token_places(folded.text))
    tokens = [folded.text[start:end] for start, end in places]
    found = [list(_spans_of(term, tokens, places, in_middle)) for term in terms if not term.is_excluded]
    if not is_part and not all(found):
        return None
    return [_in_text(text, folded, span) for span in _joined(span for spans in found for span in spans)]


def _spans_of(term: Term, tokens: list[str], places: list[Span], in_middle: bool) -> Iterator[Span]:
    for phrase in term.alternatives:
        for at in _occurrences(phrase, tokens):
            last = at + len(phrase.tokens) - 1
            yield places[at][0], places[last][0] + len(phrase.tokens[-1])
    if term.fragment is not None and in_middle:
        least, most = folding.WORD_LETTERS
        for token, (start, _) in zip(tokens, places, strict=True):
            at = token.find(term.fragment) if least <= len(token) <= most else -1
            if at >= 0:
                yield start + at, start + at + len(term.fragment)


def _occurrences(phrase: Phrase, tokens: list[str]) -> Iterator[int]:
    wanted, last = list(phrase.tokens[:-1]), phrase.tokens[-1]
    for at in range(len(tokens) - len(wanted)):
        end = tokens[at + len(wanted)]
        if (end.startswith(last) if phrase.is_prefix else end == last) and tokens[at : at + len(wanted)] == wanted:
            yield at


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
