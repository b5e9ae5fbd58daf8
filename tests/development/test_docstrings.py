"""A public function that raises says so: its docstring has a sentence `Raises ...`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "chat_desktop"


def public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Functions and methods; what is nested in a function is its own matter."""
    tree = ast.parse(path.read_text("utf-8"))
    # A module whose functions all raise the same says it once, at its top.
    if "Each function raises" in (ast.get_docstring(tree) or ""):
        return
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    for node in (node for body in bodies for node in body):
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def raises(function: ast.FunctionDef) -> bool:
    caught = [node for node in ast.walk(function) if isinstance(node, ast.Try)]
    inside = {child for node in caught for child in ast.walk(node)}
    return any(isinstance(node, ast.Raise) and node.exc and node not in inside for node in ast.walk(function))


@pytest.mark.parametrize("part", ["chat", "web"])
def test_a_public_function_that_raises_says_so(part: str) -> None:
    silent = [
        f"{path.relative_to(ROOT).as_posix()}:{function.lineno}: {function.name}"
        for path in sorted((ROOT / part).rglob("*.py"))
        for function in public_functions(path)
        if raises(function) and "Raises" not in (ast.get_docstring(function) or "")
    ]
    assert silent == []
