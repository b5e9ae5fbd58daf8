"""Replaces the program's folder in one step, so that a power cut leaves the old program or the new one."""

import ctypes
import importlib.util
import os
import shutil
import sys
from pathlib import Path

from chat_desktop import paths
from chat_desktop.atomic_write import rename_over, sync_folder
from chat_desktop.operations.updates.manifest import APP, UpdateRefused

_AT_CURRENT_FOLDER = -100
_EXCHANGE = 2  # RENAME_EXCHANGE
_LISTS_OF_DPKG = Path("/var/lib/dpkg/info")


def installed() -> Path:
    """Returns the folder of the running program. Raises UpdateRefused when it cannot be replaced."""
    if not paths.frozen():
        raise UpdateRefused("program_from_sources")
    folder = Path(sys.executable).resolve().parent
    check_replaceable(folder)
    return folder


def check_replaceable(folder: Path, lists: Path = _LISTS_OF_DPKG) -> None:
    """Raises UpdateRefused when the folder belongs to a package, or this account may not replace it."""
    if folder.parent == Path("/opt") and (lists / f"{folder.name}.list").exists():
        raise UpdateRefused("program_from_package", {"command": f"apt install ./{folder.name}_*.deb"})
    if not os.access(folder.parent, os.W_OK):
        raise UpdateRefused("program_not_replaceable", {"folder": str(folder)})


def package_name(folder: Path, on_windows: bool = sys.platform == "win32") -> str:
    """Returns the name that the program's folder has in its package, which says whether it has a window.

    The installer for Windows gives the folder a name for people."""
    if not on_windows:
        return folder.name
    return APP if importlib.util.find_spec("webview") else f"{APP}-headless"


def program(folder: Path, on_windows: bool = sys.platform == "win32") -> Path:
    """Returns the file in the program's folder that is started."""
    return folder / ("chat-desktop.exe" if on_windows else "chat-desktop")


def staging(folder: Path) -> Path:
    """Returns an empty folder on the same disk, in which the new program is unpacked."""
    place = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return place


def old(folder: Path) -> Path:
    """Returns where the old program is kept until the new one has proven itself."""
    return folder.with_name(f"{folder.name}.old")


def replace(folder: Path, fresh: Path) -> None:
    """Puts `fresh` in the place of `folder`, which is kept as its `.old`. Raises OSError, and then changes nothing."""
    sync(fresh)
    kept = old(folder)
    shutil.rmtree(kept, ignore_errors=True)
    exchange(folder, fresh)
    rename_over(fresh, kept)
    sync_folder(folder.parent)


def put_back(folder: Path, kept: Path) -> None:
    """Puts the old program back. The new one is removed. Raises OSError."""
    exchange(folder, kept)
    shutil.rmtree(kept, ignore_errors=True)
    sync_folder(folder.parent)


def exchange(one: Path, other: Path) -> None:
    """Exchanges two folders in one step; where the system cannot, in three renames. Raises OSError."""
    if sys.platform.startswith("linux") and _exchanged(one, other):
        return
    between = one.with_name(f"{one.name}.between")
    rename_over(one, between)
    try:
        rename_over(other, one)
    except OSError:
        rename_over(between, one)
        raise
    rename_over(between, other)


def sync(folder: Path) -> None:
    """Has the disk keep every file of the folder before it takes another one's place."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                os.fsync(opened.fileno())


def _exchanged(one: Path, other: Path) -> bool:
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    names = [os.fsencode(one), os.fsencode(other)]
    return bool(rename(_AT_CURRENT_FOLDER, names[0], _AT_CURRENT_FOLDER, names[1], _EXCHANGE) == 0)
