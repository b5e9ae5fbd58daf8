"""Anything can be typed: it is answered, or it is explained why not."""

import contextlib
import random
from collections.abc import Iterator

import pytest

from chat_desktop.chat.search.asked import MOST_CHARACTERS, MOST_TERMS, NOTHING
from chat_desktop.errors import Invalid
from tests.chat.search.test_search import page, refusal
from tests.support.rules_office import RulesOffice

STRANGE = [
    *('"', '""', "'", "(", ")", "*", "a*b", "a AND", "AND OR NOT", "NEAR(", "text:plan", "meta : r1", "{a b}: c"),
    *("^a", "a + b", "-", "--", "-a", '-"', '"a', "\0", "a\0b", "\ud800", "🎉", "👩‍💻🏽", "\u202e", "%_", 'in:"'),
    *("a;DROP TABLE messages", "from:", "x" * 1000, "é" * 1000, "上" * 1000, "a-" * 40, "from:\0", "in:\ud800 a"),
    *('from:"' + "x" * 500, "on:\0", "has:\ud800", "before:99999999", '" OR 1', "a" + "\u0301" * 500, "u00 xlink"),
]


@pytest.mark.parametrize("typed", STRANGE)
def test_strange_texts_are_answered_or_explained(office: RulesOffice, typed: str) -> None:
    office.post(office.ana, "a plan with text: meta x b")
    with answered_or_explained():
        page(office, office.ana, typed)


def test_random_texts_are_answered_or_explained(office: RulesOffice) -> None:
    office.post(office.ana, 'a "plan" for Ana in 上海 🎉')
    dice = random.Random(11)
    pieces = [
        *STRANGE[:40],
        "plan",
        "from:",
        "in:",
        "-",
        " ",
        '"',
        "ana",
        "上",
        "is:",
        "on:2026",
        "has:link",
        "\u0301",
        "(",
        "*",
    ]
    for _ in range(500):
        with answered_or_explained():
            page(office, office.ana, "".join(dice.choices(pieces, k=dice.randint(1, 8))))


@contextlib.contextmanager
def answered_or_explained() -> Iterator[None]:
    """Only an explanation is allowed."""
    problem: Invalid | None = None
    try:
        yield
    except Invalid as found:
        problem = found
    assert problem is None or (problem.message.endswith(".") and problem.details["field"] == "q")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", NOTHING),
        ("  ", NOTHING),
        ("?!", NOTHING),
        ('""', NOTHING),
        ("x" * (MOST_CHARACTERS + 1), "A search has at most 1,000 characters."),
        ("x" * 5_000, "A search has at most 1,000 characters."),
        (" ".join(f"w{number}" for number in range(MOST_TERMS + 1)), "Search for at most 20 words at a time."),
        ("a." * 300, "Search for at most 20 words at a time."),
    ],
)
def test_what_cannot_be_searched_for_is_explained(office: RulesOffice, typed: str, sentence: str) -> None:
    assert refusal(office, typed).message == sentence


@pytest.mark.parametrize("cursor", ["", "w", "x1", "w-1", "w1 ", "w" + "9" * 19, "a\0"])
def test_a_cursor_is_one_that_came_with_a_page(office: RulesOffice, cursor: str) -> None:
    with pytest.raises(Invalid) as caught:
        page(office, office.ana, "plan", cursor)
    assert caught.value.details["field"] == "cursor"


@pytest.mark.parametrize("limit", [0, -1, 51])
def test_a_page_has_its_bounds(office: RulesOffice, limit: int) -> None:
    with pytest.raises(Invalid):
        page(office, office.ana, "plan", limit=limit)
