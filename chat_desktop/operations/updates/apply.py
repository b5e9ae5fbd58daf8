"""Applies an update to the installed program: unpacks it, tries whether it starts, and puts it in place."""

import shutil
import sqlite3
import sys
import time
from pathlib import Path

from chat_desktop import child_processes
from chat_desktop.languages.system_words import system_words
from chat_desktop.operations.updates import plan as plans
from chat_desktop.operations.updates import program_folder, update_file
from chat_desktop.operations.updates.manifest import Manifest, UpdateRefused
from chat_desktop.operations.updates.plan import Plan
from chat_desktop.storage import folder_lock, migrations
from chat_desktop.storage.database import FILE_NAME, Database

START_SECONDS = 60.0
LOOK_SECONDS = 0.1
KEPT = f"{FILE_NAME}.before-update"
INSTALLED = "CHAT_DESKTOP_INSTALLED"  # where build/installers/chat-desktop.nsi reads the folder


def changes(manifest: Manifest, version: str) -> list[str]:
    """Returns the lines that say what an update changes."""
    lines = [f"Chat Desktop {version} becomes {manifest.version} (of {manifest.released})."]
    if manifest.schema != migrations.HEAD:
        lines.append("The tables of the office change; a copy of the database is kept, as before each such change.")
    return [*lines, *(f"  {line}" for line in manifest.notes.splitlines())]


def check_not_running(data: Path, wait_seconds: float = 0.0) -> None:
    """Raises AlreadyHeld while a host uses the data folder, after it was waited for so long."""
    end = time.monotonic() + wait_seconds
    while True:
        try:
            folder_lock.hold(data).release()
        except folder_lock.AlreadyHeld:
            if time.monotonic() >= end:
                raise
            time.sleep(LOOK_SECONDS)
        else:
            return


def keep_data(data: Path, schema: str) -> None:
    """Keeps a copy of the database beside it, unless the new program of this SCHEMA makes one before it changes tables.

    Raises UpdateRefused when there is no space for it, or the database cannot be read."""
    if schema != migrations.HEAD or not (data / FILE_NAME).is_file():
        return
    try:
        Database(data).back_up(data / KEPT)
    except (OSError, sqlite3.Error) as problem:
        raise UpdateRefused("update_data_not_kept", {"why": system_words(problem)}) from None


def replace_program(path: Path, manifest: Manifest, folder: Path) -> Path:
    """Puts the new program in the place of the present one, and returns where the present one is kept.

    Raises UpdateRefused when the file is damaged, or the new program does not start on this computer."""
    place = program_folder.staging(folder)
    try:
        fresh = update_file.unpack(path, place)
        _try_start(fresh, manifest)
        program_folder.replace(folder, fresh)
    except OSError as problem:
        raise UpdateRefused("update_unreplaced", {"why": system_words(problem)}) from None
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return program_folder.old(folder)


def write_plan(plan: Plan) -> Path:
    """Writes how the new program is tried, and returns the file. Raises UpdateRefused."""
    try:
        return plans.write(plan, plans.clear(plan.data))
    except OSError as problem:
        raise UpdateRefused("update_unreplaced", {"why": system_words(problem)}) from None


def start_installer(path: Path, planned: Path, folder: Path) -> None:
    """On Windows: starts the verified installer, which waits until this program has ended. Raises UpdateRefused.

    It lies beside the plan PLANNED, and has the old program try the new one by it."""
    try:
        setup = update_file.copy_payload(path, planned.with_name("setup.exe"))
        child_processes.start([str(setup), "/S", "/UPDATE"], planned.parent, **{INSTALLED: str(folder)})
    except OSError as problem:
        raise UpdateRefused("installer_not_started", {"why": system_words(problem)}) from None


def uses_installer() -> bool:
    """Returns whether the payload for this system is an installer instead of a folder."""
    return sys.platform == "win32"


def _try_start(fresh: Path, manifest: Manifest) -> None:
    """Has the new program tell its version. Raises UpdateRefused."""
    done = child_processes.run([str(program_folder.program(fresh)), "--version"], START_SECONDS)
    told = done.output.decode(errors="replace") if done else ""
    if not told.strip().endswith(f" {manifest.version}"):
        raise UpdateRefused("update_does_not_start")
