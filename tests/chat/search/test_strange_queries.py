"""Anything can be typed: it is answered, or it is explained why not."""

import random

import pytest

from chat_desktop.chat.search.asked import MOST_CHARACTERS, MOST_TERMS
from chat_desktop.errors import Invalid
from tests.chat.search.test_search import page, refusal
from tests.support.parts.rules_office import RulesOffice

STRANGE = [
    *('"', '""', "'", "(", ")", "*", "a*b", "a AND", "AND OR NOT", "NEAR(", "text:plan", "meta : r1", "{a b}: c"),
    *("^a", "a + b", "-", "--", "-a", '-"', '"a', "\0", "a\0b", "\ud800", "🎉", "👩‍💻🏽", "\u202e", "%_", 'in:"'),
    *("a;DROP TABLE messages", "from:", "a-" * 40, "from:\0", "in:\ud800 a", "on:\0", "has:\ud800", '" OR 1'),
    *("before:99999999", "u00 xlink", "x" * 1000, "é" * 1000, "上" * 1000, 'from:"' + "x" * 500, "a" + "\u0301" * 500),
]
PIECES = [
    *STRANGE[:35],
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
    "*",
]
EXPLAINED = {
    **dict.fromkeys(["", "  ", "?!", '""'], "Type a word to search for."),
    "x" * (MOST_CHARACTERS + 1): "A search has at most 1,000 characters.",
    "x" * 5_000: "A search has at most 1,000 characters.",
    " ".join(f"w{number}" for number in range(MOST_TERMS + 1)): "Search for at most 20 words at a time.",
    "a." * 300: "Search for at most 20 words at a time.",
}


def refused(office: RulesOffice, typed: str) -> Invalid | None:
    try:
        page(office, office.ana, typed)
    except Invalid as problem:
        return problem
    return None


def test_strange_texts_are_answered_or_explained(office: RulesOffice) -> None:
    office.post(office.ana, 'a "plan" for Ana in 上海 🎉, with text: meta x b')
    dice = random.Random(11)
    mixed = ["".join(dice.choices(PIECES, k=dice.randint(1, 8))) for _ in range(500)]
    problems = [problem for typed in STRANGE + mixed if (problem := refused(office, typed)) is not None]
    assert {problem.details["field"] for problem in problems} == {"q"}
    assert [problem.message for problem in problems if not problem.message.endswith(".")] == []


def test_what_cannot_be_searched_for_is_explained(office: RulesOffice) -> None:
    assert {typed: refusal(office, typed).message for typed in EXPLAINED} == EXPLAINED


def test_a_cursor_is_one_that_came_with_a_page_and_a_page_has_its_bounds(office: RulesOffice) -> None:
    for cursor in ("", "w", "x1", "w-1", "w1 ", "w" + "9" * 19, "a\0"):
        with pytest.raises(Invalid, match="came with the page before"):
            page(office, office.ana, "plan", cursor)
    for limit in (0, -1, 51):
        with pytest.raises(Invalid, match="Ask for 1 to 50 results"):
            page(office, office.ana, "plan", limit=limit)
