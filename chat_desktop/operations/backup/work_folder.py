"""The folder in the data folder where a backup in the making has its copy of the database."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from chat_desktop.errors import StartError
from chat_desktop.files import gradual_removal
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.storage import folder_lock

NAME = "backup"
COPY_NAME = "copy.db"


@contextlib.contextmanager
def held(data: Path) -> Iterator[Path]:
    """The lock keeps a second backup of the same office away. What was left in the folder is removed.

    Raises BackupFailed when one is being made.
    """
    folder = data / NAME
    try:
        lock = folder_lock.hold(folder)
    except folder_lock.AlreadyHeld:
        raise BackupFailed("busy", "backup_under_way") from None
    except StartError as problem:
        raise BackupFailed("failed", problem.key, problem.values) from None
    try:
        _remove_copy(folder)
        yield folder
    finally:
        with contextlib.suppress(OSError):
            _remove_copy(folder)
        lock.release()


def clean(data: Path) -> None:
    """Removes the copy that a backup has left when its process was killed. Does nothing while one is being made."""
    if (data / NAME / COPY_NAME).exists():
        with contextlib.suppress(BackupFailed, OSError), held(data):
            pass


def _remove_copy(folder: Path) -> None:
    for path in folder.glob(f"{COPY_NAME}*"):
        gradual_removal.remove(path)
