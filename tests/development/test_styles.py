"""Stylesheets of features stay in the page once they were loaded, so two of them must not style the same class."""

import re
from collections import defaultdict
from pathlib import Path

STYLES = Path(__file__).parents[2] / "webui" / "css"
# They change how anything looks for a state or on paper, or belong to a page of their own.
SHARED = {"print", "states", "trust", "visit"}


def _classes(sheet: Path) -> set[str]:
    """The classes that have a rule of their own in a stylesheet: a selector that consists of one class."""
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = re.findall(r"([^{};]+)\{", text)
    parts = (part.strip() for selector in selectors for part in re.split(r",(?![^(]*\))", selector))
    return {part for part in parts if re.fullmatch(r"\.[\w-]+", part)}


def test_each_class_is_styled_by_one_stylesheet() -> None:
    """A poll disappeared once a file was chosen, because both used one name."""
    sheets: dict[str, set[str]] = defaultdict(set)
    for sheet in STYLES.rglob("*.css"):
        if sheet.stem not in SHARED:
            for name in _classes(sheet):
                sheets[name].add(sheet.name)
    assert sheets
    assert {name: sorted(found) for name, found in sheets.items() if len(found) > 1} == {}
