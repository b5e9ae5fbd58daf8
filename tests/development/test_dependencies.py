"""Imports point one way: cli -> desktop -> runtime -> {web, realtime, network} -> wire -> chat -> storage.

So they do inside of each package: its parts are in layers, and no circle of files goes through two folders.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "chat_desktop"
FRAMEWORKS = {"flask", "flask_socketio", "socketio", "engineio", "gevent", "werkzeug", "simple_websocket", "webview"}

MOST_FILES = 20
LEAVES = {
    "memory_allocator",
    "atomic_write",
    "background",
    "child_processes",
    "garbage_collector",
    "config",
    "errors",
    "fair_share",
    "file_transfer",
    "fonts",
    "error_guard",
    "json_file",
    "languages",
    "lazy_module",
    "log",
    "notices",
    "paths",
    "permits",
    "search_text",
    "signals",
    "start_error",
    "terminal",
    "version",
}
SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b")
COMPOSITION = {"runtime"}
# What each part may import of ours, leaves aside.
MAY = {
    "storage": set(),
    "files": set(),
    "power": {"win32"},
    "win32": set(),
    "chat": {"storage"},
    "wire": {"chat"},
    "network": {"storage", "wire"},
    "web": {"wire", "chat", "files"},
    "realtime": {"wire", "chat"},
    "operations": {"chat", "files", "storage"},
    "composition": {"operations", "web", "realtime", "network", "wire", "chat", "files", "storage", "power"},
    "desktop": {"composition", "network", "storage", "files", "power", "win32"},
    "cli": {"composition", "desktop", "network", "operations", "storage"},
    "main": {"cli", "files", "composition"},
    "leaf": set(),
}
# The parts of each package, the lowest first: each imports of its own package what stands below it. "" are the files
# that lie in the package's own folder, where not every one of them is a part by itself.
LAYERS: dict[str, list[set[str]]] = {
    "chat": [{"formatting"}, {"core"}, {"office"}, {"users"}, {"rooms"}, {"attachments"},
             {"messages", "joining", "front_desk"}, {"reading", "contents", "search", "importing"},
             {"exporting"}, {"boot_snapshot"}],
    "network": [{"addressing", "deadline_socket"}, {"mdns", "tls", "link_cards", "transfers", "office_proof"},
                {"http"}, {"doctor"}],
    "realtime": [{"transport", "room_keys"}, {"connection_registry", "guest_visibility", "read_marks", "command_turns"},
                 {"membership_publisher", "pause_publisher", "presence_publisher"}, {"publisher"},
                 {"personal_publisher", "urgent_publisher"}, {"context"},
                 {"handlers"},
                 {"dispatch", "lifecycle", "join_attempt_feed"}, {""}],
    "web": [{"assets"}, {"cookies"}, {"sessions", "host_services"}, {"services"},
            {"answers", "headers", "file_response", "large_bodies", "page_words"}, {"errors"}, {"routes"},
            {"direct_files"}, {""}],
    "desktop": [{"texts"}, {"own_program", "single_instance", "downloads", "tray", "notifications",
                 "autostart"},
                {"window"}, {"message_box"}, {"visitor"}, {"start"}],
}  # fmt: skip


def module_of(path: Path) -> str:
    return ".".join(["chat_desktop", *path.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__")


FILES = sorted(path for path in ROOT.rglob("*.py") if "_webui" not in path.parts)
MODULES = {module_of(path) for path in FILES}


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
    """Modules by their absolute names; those inside functions too, since a late import is a dependency all the same.

    `from package import module` is an import of the module, and not of the package.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""  # empty in a relative import, which ruff refuses
            names = [f"{module}.{alias.name}" for alias in node.names]
            yield from (
                (node.lineno, name if name in MODULES or module == "chat_desktop" else module) for name in names
            )


def imports_of(path: Path) -> Iterator[str]:
    return (name for _, name in imports_by_line(path))


