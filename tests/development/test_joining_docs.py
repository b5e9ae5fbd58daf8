"""docs/joining.md promises something for each network and each door: every line names a test that tries it."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "joining.md").read_text("utf-8")
BEGIN, END = "<!-- situations: begin -->", "<!-- situations: end -->"
LEAST = 20

# `tests/e2e/test_join.py::test_somebody_is_told`; several are separated by commas.
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)(?:\[[^`]*\])?`")


def rows() -> list[list[str]]:
    """The cells of each line of the table, without its head."""
    lines = [line for line in PAGE.partition(BEGIN)[2].partition(END)[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def collected_in(path: Path) -> set[str]:
    """As pytest collects them: functions of a module, by their name."""
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_situation_names_tests_that_are_there(row: list[str]) -> None:
    assert len(row) == 4
    situation, what, seconds, named = row
    assert situation
    assert what
    assert re.search(r"\d|at once|never", seconds), "in how many seconds"
    found = NAMED.findall(named)
    assert found, named
    for file, name in found:
        assert name in collected_in(ROOT / file), f"{file}::{name}"


def test_there_are_enough_situations_and_none_twice() -> None:
    situations = [row[0] for row in rows()]
    assert len(set(situations)) == len(situations)
    assert len(situations) >= LEAST
