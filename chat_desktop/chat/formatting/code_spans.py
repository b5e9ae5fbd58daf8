"""Finds `code` in a line."""

import re

from chat_desktop.chat.formatting.characters import WHITESPACE, after, before, joins_word

_MARKS = re.compile("`+")


def code_spans(line: str) -> dict[int, tuple[int, str]]:
    """Returns the end and the text of each code span, by the place of its first mark.

    There are as many marks at its end as at its beginning; the first stand at the beginning of a word, the last at the
    end of one.
    """
    found: dict[int, tuple[int, str]] = {}
    closing: dict[int, int] = {}  # the nearest marks further on that can close, by their number
    for run in reversed(list(_MARKS.finditer(line))):
        marks = run.end() - run.start()
        until = closing.get(marks)
        if until is not None and not joins_word(before(line, run.start())):
            text = line[run.end() : until]
            if _is_code(text, marks):
                found[run.start()] = until + marks, text
        if not joins_word(after(line, run.end())):
            closing[marks] = run.start()
    return found


def _is_code(text: str, marks: int) -> bool:
    """A lone mark beside a space is no code."""
    return text.strip(WHITESPACE) != "" and (marks > 1 or text.strip(WHITESPACE) == text)
