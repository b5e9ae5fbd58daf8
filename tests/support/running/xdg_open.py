"""Replaces the system's xdg-open by a program that records its arguments and its environment."""

import json
import stat
import sys
from pathlib import Path
from typing import Any

# `-I -S`: no variable and no module of a test's own can change what is written.
_PROGRAM = """#!{python} -IS
import json, os, sys
part = {seen!r} + ".part"
with open(part, "w") as file:
    json.dump({{"asked": sys.argv[1:], "environment": dict(os.environ)}}, file)
os.rename(part, {seen!r})
"""


class XdgOpen:
    """A program in `folder`. `path` is a value of PATH in which it comes first."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._seen = folder / "seen.json"
        program = folder / "xdg-open"
        program.write_text(_PROGRAM.format(python=sys.executable, seen=str(self._seen)))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.folder = folder

    @property
    def path(self) -> str:
        return f"{self.folder}:/usr/bin:/bin"

    def was_started(self) -> bool:
        return self._seen.exists()

    @property
    def asked(self) -> list[str]:
        return list(self._read()["asked"])

    @property
    def environment(self) -> dict[str, str]:
        return dict(self._read()["environment"])

    def _read(self) -> dict[str, Any]:
        seen: dict[str, Any] = json.loads(self._seen.read_text())
        return seen
