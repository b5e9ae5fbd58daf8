"""Builds the faulty disk of disk.c, and computes the files that a power cut leaves behind."""

import os
import random
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("disk.c")
HEAD = struct.Struct("<BBQQ")
SECTOR = 512  # bytes that a disk writes whole


def build(folder: Path) -> str:
    """Compiles disk.c and returns the path of the library, for LD_PRELOAD. Skips the test without a C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler (gcc, libc6-dev)")
    library = folder / "disk.so"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True)
    return str(library)


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded operation on a file. `end` is the length of the record in bytes after it."""

    kind: str
    name: str
    offset: int
    data: bytes
    end: int


def steps(record: Path) -> Iterator[Step]:
    """Yields the operations of a record in order."""
    with record.open("rb") as file:
        while head := file.read(HEAD.size):
            kind, length, offset, size = HEAD.unpack(head)
            name = file.read(length).decode()
            data = file.read(size) if chr(kind) == "w" else b""
            yield Step(chr(kind), name, offset, data, file.tell())


@dataclass(slots=True)
class File:
    """A file. `safe` is what was synced, and `loose` holds the operations that were not."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        """Makes all operations permanent."""
        for step in self.loose:
            _apply(self.safe, step.kind, step.offset, step.data)
        self.loose.clear()


class Disk:
    """A disk that takes steps in order and can lose its power after any of them. Names of files are synced at once."""

    def __init__(self) -> None:
        self.files: dict[str, File] = {}

    def start_with(self, folder: Path) -> None:
        """Copies the database of a folder to the disk, synced."""
        for path in folder.glob("chat.db*"):
            if not path.name.endswith("-shm"):
                self.files[path.name] = File(bytearray(path.read_bytes()))

    def take(self, step: Step) -> None:
        """Applies one operation."""
        if step.kind == "u":
            self.files.pop(step.name, None)
            return
        file = self.files.setdefault(step.name, File())
        if step.kind == "s":
            file.sync()
        else:
            file.loose.append(step)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """Writes the files as they are after a power cut: operations not synced are lost, kept or incomplete."""
        folder.mkdir()
        kept = chance.choice([0.0, 0.5, 0.9])
        for name, file in self.files.items():
            found = bytearray(file.safe)
            for step in file.loose:
                if chance.random() < kept:
                    _apply(found, step.kind, step.offset, _torn(step.data, chance))
            (folder / name).write_bytes(found)


def _apply(content: bytearray, kind: str, offset: int, data: bytes) -> None:
    if kind == "t":
        del content[offset:]
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


def _torn(data: bytes, chance: random.Random) -> bytes:
    """Returns the data, or sometimes only its first sectors."""
    if chance.random() < 0.8:
        return data
    return data[: chance.randrange(0, len(data) + SECTOR, SECTOR)]


def preload(library: str, **settings: str | os.PathLike[str]) -> dict[str, str]:
    """Returns the environment variables that load the library into a process."""
    return {"LD_PRELOAD": library, **{name: str(value) for name, value in settings.items()}}


class FullDisk:
    """A disk that can be filled: files whose names match one of the patterns cannot grow then."""

    def __init__(self, folder: Path, library: str) -> None:
        self._file = folder / "full"
        self.environment = preload(library, FAULT_FULL=self._file)

    def fill(self, *patterns: str) -> None:
        """Fills the disk for files that match one of the patterns."""
        new = self._file.with_suffix(".new")
        new.write_text(" ".join(patterns))
        new.replace(self._file)

    def free(self) -> None:
        """Frees the disk."""
        self._file.unlink()
