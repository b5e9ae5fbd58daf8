"""A text has the words of a search: told of the text itself, as the index tells it."""

import pytest

from chat_desktop.search_text.matching import matches
from chat_desktop.search_text.wanted import Phrase, Term, Within
from tests.chat.search.cases import FOUND, IN_MIDDLE, NOT_FOUND
from tests.chat.search.test_marks import made


@pytest.mark.parametrize(("typed", "body", "expected"), FOUND)
def test_these_words_stand_in_the_text(typed: str, body: str, expected: list[str]) -> None:
    assert matches((body,), made(typed), Within.WORDS)
    assert matches(("another", body), made(typed), Within.ANYWHERE)
    assert not matches((body,), made(typed), Within.MIDDLE)


@pytest.mark.parametrize(("typed", "body", "expected"), IN_MIDDLE)
def test_these_stand_in_the_middle_of_words_alone(typed: str, body: str, expected: list[str]) -> None:
    assert not matches((body,), made(typed), Within.WORDS)
    assert all(matches((body,), made(typed), within) for within in (Within.ANYWHERE, Within.MIDDLE, Within.PARTS))


@pytest.mark.parametrize(("typed", "body"), NOT_FOUND)
def test_these_do_not_stand_in_the_text(typed: str, body: str) -> None:
    assert not matches((body,), made(typed), Within.WORDS)


def test_each_word_may_stand_in_another_text_but_a_phrase_in_one() -> None:
    texts = ("the floor", "plan.pdf")
    assert matches(texts, made("floor plan"), Within.WORDS)
    assert not matches(texts, made('"floor plan"'), Within.WORDS)


def test_an_excluded_word_stands_in_none_of_them() -> None:
    assert not matches(("the floor", "plan.pdf"), made("floor -plan"), Within.WORDS)
    assert matches(("the floor", "airplane.pdf"), made("floor -plan"), Within.ANYWHERE)


def test_numbers_and_short_words_are_not_found_by_their_middle() -> None:
    assert not matches(("ab1cde",), [Term((Phrase(("cde",)),), fragment="cde")], Within.ANYWHERE)
    assert not matches(("abc",), [Term((Phrase(("abcd",)),), fragment="abc")], Within.ANYWHERE)


def test_without_words_everything_is_wanted_but_in_the_middle_of_words() -> None:
    assert [within for within in Within if matches(("text",), (), within)] == [Within.WORDS, Within.ANYWHERE]


def test_what_has_no_tokens_stands_nowhere() -> None:
    assert not matches(("text",), [Term((Phrase(()),))], Within.WORDS)
    assert matches(("text",), [Term((Phrase(()),), is_excluded=True)], Within.WORDS)
