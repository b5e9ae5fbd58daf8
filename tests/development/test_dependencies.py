"""Imports point one way: desktop -> runtime -> {web, realtime, network} -> wire -> chat -> storage."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "chat_desktop"
FRAMEWORKS = {"flask", "flask_socketio", "socketio", "engineio", "gevent", "werkzeug", "simple_websocket", "webview"}

LEAVES = {
    "allocator",
    "atomic_write",
    "background",
    "child_processes",
    "collector",
    "config",
    "errors",
    "fair_share",
    "guard",
    "json_file",
    "log",
    "notices",
    "paths",
    "signals",
    "terminal",
    "version",
}
COMPOSITION = {"runtime"}
# What each part may import of ours, leaves aside.
MAY = {
    "storage": set(),
    "chat": {"storage"},
    "wire": {"chat"},
    "network": {"storage", "wire"},
    "web": {"wire", "chat"},
    "realtime": {"wire", "chat"},
    "composition": {"web", "realtime", "network", "wire", "chat", "storage"},
    "desktop": {"composition", "network", "storage"},
    "cli": {"composition", "desktop", "network"},
    "main": {"cli"},
    "leaf": set(),
}


def part_of(module: str) -> str:
    """`chat_desktop.web.routes.rooms` -> web."""
    parts = module.split(".")
    first = parts[1] if len(parts) > 1 else "version"
    if first in LEAVES:
        return "leaf"
    if first in COMPOSITION:
        return "composition"
    return {"__main__": "main", "__init__": "leaf"}.get(first, first)


def imports_by_line(path: Path) -> Iterator[tuple[int, str]]:
    """Absolute names; those inside functions too, since a late import is a dependency all the same."""
    package = ["chat_desktop", *path.relative_to(ROOT).parent.parts]
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "chat_desktop":
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def imports_of(path: Path) -> Iterator[str]:
    return (name for _, name in imports_by_line(path))


FILES = sorted(path for path in ROOT.rglob("*.py") if "_webui" not in path.parts)


def wrong_imports(path: Path) -> Iterator[str]:
    """A sentence for each import that points the other way."""
    mine = part_of(".".join(["chat_desktop", *path.relative_to(ROOT).with_suffix("").parts]))
    for line, name in imports_by_line(path):
        if name.split(".")[0] == "chat_desktop":
            theirs = part_of(name.removesuffix(".__version__"))
            if theirs not in {mine, "leaf"} | MAY[mine]:
                yield f"{path.relative_to(ROOT).as_posix()}:{line}: {mine} must not import {name}"


def test_imports_point_one_way() -> None:
    assert FILES
    assert [sentence for path in FILES for sentence in wrong_imports(path)] == []


@pytest.mark.parametrize("part", ["chat", "storage", "wire"])
def test_the_rules_know_no_framework(part: str) -> None:
    for path in (ROOT / part).rglob("*.py"):
        used = {name.split(".")[0] for name in imports_of(path)} & FRAMEWORKS
        assert not used, f"{path.name} imports {used}"


def test_web_knows_no_socket_and_the_socket_no_pages() -> None:
    for part, strange in (
        ("web", {"socketio", "engineio", "flask_socketio", "gevent"}),
        ("desktop", {"flask", "gevent"}),
    ):
        for path in (ROOT / part).rglob("*.py"):
            assert not {name.split(".")[0] for name in imports_of(path)} & strange, path.name


def test_the_window_is_imported_by_the_desktop_alone() -> None:
    for path in FILES:
        if "desktop" not in path.relative_to(ROOT).parts:
            assert "webview" not in {name.split(".")[0] for name in imports_of(path)}, path.name
