"""Finds the words of a search among the tokens of a text: the same ones as the index finds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from chat_desktop.search_text import folding
from chat_desktop.search_text.wanted import Phrase, Term, Within


@dataclass(slots=True)
class Words:
    """The tokens of a text (`folding.index_text`), and where in the list each of them is."""

    tokens: list[str]
    numbers: dict[str, list[int]]


def words_of(tokens: list[str]) -> Words:
    """Returns tokens, ready for `occurrences`."""
    numbers: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        numbers.setdefault(token, []).append(number)
    return Words(tokens, numbers)


def occurrences(phrase: Phrase, words: Words) -> Iterable[int]:
    """Returns the numbers of the tokens with which the phrase begins."""
    if not phrase.tokens:
        return ()
    *before, last = phrase.tokens
    if not before:
        return _beginning_with(last, words) if phrase.is_prefix else words.numbers.get(last, ())
    starts = [at for at in words.numbers.get(before[0], ()) if words.tokens[at : at + len(before)] == before]
    ends = ((at, words.tokens[at + len(before)]) for at in starts if at + len(before) < len(words.tokens))
    return [at for at, end in ends if (end.startswith(last) if phrase.is_prefix else end == last)]


def with_part(fragment: str, words: Words) -> Iterator[tuple[list[int], int]]:
    """Yields for each word that has these letters the numbers of its tokens, and where in it they stand."""
    for token, numbers in words.numbers.items():
        at = token.find(fragment)
        if at >= 0 and folding.has_parts(token):
            yield numbers, at


def matches(texts: Sequence[str], terms: Sequence[Term], within: Within) -> bool:
    """Returns whether all of the terms stand in one of the texts each, and none of the excluded ones."""
    if not terms:
        return within in (Within.WORDS, Within.ANYWHERE)
    folded = list(map(folding.fold, texts))
    wanted = [term for term in terms if not term.is_excluded]
    if not all(_may_stand(term, folded) for term in wanted):
        return False
    all_words = [words_of(folding.tokens_apart(text).split()) for text in folded]
    if any(_is_said(term, all_words) for term in terms if term.is_excluded):
        return False
    as_words = all(_is_said(term, all_words) for term in wanted)
    if as_words or within is Within.WORDS:
        return as_words and within is not Within.MIDDLE
    return all(_is_said(term, all_words) or _is_part(term, all_words) for term in wanted)


def _beginning_with(letters: str, words: Words) -> Iterator[int]:
    return (each for token, numbers in words.numbers.items() if token.startswith(letters) for each in numbers)


def _may_stand(term: Term, folded: Iterable[str]) -> bool:
    """Whether its letters are there at all. That is quickly seen, and true of few messages."""
    options = [phrase.tokens for phrase in term.alternatives]
    if term.fragment is not None:
        options.append((term.fragment,))
    return any(all(token in text for token in tokens) for text in folded for tokens in options)


def _is_said(term: Term, texts: Iterable[Words]) -> bool:
    """Whether one of the alternatives stands there, whole or as the beginning of a word."""
    return any(True for words in texts for phrase in term.alternatives for _ in occurrences(phrase, words))


def _is_part(term: Term, texts: Iterable[Words]) -> bool:
    """Whether the letters stand somewhere in a word."""
    fragment = term.fragment
    return fragment is not None and any(True for words in texts for _ in with_part(fragment, words))
