"""Which words of a message a search finds, and the parts that are marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_desktop.chat.search import marks, query, terms
from chat_desktop.search_text.wanted import Term
from tests.chat.search.cases import FOUND, IN_MIDDLE, NOT_FOUND


def made(typed: str) -> list[Term]:
    return [term for text in query.parse(typed).texts if (term := terms.make(text)) is not None]


def marked(typed: str, body: str, in_middle: bool = False) -> list[str] | None:
    spans = marks.find(body, made(typed), in_middle)
    return None if spans is None else [body[start:end] for start, end in spans]


@pytest.mark.parametrize(("typed", "body", "expected"), FOUND)
def test_these_are_found_and_marked(typed: str, body: str, expected: list[str]) -> None:
    assert marked(typed, body) == expected
    assert marked(typed, body, in_middle=True) == expected


@pytest.mark.parametrize(("typed", "body", "expected"), IN_MIDDLE)
def test_these_are_found_in_the_middle_of_words_alone(typed: str, body: str, expected: list[str]) -> None:
    assert marked(typed, body) is None
    assert marked(typed, body, in_middle=True) == expected


@pytest.mark.parametrize(("typed", "body"), [case for case in NOT_FOUND if "-" not in case[0]])
def test_these_are_not_found(typed: str, body: str) -> None:
    assert marked(typed, body) is None


def test_in_a_part_of_a_message_what_is_there_is_marked() -> None:
    assert marks.find("the floor", made("floor plan"), False) is None
    assert marks.find("the floor", made("floor plan"), False, is_part=True) == [(4, 9)]


def test_only_words_make_terms() -> None:
    assert made('?! "..." - \0 _ "" -"?"') == []


@given(st.text(max_size=30), st.text(max_size=60))
def test_marks_lie_in_the_text_in_order(typed: str, body: str) -> None:
    spans = marks.find(body, made(typed), True, is_part=True)
    assert spans is not None
    ends = [place for span in spans for place in span]
    assert ends == sorted(ends)
    assert all(0 <= start < end <= len(body) for start, end in spans)


@given(st.text(st.characters(categories=["L", "N", "M", "So"]), min_size=1, max_size=12), st.text(max_size=9))
def test_a_message_is_found_by_each_of_its_words(word: str, other: str) -> None:
    searched = made(word)
    if searched:
        assert marks.find(f"{other} {word} {other}", searched, False), searched
