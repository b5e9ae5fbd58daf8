"""Keeps what is compiled: without that each worker compiles all tests, and each program that a test starts compiles
the whole host.

Some systems forbid Python to write compiled modules (PYTHONDONTWRITEBYTECODE). A whole run would then spend a fifth of
its time on compiling: pytest's rewriting of 7,000 asserts takes 20 s of CPU a worker, and each start of the host 0.7 s.
"""

import contextlib
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

VARIABLE = "PYTHONDONTWRITEBYTECODE"


def keep() -> None:
    """Lets this process and its children write compiled modules."""
    sys.dont_write_bytecode = False
    os.environ.pop(VARIABLE, None)


def prepare(root: Path, places: Sequence[str]) -> None:
    """Compiles the test files in these places once, before the workers would all do it at the same time.

    Each processor has a process for a part of the files. It imports them as the collection does, because the form that
    pytest gives to asserts is made by its import hook. What cannot be imported is reported by the collection.
    """
    names = [".".join(file.relative_to(root).with_suffix("").parts) for file in test_files(root, places)]
    if not hasattr(os, "fork"):
        return
    count = os.cpu_count() or 1
    for child in [_in_child(names[number::count]) for number in range(count)]:
        os.waitpid(child, 0)


def test_files(root: Path, places: Sequence[str]) -> list[Path]:
    """Returns the test files in these places, which are files or folders within `root` with or without `::test`."""
    found = [(root / place.partition("::")[0]).resolve() for place in places]
    files = [file for place in found for file in ([place] if place.is_file() else place.rglob("test_*.py"))]
    return sorted({file for file in files if file.is_relative_to(root)})


def _in_child(names: Sequence[str]) -> int:
    """Imports the modules in a forked process and returns the process's id."""
    child = os.fork()
    if child == 0:
        for name in names:
            with contextlib.suppress(BaseException):
                importlib.import_module(name)
        os._exit(0)
    return child
