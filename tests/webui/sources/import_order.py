"""The order in which the page's modules may import each other, as a check over their texts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tests.webui.sources.source import LAZY, imported

# Each layer, and the layers that its modules may import besides their own.
LAYERS: dict[str, set[str]] = {
    "base": set(),
    "lib": {"base"},
    "store": {"base", "lib"},
    "net": {"base", "lib", "store"},
    "sync": {"base", "lib", "store", "net"},
    # What is drawn first must not pull in what talks to the host: it waits for `syncLayer()` of the store.
    "ui": {"base", "lib", "store"},
    "features": {"base", "lib", "store", "net", "sync", "ui"},
    "main": {"base", "lib", "store", "net", "sync", "ui", "features"},
}
# Features are loaded on their first use: there alone an import may go up, and only a dynamic one.
LOADS_UP = {("ui", "features")}

# Files beside the folders.
FILES = {"html.js": "base", "loader.js": "base", "main.js": "main", "feature_triggers.js": "main"}
# Scripts and pages of their own: no module imports them, and they import none.
ALONE = {"theme.js", "trust.js", "visit.js"}

# Fetches the files into which the host joins modules, by the names that it gave them.
LOADER = "app/loader.js"

COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Import:
    """One module imports another, at once or (`is_dynamic`) when it is used."""

    importer: str
    target: str
    is_dynamic: bool


def layer_of(file: str) -> str:
    """`app/ui/parts.js` -> ui."""
    _, first, *rest = file.split("/")
    return first if rest else FILES.get(first, "alone")


def imports_of(texts: Mapping[str, str]) -> list[Import]:
    """All imports of our modules by our modules. Vendored modules belong to no layer."""
    found = []
    for file, text in texts.items():
        found += [Import(file, target, False) for target in imported(file, text)]
        found += [Import(file, target, True) for target in imported(file, text, LAZY)]
    return [one for one in found if one.target.startswith("app/")]


def faults(texts: Mapping[str, str]) -> list[str]:
    """A sentence for each import against the order, each circle, and each import that cannot be followed."""
    imports = imports_of(texts)
    files: dict[str, set[str]] = {file: set() for file in texts}
    folders: dict[str, set[str]] = {}
    for one in imports:
        files[one.importer].add(one.target)
        ours, theirs = folder_of(one.importer), folder_of(one.target)
        if ours != theirs and not _loads_up(one):
            folders.setdefault(ours, set()).add(theirs)
    return [
        *(fault for one in imports if (fault := _against_order(one))),
        *(
            f"{file} imports what no literal names"
            for file in texts
            if file != LOADER and _has_computed_import(texts[file])
        ),
        *(f"circle of files: {' -> '.join(circle)}" for circle in circles(files)),
        *(f"circle of folders: {' -> '.join(circle)}" for circle in circles(folders)),
    ]


def folder_of(file: str) -> str:
    """`app/features/people/roles.js` -> app/features/people; the files beside the folders are folders of their own."""
    folder = file.rpartition("/")[0]
    return file if folder == "app" else folder


def _loads_up(one: Import) -> bool:
    return one.is_dynamic and (layer_of(one.importer), layer_of(one.target)) in LOADS_UP


def _against_order(one: Import) -> str | None:
    ours, theirs = layer_of(one.importer), layer_of(one.target)
    if theirs == ours != "alone" or theirs in LAYERS.get(ours, set()) or _loads_up(one):
        return None
    verb = "must not load" if one.is_dynamic else "must not import"
    return f"{ours} {verb} {theirs}: {one.importer} -> {one.target}"


def _has_computed_import(text: str) -> bool:
    code = COMMENT.sub("", text)
    return len(re.findall(r"\bimport\(", code)) > len(LAZY.findall(code))


def circles(graph: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """One circle for each node that closes one, as the way round it."""
    done: set[str] = set()
    for start in sorted(graph):
        if start not in done:
            yield from _circles_from(start, graph, done)


def _circles_from(start: str, graph: Mapping[str, set[str]], done: set[str]) -> Iterator[list[str]]:
    way = [start]
    waiting = [sorted(graph.get(start, ()))]
    while way:
        if not waiting[-1]:
            done.add(way.pop())
            waiting.pop()
            continue
        node = waiting[-1].pop()
        if node in way:
            yield [*way[way.index(node) :], node]
        elif node not in done:
            way.append(node)
            waiting.append(sorted(graph.get(node, ())))
