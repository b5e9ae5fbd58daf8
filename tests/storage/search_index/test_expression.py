"""The expression for words in the middle of others stays small: each of its words takes time to look up."""

import contextlib
import re

import pytest

from chat_desktop.search_text.wanted import Phrase, Term, Wanted, Within
from chat_desktop.storage.search_index import expression
from tests.support.parts.rules_office import RulesOffice

WORDS = (
    "airplane",
    "planning",
    "seaplane",
    "plan",
    "biplane",
    "ticket",
    "etickets",
    "tickets",
    "preticket",
    "reticket",
)


def term(word: str) -> Term:
    return Term((Phrase((word,), is_prefix=True),), fragment=word)


def named(office: RulesOffice, *words: str) -> list[str]:
    """The words of WORDS that the expression names."""
    with office.search_index.file.reading() as index:
        built = expression.build(index, Wanted(frozenset({office.home}), tuple(map(term, words))), Within.ANYWHERE)
    assert built is not None
    return [word for word in re.findall(r'"(\w+)"', built) if word in WORDS]


@pytest.fixture(autouse=True)
def posted(office: RulesOffice) -> None:
    office.post(office.ana, " ".join(WORDS))
    office.indexer.catch_up()


def test_words_that_begin_so_are_found_by_their_beginning_alone(office: RulesOffice) -> None:
    assert sorted(named(office, "plan")) == ["airplane", "biplane", "plan", "seaplane"]
    with contextlib.suppress(expression.Nothing), office.search_index.file.reading() as index:
        wanted = Wanted(frozenset({office.home}), (term("planning"),))
        pytest.fail(f"nothing is in the middle: {expression.build(index, wanted, Within.MIDDLE)}")


def test_all_terms_together_have_a_bound(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expression, "MOST_WORDS", 2)
    monkeypatch.setattr(expression, "MOST_TOGETHER", 2)
    assert len(named(office, "plan")) == 3, "the word itself, and two"
    assert len(named(office, "plan", "ticket")) == 4, "each word itself, and one more of each"
