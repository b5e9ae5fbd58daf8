"""The language of queries: what is a filter and what is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat_desktop.chat.search.query import Filter, Query, Text, parse


@pytest.mark.parametrize(
    ("typed", "texts", "filters"),
    [
        ("floor plan", [Text("floor"), Text("plan")], []),
        ('"floor plan" v3', [Text("floor plan", is_exact=True), Text("v3")], []),
        ("“floor plan” „Plan“ «le plan»", [Text(t, is_exact=True) for t in ("floor plan", "Plan", "le plan")], []),
        ('"floor pl', [Text("floor pl", is_exact=True, is_open=True)], []),
        ("-draft", [Text("draft", is_excluded=True)], []),
        ('-"old plan"', [Text("old plan", is_exact=True, is_excluded=True)], []),
        ("from:ana", [], [Filter("from", "ana")]),
        ('FROM:"Ben Okafor" plan', [Text("plan")], [Filter("from", "Ben Okafor")]),
        ('from:"Ben Ok', [], [Filter("from", "Ben Ok")]),
        ("-in:lunch -from:@ana -has:link", [], [Filter("in", "lunch", True), Filter("from", "@ana", True),
                                               Filter("has", "link", True)]),
        ("before:2026-11 after:yesterday on:today", [], [Filter("before", "2026-11"), Filter("after", "yesterday"),
                                                         Filter("on", "today")]),
        ("has:link is:pinned", [], [Filter("has", "link"), Filter("is", "pinned")]),
        ("from：安娜", [], [Filter("from", "安娜")]),
        # These are text.
        ("https://example.org:80/a", [Text("https://example.org:80/a")], []),
        ("in: out:side from:", [Text("in:"), Text("out:side"), Text("from:")], []),
        ("wherefrom:ana", [Text("wherefrom:ana")], []),
        ("-is:saved", [Text("is:saved", is_excluded=True)], []),
        ("- -- a-b", [Text("-"), Text("-", is_excluded=True), Text("a-b")], []),
        ('from:"" ""', [], []),
        ("AND NEAR(a b) a* {text}:", [Text(each) for each in ("AND", "NEAR(a", "b)", "a*", "{text}:")], []),
        ("", [], []),
    ],
)  # fmt: skip
def test_these_texts_are_read_so(typed: str, texts: list[Text], filters: list[Filter]) -> None:
    assert parse(typed) == Query(tuple(texts), tuple(filters))


@given(st.text(max_size=200) | st.text(st.sampled_from('from:in-" \0has:\ud800"'), max_size=60))
def test_every_text_is_a_query(typed: str) -> None:
    for part in (*parse(typed).texts, *parse(typed).filters):
        assert part


def test_a_long_text_takes_no_longer_for_each_letter() -> None:
    """Neither of quotes nor of minuses nor of colons."""
    for piece in ('"', "-", "from:", "-from:", 'a"', "“"):
        assert len(parse(piece * 20_000).texts) <= 20_000
