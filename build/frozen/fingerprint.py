"""Computes a hash of everything that a frozen folder is built from, so that nothing is built twice."""

import hashlib
import platform
from collections.abc import Iterator
from pathlib import Path

PARTS = ("chat_desktop", "webui", "build", "chat.spec", "pyproject.toml")


def of(root: Path) -> str:
    """Hex digest of the sources, the locks and the Python that freezes them."""
    digest = hashlib.sha256(f"{platform.python_version()} {platform.platform()}".encode())
    for file in sources(root):
        digest.update(f"\0{file.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def sources(root: Path) -> Iterator[Path]:
    for part in PARTS:
        place = root / part
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (file for file in found if file.is_file() and "__pycache__" not in file.parts)
