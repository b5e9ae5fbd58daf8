"""Finds the libraries of the system that a filtered bundle still needs.

PyInstaller collects what every Qt plugin links to before chat.spec drops most plugins: the GTK theme alone leaves forty
megabytes of GTK behind. What nothing links to any more goes, but for what is opened by name while the program runs.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import PurePath

Entry = tuple[str, str, str]

# PyInstaller's loader opens Python by name, NSS its modules, libX11 the cursors, Qt's TLS plugin OpenSSL.
OPENED_BY_NAME = re.compile(r"lib(python3|(softokn3|freebl\w*|nssckbi|nssdbm3|Xcursor|ssl|crypto)\.)")


def prune(binaries: list[Entry]) -> list[Entry]:
    """Returns the entries without the system libraries to which nothing in the bundle links."""
    if shutil.which("objdump") is None:
        return binaries
    libraries = {PurePath(name).name: source for name, source, _kind in binaries if from_system(source)}
    roots = [source for name, source, _kind in binaries if not from_system(source) or OPENED_BY_NAME.match(name)]
    wanted = closure(roots, libraries)
    return [entry for entry in binaries if keeps(entry, wanted)]


def keeps(entry: Entry, wanted: set[str]) -> bool:
    name, source, _kind = entry
    return not from_system(source) or name in wanted or bool(OPENED_BY_NAME.match(name))


def from_system(source: str) -> bool:
    return source.startswith(("/usr/lib/", "/lib/")) and "/python3" not in source


def closure(roots: Iterable[str], libraries: dict[str, str]) -> set[str]:
    """Returns the names of all libraries that the roots link to, directly or indirectly."""
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        new = (linked(waiting) & set(libraries)) - reached
        reached |= new
        waiting = [libraries[name] for name in new]
    return reached


def linked(files: list[str]) -> set[str]:
    """Returns the names of the libraries to which these files link."""
    done = subprocess.run(["objdump", "-p", *files], capture_output=True, text=True, errors="replace", check=False)
    return set(re.findall(r"^\s+NEEDED\s+(\S+)", done.stdout, re.MULTILINE))
