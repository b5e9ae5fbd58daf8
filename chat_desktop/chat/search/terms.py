"""Makes terms, as the index knows them, of the words of a query."""

import re

from chat_desktop.chat.search.query import Text
from chat_desktop.search_text import folding
from chat_desktop.search_text.wanted import Phrase, Term

PREFIX_LETTERS = 3  # a shorter word stands for itself: "is" is not "issue"
FRAGMENT_LETTERS = (3, 40)
# The article and the particles that are written together with a word in Arabic.
ARABIC_FORMS = ("", "ال", "وال", "بال", "كال", "فال", "لل", "و")
ARABIC_STEM_LETTERS = 3  # what is shorter may be a word that only begins like an article
_IS_ARABIC = re.compile("[\u0621-\u064a]+")
_IS_NUMBER = re.compile(r"\d")
# Words that belong together, the last of which is whole although it is short: 3.1 is not 3.11, don't is not don.tom.
# What begins with a word goes on: one who types budget-2 may mean budget-2024.
_ENDS_SHORT = re.compile(r"\d\W\d$|['’ʼ]\w$")


def make(text: Text) -> Term | None:
    """Returns the term of a part of a query, or None if nothing in it can be searched for."""
    tokens = _tokens(text.text)
    if not tokens:
        return None
    may_go_on = not text.is_excluded and (not text.is_exact or text.is_open)
    phrase = Phrase(tokens, _is_prefix(tokens, may_go_on and not _ENDS_SHORT.search(text.text)))
    if text.is_excluded or text.is_exact or len(tokens) > 1:
        return Term((phrase,), text.is_excluded)
    return Term(_with_articles(phrase), fragment=_fragment(tokens[0]))


def _tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text, but for the last character alone where its pair is there: more may follow it."""
    tokens = folding.index_text(text).split()
    if len(tokens) > 1 and len(tokens[-2]) == 2 and folding.is_unspaced(tokens[-2]) and tokens[-2][1] == tokens[-1]:
        tokens.pop()
    return tuple(tokens)


def _is_prefix(tokens: tuple[str, ...], may_go_on: bool) -> bool:
    last = tokens[-1]
    if folding.is_unspaced(last):
        return len(last) == 1  # of the pairs that begin with it
    return may_go_on and (len(tokens) > 1 or len(last) >= PREFIX_LETTERS)


def _fragment(token: str) -> str | None:
    least, most = FRAGMENT_LETTERS
    if not least <= len(token) <= most or _IS_NUMBER.search(token) or folding.is_unspaced(token):
        return None
    return token


def _with_articles(phrase: Phrase) -> tuple[Phrase, ...]:
    word = phrase.tokens[0]
    if not _IS_ARABIC.fullmatch(word):
        return (phrase,)
    stem = _without_article(word)
    forms = [word, *(form + stem for form in ARABIC_FORMS)] if len(stem) >= ARABIC_STEM_LETTERS else [word]
    return tuple(Phrase((form,), phrase.is_prefix) for form in dict.fromkeys(forms))


def _without_article(word: str) -> str:
    """A single و is left: it begins many words by itself, and the search for them finds those without it no less."""
    for form in sorted(ARABIC_FORMS, key=len, reverse=True):
        if len(form) > 1 and word.startswith(form) and len(word) - len(form) >= ARABIC_STEM_LETTERS:
            return word[len(form) :]
    return word
