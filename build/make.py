"""Builds the frozen folder dist/chat-desktop/: `python3 dev.py package`. It prints the size and the duration."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import dev_lock
import driver_libraries
import fingerprint
from dev_progress import Step

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
# Not ./build/chat, which is PyInstaller's own choice: build/ is tracked, and `--clean` empties its work folder.
WORK = ROOT / ".pyinstaller" / "work"
STAMP = ROOT / ".pyinstaller" / "fingerprint.txt"
FOLDER = DIST / "chat-desktop"


def main(words: list[str]) -> int:
    """Builds the folder while it holds a lock, and returns the exit status."""
    with dev_lock.alone(WORK.parent / "lock", "Waiting for another build of the executable"):
        return make(words)


def make(words: list[str]) -> int:
    """Builds the folder; with `--if-changed` only if its sources have changed. Returns the exit status."""
    if "--if-changed" in words and is_current():
        print(f"{FOLDER.relative_to(ROOT)} is up to date")
        return 0
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    code = freeze()
    if code:
        print("PyInstaller failed; its words are above.", file=sys.stderr)
        return code
    strip_python()
    add_desktop_entry()
    STAMP.write_text(fingerprint.of(ROOT))
    print(f"{FOLDER.relative_to(ROOT)}: {megabytes(FOLDER):.0f} MB in {time.monotonic() - started:.0f} s")
    return 0


def is_current() -> bool:
    """Returns whether the folder was built from the present sources."""
    return FOLDER.is_dir() and STAMP.is_file() and STAMP.read_text() == fingerprint.of(ROOT)


def freeze() -> int:
    """Runs PyInstaller and returns its exit status."""
    WORK.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=ERROR"]
    command += ["--workpath", str(WORK), "--distpath", str(DIST), str(ROOT / "chat.spec")]
    with Step("Freezing"):
        return subprocess.run(command, cwd=ROOT, check=False).returncode


def strip_python() -> None:
    """Removes the debugging symbols of Python and SQLAlchemy, which are 20 MB."""
    strip = shutil.which("strip")
    if not sys.platform.startswith("linux") or strip is None:
        return
    inside = FOLDER / "_internal"
    for pattern in ("libpython3*.so*", "python3*/lib-dynload/*.so", "sqlalchemy/**/*.so"):
        libraries = [str(library) for library in inside.glob(pattern)]
        if libraries:
            subprocess.run([strip, "--strip-unneeded", *libraries], check=True)


def add_desktop_entry() -> None:
    """For the launchers of Linux: install.sh in the folder puts the entry and the icons where they look. For packages:
    what they must depend on."""
    if sys.platform.startswith("linux"):
        place = FOLDER / "linux"
        place.mkdir(exist_ok=True)
        for name in ("chat-desktop.desktop", "install.sh"):
            shutil.copy(ROOT / "build" / "linux" / name, place)
        (place / "depends-debian.txt").write_text("\n".join(driver_libraries.packages()) + "\n")
        for icon in (ROOT / "build" / "icons").glob("chat-desktop-*.png"):
            shutil.copy(icon, place)


def megabytes(folder: Path) -> float:
    """Returns the size of a folder in MB."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
