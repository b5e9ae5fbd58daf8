"""A file is replaced whole or not at all, and there is one function for it."""

import ast
import errno
import os
import stat
from pathlib import Path

import pytest

from chat_desktop.atomic_write import write_atomically

PROGRAM = Path(__file__).parents[1] / "chat_desktop"
ONE_PLACE = PROGRAM / "atomic_write.py"


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def test_text_and_bytes_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    write_atomically(tmp_path / "card", "Zoë\n")
    assert (tmp_path / "card").read_bytes() == b"Zo\xc3\xab\n"
    write_atomically(tmp_path / "card", b"\x00\n", sync=True)
    assert (tmp_path / "card").read_bytes() == b"\x00\n"
    assert names(tmp_path) == ["card"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps permissions in access lists")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_atomically(tmp_path / "card", "secret")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "card").stat().st_mode) == 0o600


def test_a_full_disk_leaves_the_old_content_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write_atomically(tmp_path / "card", "old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(tmp_path / "card", "new", sync=True)
    assert (tmp_path / "card").read_text() == "old"
    assert names(tmp_path) == ["card"]


def renames(node: ast.AST) -> bool:
    """Path.replace takes one argument; str.replace takes two, and a record's replace takes keywords."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = ast.unparse(node.func.value)
    if node.func.attr == "replace":
        return owner == "os" or (len(node.args) == 1 and not node.keywords and owner not in {"self", "self._hosts"})
    return node.func.attr in {"rename", "renames", "mkstemp", "NamedTemporaryFile"}


def test_nothing_else_replaces_files() -> None:
    for path in sorted(PROGRAM.rglob("*.py")):
        found = [ast.unparse(node) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if renames(node)]
        assert bool(found) is (path == ONE_PLACE), f"{path} {found}: atomic_write.write_atomically is there for this"
