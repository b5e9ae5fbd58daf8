"""The line of a message that a result shows, and the marks in it."""

from hypothesis import given
from hypothesis import strategies as st

from chat_desktop.chat.search import marks, query, snippets, terms


def shown(typed: str, body: str) -> tuple[str, list[str]]:
    """The snippet and what is marked in it, as a page cuts it out."""
    searched = [term for text in query.parse(typed).texts if (term := terms.make(text)) is not None]
    spans = marks.find(body, searched, True)
    assert spans is not None
    text, places = snippets.make(body, spans, lambda part: marks.find(part, searched, True, is_part=True) or [])
    units = text.encode("utf-16-le")
    return text, [units[2 * start : 2 * end].decode("utf-16-le") for start, end in places]


def test_a_short_message_is_shown_without_its_formatting() -> None:
    assert shown("plan", "The **floor plan**,\n`plan.pdf` please") == (
        "The floor plan, plan.pdf please",
        ["plan", "plan"],
    )


def test_long_code_is_shown_without_its_marks() -> None:
    text, marked = shown("one", "```python\n" + "x = 1  # one of many\n" * 90 + "```")
    assert text.startswith("x = 1 # one of many x = 1")
    assert marked[0] == "one"
    code = "```python\n" + "x = 1\n" * 200 + "needle = 1\n" + "```\nI *mean* it"
    assert shown("needle", code)[0].endswith("x = 1 needle = 1 I mean it")
    assert "`" not in shown("needle", code.replace("needle", "needle" + " = 2" * 300))[0]


def test_a_search_without_words_shows_the_beginning() -> None:
    text, marked = shown("", "word " * 200)
    assert text.startswith("word word")
    assert text.endswith("word…")
    assert len(text) <= snippets.MOST_CHARACTERS + 1
    assert marked == []


def test_a_long_message_is_cut_around_the_first_word() -> None:
    text, marked = shown("needle", "straw " * 900 + "a needle here " + "hay " * 300)
    assert text.startswith("…straw")
    assert "a needle here hay" in text
    assert text.endswith("hay…")
    assert marked == ["needle"]
    assert text.index("needle") <= snippets.BEFORE_CHARACTERS + 10


def test_words_far_from_each_other_are_marked_where_they_are_seen() -> None:
    assert shown("needle thread", "needle " + "hay " * 500 + "thread")[1] == ["needle"]


def test_a_word_in_a_quote_or_in_the_address_of_a_link_is_shown_all_the_same() -> None:
    assert shown("pelican", "> the pelican\n\nyes") == ("> the pelican yes", ["pelican"])
    assert shown("wiki", "[notes](https://wiki.lan/plan)")[1] == ["wiki"]


def test_places_are_counted_as_javascript_does_and_no_emoji_is_cut() -> None:
    assert shown("plan", "🎉🎉 plan 🎉") == ("🎉🎉 plan 🎉", ["plan"])
    text, marked = shown("👩", "x" * 300 + " 👩‍💻 " + "👩‍💻" * 200)
    assert marked[0] == "👩‍💻"
    assert all(part == "👩‍💻" * (len(part) // 3) for part in marked)
    assert not text.rstrip("…").endswith("\u200d")


def test_a_text_without_spaces_is_cut_too() -> None:
    text, marked = shown("上海", "字" * 900 + "上海" + "字" * 900)
    assert marked == ["上海"]
    assert len(text) <= snippets.MOST_CHARACTERS + 2


@given(st.text(max_size=400).map(lambda text: text + " plan ") | st.text("pla n*_`>\n👩‍💻é", max_size=900))
def test_the_marks_of_any_message_are_whole(body: str) -> None:
    searched = [term for text in query.parse("plan").texts if (term := terms.make(text)) is not None]
    spans = marks.find(body, searched, True)
    if spans is None:
        return
    text, marked = shown("plan", body)
    assert marked
    assert len(text) <= snippets.MOST_CHARACTERS + 2
