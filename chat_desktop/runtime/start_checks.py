"""Checks, before anything is changed, whether the host can serve the office."""

from pathlib import Path

from chat_desktop.chat.core import names as office_names
from chat_desktop.config import Config
from chat_desktop.errors import Invalid, StartError
from chat_desktop.network.http import descriptors
from chat_desktop.operations.backup import folder_swap, work_folder
from chat_desktop.storage import leftovers


def check(config: Config) -> None:
    """Raises StartError when the office cannot have the configured name, or too few files may be opened."""
    descriptors.raise_limit()
    if config.office is not None:
        _check_name(config.office)


def check_folder(data: Path, names: list[str]) -> None:
    """Ends what a backup or a restore has left, and raises StartError when the database is lost. DATA is locked.

    NAMES are what `leftovers.seen` has found. Raises OSError when a restore cannot be finished.
    """
    folder_swap.finish(data)
    work_folder.clean(data)
    leftovers.check(data, names)


def _check_name(name: str) -> None:
    try:
        office_names.office(name)
    except Invalid as problem:
        raise StartError("office_name_refused", {"name": repr(name), "problem": problem}) from None
