"""Styles name the start and the end of a line, not left and right, so that Arabic mirrors them. Code stays as it is."""

import re

from tests.webui.sources.source import WEBUI

PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b"
)
# Four values name the left and the right too, where they differ. The cut-outs of a screen stay at their sides.
FOUR = re.compile(r"(?<![\w-])(?:padding|margin|inset):\s*(?P<values>[^;}]*)")
VALUE = re.compile(r"(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+")
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


def sided(style: str) -> list[str]:
    """The lists of four values of a style that differ at the left and at the right."""
    lists = [found["values"] for found in FOUR.finditer(style) if "safe-area" not in found["values"]]
    return [text for text in lists if len(values := VALUE.findall(text)) == 4 and values[1] != values[3]]


def test_no_list_of_four_values_differs_at_the_left_and_the_right() -> None:
    found = [
        (path.name, text)
        for path in sorted((WEBUI / "css").rglob("*.css"))
        for line in COMMENT.sub("", path.read_text("utf-8")).splitlines()
        for text in sided(line)
        if "direction: ltr" not in line
    ]
    assert found == []


def test_the_rule_about_four_values_finds_what_it_is_for() -> None:
    assert sided("a { padding: 0 1px 0 calc(2px + var(--a)); }")
    assert sided("a { inset: 0 0 0 auto }")
    assert not sided("a { padding: 0 1px 2px 1px; margin: 0 auto; }")
    assert not sided("a { padding: 0 env(safe-area-inset-right) 0 env(safe-area-inset-left); }")


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
