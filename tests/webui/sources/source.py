"""The page's files as text: what the tests that read them share."""

import posixpath
import re
from pathlib import Path

WEBUI = Path(__file__).parents[3] / "webui"
APP = WEBUI / "app"

# `import x from "y"`, `export ... from "y"` and the bare `import "y"`, at the start of a statement.
STATIC = re.compile(
    r"""(?:^|[;}])\s*(?:import|export)\b[^;"'`]*?from\s*["']([^"']+)["']|^import\s*["']([^"']+)["']""", re.MULTILINE
)
LAZY = re.compile(r"""\bimport\(\s*["'](\.[^"']+)["']\)""")


def modules() -> list[Path]:
    return sorted(APP.rglob("*.js"))


def imports(file: str, pattern: re.Pattern[str] = STATIC) -> list[str]:
    """What FILE, named from the folder webui, imports; named likewise."""
    return imported(file, (WEBUI / file).read_text("utf-8"), pattern)


def imported(file: str, text: str, pattern: re.Pattern[str] = STATIC) -> list[str]:
    """What TEXT imports, if it is that of FILE."""
    # Comments show how others are to import a module.
    found = pattern.findall(re.sub(r"/\*\*.*?\*/", "", text, flags=re.DOTALL))
    names = [name if isinstance(name, str) else name[0] or name[1] for name in found]
    return [posixpath.normpath(posixpath.join(posixpath.dirname(file), name)) for name in names]


def boot_graph() -> list[str]:
    """Every module that is loaded before the first picture."""
    found: list[str] = []
    waiting = ["app/main.js"]
    while waiting:
        file = waiting.pop(0)
        # The loader is no module of a bundle: it stands at the head of the first one.
        if file not in found and file != "app/loader.js":
            found.append(file)
            waiting += imports(file)
    return found
