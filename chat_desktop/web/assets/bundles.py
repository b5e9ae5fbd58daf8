"""Joins the page's modules into a few files, so that a first visit loads two of them and not sixty modules.

The sources stay separate files. `webui/app/bundles.txt` names the bundles and the modules at which each begins, and
`webui/app/loader.js` connects the modules in the browser. A source map lets the browser's tools show the sources.
"""

import json
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

from chat_desktop.web.assets import javascript_modules
from chat_desktop.web.assets.javascript_modules import Module
from chat_desktop.web.assets.source_map import Written

LOADER = "app/loader.js"
MAIN = "app/main.js"
REST = "rest"
# The bundles of a first visit. All others need the rest of the page's sentences (sentences.py).
FIRST = {"main", "sync", "basics", "shared", "signin", "intro"}
SENTENCES = "sentences"

Read = Callable[[str], str]
Write = Callable[[], str]


@dataclass
class Bundle:
    """One joined file. A module stands after those that it imports."""

    name: str
    modules: list[Module] = field(default_factory=list)

    @property
    def file(self) -> str:
        return MAIN if self.name == "main" else f"bundles/{self.name}.js"


def plan(table: str, read: Read) -> list[Bundle]:
    """The bundles that `table` describes: each line has a bundle's name and its entry modules.

    A bundle holds its entry modules and everything that they import, except what an earlier bundle has. Modules that
    are loaded on use and are in no line are in a last bundle, "rest".
    """
    placed: dict[str, Module] = {}
    bundles = []
    for line in filter(None, table.splitlines()):
        name, *entries = line.split()
        bundles.append(Bundle(name, _gather(entries, placed, read)))
    left = [name for module in placed.values() for name in module.loads if name not in placed]
    rest = Bundle(REST)
    while left:
        fresh = _gather(left, placed, read)
        rest.modules += fresh
        left = [name for module in fresh for name in module.loads if name not in placed]
    return [*bundles, rest] if rest.modules else bundles


def _gather(entries: Iterable[str], placed: dict[str, Module], read: Read) -> list[Module]:
    fresh: list[Module] = []
    for name in entries:
        if name in placed or name == LOADER:
            continue
        module = placed[name] = javascript_modules.read(name, read(name))
        fresh += [*_gather(module.imports, placed, read), module]
    return fresh


def join(bundles: list[Bundle], read: Read, alone: Iterable[str] = ()) -> dict[str, Write]:
    """The functions that write the served files, by file name: the bundles, their source maps, and for each module a
    file of its own name that exports it from its bundle.

    The modules `alone` belong to workers and to other pages. They and what they import are served unchanged.
    """
    joined = _Joined(bundles, read)
    native = {module.name for module in _gather([name for name in alone if name not in joined.modules], {}, read)}
    files: dict[str, Write] = {
        name: partial(joined.signpost, module) for name, module in joined.modules.items() if name not in native
    }
    files[LOADER] = lambda: f'export * from "./{posixpath.basename(MAIN)}";\n'
    for bundle in bundles:
        written = joined.main(bundle) if bundle.file == MAIN else joined.other(bundle)
        map_file = f"{bundle.file}.map"
        files[bundle.file] = partial(written.text, posixpath.basename(map_file))
        files[map_file] = written.map
    return files


class _Joined:
    def __init__(self, bundles: list[Bundle], read: Read) -> None:
        self._read = read
        self.modules = {module.name: module for bundle in bundles for module in bundle.modules}
        self._home = {module.name: bundle.name for bundle in bundles for module in bundle.modules}

    def main(self, bundle: Bundle) -> Written:
        written = Written()
        written.source(LOADER, self._read(LOADER))
        written.line(f'made.set("{LOADER}", {{ holdLoads, prefetch, provideSentences, retryUntilDone }});')
        written.line("define({")
        self._bodies(written, bundle)
        loads = sorted({name for module in self.modules.values() for name in module.loads})
        written.line(f"}}, {json.dumps({name: self.needed(name) for name in loads})});")
        written.line(f'need("{MAIN}");')
        return written

    def other(self, bundle: Bundle) -> Written:
        written = Written()
        written.line("export default {")
        self._bodies(written, bundle)
        written.line("};")
        return written

    def _bodies(self, written: Written, bundle: Bundle) -> None:
        for module in bundle.modules:
            written.line(f'"{module.name}": {module.opening}')
            written.source(module.name, self._read(module.name), module.body)
            written.line(f"{module.closing},")

    def signpost(self, module: Module) -> str:
        up = posixpath.relpath(MAIN, posixpath.dirname(module.name))
        plan_ = json.dumps({module.name: self.needed(module.name)})
        names = sorted(self._exported(module))
        lines = [f'import * as $loader from "{up}";', f"$loader.define({{}}, {plan_});"]
        lines.append(f'const $found = await $loader.load("{module.name}");')
        lines += [f"export const {{ {', '.join(name for name in names if name != 'default')} }} = $found;"]
        lines += ["export default $found.default;"] if "default" in names else []
        return "\n".join(lines)

    def needed(self, name: str) -> list[str]:
        """What is loaded before the module: the bundles besides the first one that hold it and all that it imports, and
        the rest of the sentences."""
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in self.modules and one not in seen:
                seen.add(one)
                waiting += self.modules[one].imports
        homes = {self._home[one] for one in seen}
        return sorted(homes - {"main"}) + ([SENTENCES] if homes - FIRST else [])

    def _exported(self, module: Module) -> set[str]:
        others = (self._exported(self.modules[name]) for name in module.whole)
        return {*module.exports}.union(*others)
