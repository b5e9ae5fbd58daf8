"""Which backups are kept: the newest of each of 7 days, 4 weeks and 12 months (UTC) that have one."""

import contextlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from chat_desktop.files import gradual_removal
from chat_desktop.operations.backup import file_objects
from chat_desktop.operations.backup.backup_file import SUFFIX

DAYS, WEEKS, MONTHS = 7, 4, 12
LIST_SUFFIX = ".files"
PARTIAL = ".partial-"
STAMP = "%Y-%m-%dT%H-%M-%SZ"
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\dT\d\d-\d\d-\d\dZ){re.escape(SUFFIX)}", re.ASCII)


class Backup(NamedTuple):
    """A finished backup in a folder."""

    path: Path
    made: datetime

    @property
    def list_path(self) -> Path:
        """Where the names of the objects that it needs are."""
        return self.path.with_suffix(LIST_SUFFIX)


def name_at(now_ms: int) -> str:
    """Returns the name of a backup that is made now."""
    return datetime.fromtimestamp(now_ms / 1000, UTC).strftime(STAMP) + SUFFIX


def backups_in(folder: Path) -> list[Backup]:
    """Returns the backups of a folder, the newest first. Raises OSError."""
    found = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.fullmatch(path.name):
            with contextlib.suppress(ValueError):  # the 31st of February
                found.append(Backup(path, datetime.strptime(match[1], STAMP).replace(tzinfo=UTC)))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def kept(backups: Iterable[Backup]) -> list[Backup]:
    """Returns those that are kept. They are given the newest first."""
    ordered = list(backups)
    chosen: dict[Path, Backup] = {}
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest: dict[Any, Backup] = {}
        for backup in ordered:
            newest.setdefault(period(backup.made), backup)
        chosen.update({backup.path: backup for backup in list(newest.values())[:most]})
    return [backup for backup in ordered if backup.path in chosen]


def rotate(folder: Path, newest: Path) -> int:
    """Removes old backups and the files that no kept one needs. Returns how many backups went. Raises OSError.

    NEWEST stays, also when the clock was set back before it was made.
    """
    backups = backups_in(folder)
    chosen = {backup.path for backup in kept(backups)} | {newest}
    staying = [backup for backup in backups if backup.path in chosen]
    going = [backup for backup in backups if backup not in staying]
    for backup in going:
        gradual_removal.remove(backup.path)
        backup.list_path.unlink(missing_ok=True)
    _remove_lists_without_backup(folder, staying)
    _remove_unneeded_objects(folder, staying)
    return len(going)


def remove_partial(folder: Path) -> None:
    """Removes what backups that were killed have left. Raises OSError."""
    for path in folder.glob(f"{PARTIAL}*"):
        path.unlink(missing_ok=True)
    for path in file_objects.found_in(folder).partial:
        path.unlink(missing_ok=True)


def _remove_lists_without_backup(folder: Path, staying: list[Backup]) -> None:
    needed = {backup.list_path for backup in staying}
    for path in folder.glob(f"*{LIST_SUFFIX}"):
        if path not in needed and _NAME.fullmatch(path.with_suffix(SUFFIX).name):
            path.unlink(missing_ok=True)


def _remove_unneeded_objects(folder: Path, staying: list[Backup]) -> None:
    """Nothing is removed while the list of a kept backup cannot be read."""
    needed: set[str] = set()
    for backup in staying:
        try:
            needed.update(backup.list_path.read_text("ascii").split())
        except (FileNotFoundError, UnicodeError):
            return
    for name, path in file_objects.found_in(folder).finished.items():
        if name not in needed:
            gradual_removal.await_room()
            gradual_removal.remove(path)


def _day(moment: datetime) -> Any:
    return moment.date()


def _week(moment: datetime) -> Any:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> Any:
    return moment.year, moment.month
