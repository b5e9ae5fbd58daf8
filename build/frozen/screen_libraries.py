"""Replaces the libraries of X11 that Pillow brings for pictures of the screen, which this program never takes.

Pillow's own module links to libxcb, so a library with its name and its functions has to be there; nothing calls them,
because `PIL.ImageGrab` is not in the folder. libXau, to which only libxcb links, has two megabytes of padding.
"""

import re
import shutil
import subprocess
from pathlib import Path

_FUNCTION = ".globl {name}\n.type {name}, @function\n{name}:\n"
_SOURCE = '.text\n{functions}.long 0\n.section .note.GNU-stack, "", @progbits\n'


def replace(folder: Path) -> int:
    """Replaces the libraries below FOLDER. Returns how many bytes that saves, 0 where it cannot be done."""
    library = next(folder.rglob("pillow.libs/libxcb-*.so*"), None)
    if library is None or not all(map(shutil.which, ("as", "ld", "objdump"))):
        return 0
    unused = list(library.parent.glob("libXau-*.so*"))
    before = library.stat().st_size + sum(each.stat().st_size for each in unused)
    link(library, functions(library))
    for each in unused:
        each.unlink()
    return before - library.stat().st_size


def functions(library: Path) -> list[str]:
    """Returns the names of the functions that a library has."""
    shown = subprocess.run(["objdump", "-T", str(library)], capture_output=True, text=True, check=True).stdout
    return sorted(set(re.findall(r"^[0-9a-f]+ g\s+DF \.text\s+[0-9a-f]+\s+(?:\S+\s+)?(\w+)$", shown, re.MULTILINE)))


def link(library: Path, names: list[str]) -> None:
    """Writes a library that has functions with these NAMES, which do nothing."""
    source, made = (library.with_name(f"screen.{kind}") for kind in ("s", "o"))
    source.write_text(_SOURCE.format(functions="".join(_FUNCTION.format(name=name) for name in names)))
    subprocess.run(["as", source.name, "-o", made.name], cwd=library.parent, check=True)
    linked = ["-shared", "-soname", library.name, "-z", "noexecstack", "--build-id=none", "--hash-style=gnu"]
    subprocess.run(["ld", *linked, "-o", library.name, made.name], cwd=library.parent, check=True)
    for file in (source, made):
        file.unlink()