def wrong_imports(path: Path) -> Iterator[str]:
    """A sentence for each import that points the other way."""
    mine = part_of(module_of(path))
    for line, name in imports_by_line(path):
        if name.split(".")[0] == "chat_desktop":
            theirs = part_of(name.removesuffix(".__version__"))
            if theirs not in {mine, "leaf"} | MAY[mine]:
                yield f"{path.relative_to(ROOT).as_posix()}:{line}: {mine} must not import {name}"


def test_imports_point_one_way() -> None:
    assert FILES
    assert [sentence for path in FILES for sentence in wrong_imports(path)] == []


def layer_of(module: str) -> tuple[str, str]:
    """(package, part): `chat_desktop.chat.rooms.memberships` -> ("chat", "rooms"), a package's own file -> (.., "")."""
    parts = module.split(".")
    return (parts[1], parts[2] if len(parts) > 2 else "") if len(parts) > 1 else ("", "")


def upward_imports(path: Path) -> Iterator[str]:
    """A sentence for each import of its own package that does not point to a lower layer."""
    package, part = layer_of(module_of(path))
    layers = LAYERS.get(package, [])
    level = {name: number for number, names in enumerate(layers) for name in names}
    for line, name in imports_by_line(path) if layers else ():
        theirs = layer_of(name)
        if theirs[0] == package and theirs[1] != part and level[theirs[1]] >= level[part]:
            yield f"{path.relative_to(ROOT).as_posix()}:{line}: {part or package} must not import {name}"


def test_imports_inside_of_a_package_point_one_way() -> None:
    assert [sentence for path in FILES for sentence in upward_imports(path)] == []


def test_every_part_of_a_package_with_layers_is_in_one_of_them() -> None:
    for package, layers in LAYERS.items():
        there = {path.stem for path in (ROOT / package).glob("*.py")} | {
            path.parent.name for path in (ROOT / package).glob("*/__init__.py")
        }
        assert there - {"__init__"} == set().union(*layers) - {""}, package


def test_no_circle_of_files_goes_through_two_folders() -> None:
    graph = {module_of(path): set(imports_of(path)) for path in FILES}
    files = {module_of(path): path for path in FILES}
    for circle in circles(graph):
        folders = {files[module].parent for module in circle}
        assert len(folders) == 1, f"these files import each other: {sorted(circle)}"


def circles(graph: dict[str, set[str]]) -> list[set[str]]:
    """Sets of modules of which each reaches each other."""
    reach = {module: reachable(graph, module) for module in graph}
    found = [
        {other for other in reach[module] if module in reach[other]} for module in graph if module in reach[module]
    ]
    return [circle for number, circle in enumerate(found) if circle not in found[:number]]


def reachable(graph: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = (graph.get(waiting.pop(), set()) & graph.keys()) - seen
        seen |= new
        waiting += new
    return seen


def test_no_folder_holds_more_files_than_one_can_look_through() -> None:
    for folder in sorted({path.parent for path in FILES}):
        files = [path for path in FILES if path.parent == folder and path.name != "__init__.py"]
        assert len(files) <= MOST_FILES, f"{folder.relative_to(ROOT.parent)} has {len(files)} files"


@pytest.mark.parametrize("part", ["chat", "storage", "wire"])
def test_the_rules_know_no_framework(part: str) -> None:
    for path in (ROOT / part).rglob("*.py"):
        used = {name.split(".")[0] for name in imports_of(path)} & FRAMEWORKS
        assert not used, f"{path.name} imports {used}"


def ties_to_sqlite(path: Path) -> Iterator[str]:
    """A sentence for each import of the driver and for each SQL text."""
    place = path.relative_to(ROOT).as_posix()
    for line, name in imports_by_line(path):
        if name.split(".")[0] == "sqlite3":
            yield f"{place}:{line}: the rules must not import sqlite3; type the connection as storage.db_protocol.Db"
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.match(node.value):
            yield f"{place}:{node.lineno}: fixed SQL belongs into storage/queries/"


def test_the_rules_work_with_any_database() -> None:
    paths = sorted((ROOT / "chat").rglob("*.py"))
    assert paths
    assert [sentence for path in paths for sentence in ties_to_sqlite(path)] == []


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
