"""Rewrites a JavaScript module as the body of a function, so that one file can hold many (bundles.py).

Only import and export statements are touched, in the few forms that the page and its vendored libraries use, and
comments between lines and types within them are left out, a sixth of the bytes; every line stays on its line. What is
of another form is refused, and a test joins every module.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# A statement begins a line, or stands behind a minified one. (Looking back from the word lets the search skip ahead.)
_IMPORT_WORD, _EXPORT_WORD = r"import(?<![^;}\n]import)", r"export(?<![^;}\n]export)"
_FROM = r"""["'](\.[^"'\n]+)["'];?"""
_IMPORT = re.compile(rf"{_IMPORT_WORD}\s*(?:([\w$*{{}}\s,]+?)\s*from\s*)?{_FROM}")
_EXPORT_FROM = re.compile(rf"{_EXPORT_WORD}\s*(\*|\{{[^}}]*\}})\s*from\s*{_FROM}")
_EXPORT_LIST = re.compile(rf"{_EXPORT_WORD}\s*\{{([^}}]*)\}};?")
_EXPORT_NAME = re.compile(rf"{_EXPORT_WORD} (?=(?:async )?(?:function\*?|class|const) ([\w$]+))")
_EXPORT_DEFAULT = re.compile(rf"{_EXPORT_WORD} default\b")
_LEFT_OVER = re.compile(rf"{_EXPORT_WORD}\b.*|{_IMPORT_WORD}\b(?!\().*|await(?<![^\n]await)\b.*")
_LOAD = re.compile(r"""import\(\s*["'](\.[^"']+)["']\s*\)""")
_URL = re.compile(r"import\.meta\.url\b")
_BETWEEN = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//(?!#)[^\n]*)", re.DOTALL | re.MULTILINE)
_QUOTED = re.compile(r"""from ["']@""")  # an example in a comment of a library
_COMMENT = re.compile(r"/\*\*.*?\*/", re.DOTALL)
_CAST = re.compile(r"/\*\* @type \{[^\n]*?\} \*/ ?")  # for the checker of types alone, within a line


class NotJoinableError(Exception):
    """The module has an import or export in a form that this reader does not know."""


@dataclass
class Module:
    """A module that was read: its body, what it exports, its static `imports` and its dynamic `loads`."""

    name: str
    body: str = ""
    exports: dict[str, str] = field(default_factory=dict)
    whole: list[str] = field(default_factory=list)  # the modules of which it exports everything
    imports: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    @property
    def opening(self) -> str:
        """The line that stands before the module's body."""
        getters = ", ".join(f"{name}: () => {value}" for name, value in self.exports.items())
        head = f" $exports({{ {getters} }});" if self.exports else ""
        # Engines parse a function in brackets at once and in full, and not a second time when it is called.
        return f"(($exports, $need, $load, $url) => {{{head}"

    closing = "})"


def read(name: str, text: str) -> Module:
    """The module `name` (its path below the folder webui). Raises NotJoinableError."""
    return _Reader(name, text).module


class _Reader:
    def __init__(self, name: str, text: str) -> None:
        self.module = Module(name)
        spoken = _COMMENT.sub("", text)
        self.module.loads = [self._path(found) for found in _LOAD.findall(spoken)]
        text = _IMPORT.sub(self._import, text)
        text = _EXPORT_FROM.sub(self._export_from, text)
        text = _EXPORT_LIST.sub(self._export_list, text)
        text = _EXPORT_NAME.sub(self._export_name, text)
        text = _EXPORT_DEFAULT.sub(self._export_default, text)
        left = _LEFT_OVER.search(_COMMENT.sub("", text))
        if left and not _QUOTED.search(left.group()):
            raise NotJoinableError(f"{name}: {left.group()!r}")
        text = _BETWEEN.sub(lambda found: _same_lines(found, ""), text)
        text = _CAST.sub("", text)
        text = _LOAD.sub(lambda found: f'$load("{self._path(found[1])}")', text)
        self.module.body = _URL.sub("$url", text)

    def _path(self, found: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.module.name), found))

    def _need(self, found: str) -> str:
        name = self._path(found)
        self.module.imports.append(name)
        return f'$need("{name}")'

    def _import(self, found: re.Match[str]) -> str:
        needed = self._need(found[2])
        names = (found[1] or "").strip()
        if not names:
            return _same_lines(found, f"{needed};")
        whole = re.fullmatch(r"\*\s*as\s+([\w$]+)", names)
        return _same_lines(found, f"const {whole[1] if whole else _destructured(names)} = {needed};")

    def _export_from(self, found: re.Match[str]) -> str:
        variable = f"$from{len(self.module.imports)}"
        text = f"const {variable} = {self._need(found[2])};"
        if found[1] == "*":
            self.module.whole.append(self.module.imports[-1])
            text += f" $exports({{}}, {variable});"
        else:
            for name, exported in _pairs(found[1].strip("{}")):
                self.module.exports[exported] = f"{variable}.{name}"
        return _same_lines(found, text)

    def _export_list(self, found: re.Match[str]) -> str:
        self.module.exports |= {exported: name for name, exported in _pairs(found[1])}
        return _same_lines(found, "")

    def _export_name(self, found: re.Match[str]) -> str:
        self.module.exports[found[1]] = found[1]
        return ""

    def _export_default(self, found: re.Match[str]) -> str:
        self.module.exports["default"] = "$default"
        return "const $default ="


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """Parses `a as b, c` to the pairs (a, b), (c, c)."""
    for one in filter(None, (part.strip() for part in names.split(","))):
        name, _, other = one.partition(" as ")
        yield name.strip(), (other or name).strip()


def _destructured(names: str) -> str:
    """Writes `a, { b as c }` as a destructuring pattern: `{ default: a, b: c }`."""
    before, _, inside = names.partition("{")
    default = before.strip().rstrip(",").strip()
    parts = [f"default: {default}"] if default else []
    parts += [name if name == mine else f"{name}: {mine}" for name, mine in _pairs(inside.rstrip("}"))]
    return f"{{ {', '.join(parts)} }}"


def _same_lines(found: re.Match[str], text: str) -> str:
    return text + "\n" * found.group().count("\n")
