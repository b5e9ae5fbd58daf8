"""Builds a frozen folder: dist/chat-desktop/, or with `--headless` dist/chat-desktop-headless/, which has no window.

`python3 dev.py package` calls it. With `--if-changed` it builds only if something has changed.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import source_date
from development import dev_lock
from development.dev_progress import Step
from frozen import driver_libraries, fingerprint, folders, icu_data, screen_libraries

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
# Not ./build/chat, which is PyInstaller's own choice: build/ is tracked, and `--clean` empties its work folder.
PRIVATE = ROOT / ".pyinstaller"


@dataclass(frozen=True)
class Target:
    """One frozen folder and where its build keeps its own files."""

    headless: bool = False

    @property
    def folder(self) -> Path:
        """The folder that is built."""
        return DIST / folders.folder_name(self.headless)

    @property
    def work(self) -> Path:
        """PyInstaller's own folder."""
        return PRIVATE / ("work-headless" if self.headless else "work")

    @property
    def stamp(self) -> Path:
        """The file with the fingerprint of the sources that the folder was built from."""
        return PRIVATE / ("fingerprint-headless.txt" if self.headless else "fingerprint.txt")

    def is_current(self) -> bool:
        """Returns whether the folder was built from the present sources."""
        return self.folder.is_dir() and self.stamp.is_file() and self.stamp.read_text() == fingerprint.of(ROOT)


def main(words: list[str]) -> int:
    """Builds the folder while it holds a lock, and returns the exit status."""
    with dev_lock.alone(PRIVATE / "lock", "Waiting for another build of the executable"):
        return make(Target(folders.HEADLESS_FLAG in words), "--if-changed" in words)


def make(target: Target, if_changed: bool) -> int:
    """Builds the folder; with `if_changed` only if its sources have changed. Returns the exit status."""
    shown = target.folder.relative_to(ROOT)
    if if_changed and target.is_current():
        print(f"{shown} is up to date")
        return 0
    started = time.monotonic()
    target.stamp.unlink(missing_ok=True)
    code = freeze(target)
    if code:
        print("PyInstaller failed; its words are above.", file=sys.stderr)
        return code
    strip_libraries(target.folder)
    icu_data.shrink(target.folder)
    screen_libraries.replace(target.folder)
    add_linux_files(target)
    target.stamp.write_text(fingerprint.of(ROOT))
    print(f"{shown}: {megabytes(target.folder):.0f} MB in {time.monotonic() - started:.0f} s")
    return 0


def freeze(target: Target) -> int:
    """Runs PyInstaller and returns its exit status."""
    target.work.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=ERROR"]
    command += ["--workpath", str(target.work), "--distpath", str(DIST), str(ROOT / "chat.spec")]
    command += ["--", folders.HEADLESS_FLAG] if target.headless else []
    # With a fixed order of sets and a fixed time, the same sources give the same files.
    fixed = {"PYTHONHASHSEED": "0", source_date.VARIABLE: str(source_date.epoch(ROOT))}
    with Step("Freezing" + (" without a window" if target.headless else "")):
        return subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, **fixed}).returncode


def strip_libraries(folder: Path) -> None:
    """Removes the debugging symbols of all libraries. The executable stays, as it holds the archive."""
    strip = shutil.which("strip")
    if not sys.platform.startswith("linux") or strip is None:
        return
    found = (file for file in sorted((folder / "_internal").rglob("*.so*")) if not file.is_symlink())
    libraries = [str(file) for file in found if is_elf(file)]
    subprocess.run([strip, "--strip-unneeded", *libraries], check=True)


def is_elf(file: Path) -> bool:
    """Returns whether a file is a library or program of Linux, and not a script for the linker."""
    with file.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def add_linux_files(target: Target) -> None:
    """Adds what Linux needs beside the program: for a window the entry of the menu, its icons and the names of the
    packages that it depends on; without one the service."""
    if not sys.platform.startswith("linux"):
        return
    place = target.folder / "linux"
    place.mkdir(exist_ok=True)
    names = ("chat-desktop.service",) if target.headless else ("chat-desktop.desktop", "install.sh")
    for name in names:
        shutil.copy(ROOT / "build" / "linux" / name, place)
    if target.headless:
        return
    (place / "depends-debian.txt").write_text("\n".join(driver_libraries.packages()) + "\n")
    for icon in (ROOT / "build" / "icons").glob("chat-desktop-*.png"):
        shutil.copy(icon, place)


def megabytes(folder: Path) -> float:
    """Returns the size of a folder in MB."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
