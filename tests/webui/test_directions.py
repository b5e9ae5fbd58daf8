"""Styles name the start and the end of a line, not left and right, so that Arabic mirrors them. Code stays as it is."""

import re

from tests.webui.source import WEBUI

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_no_style_names_left_or_right() -> None:
    found = [
        (path.name, text.strip())
        for path in sorted((WEBUI / "css").rglob("*.css"))
        for line in COMMENT.sub("", path.read_text("utf-8")).splitlines()
        for text in PHYSICAL.findall(line)
        if "direction: ltr" not in line
    ]
    assert found == []


def test_the_rule_finds_what_it_is_for() -> None:
    for wrong in (
        "margin-left: 1px",
        "a { left: 0 }",
        "text-align: right",
        "border-top-left-radius: 2px",
        "float:left",
    ):
        assert PHYSICAL.search(wrong), wrong
    for right in (
        "margin-inline-start: 1px",
        "inset-inline-start: 0",
        "text-align: start",
        "background-position: left 1px",
    ):
        assert not PHYSICAL.search(right), right
