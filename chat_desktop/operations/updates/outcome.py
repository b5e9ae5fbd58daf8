"""Keeps in the data folder that an update has failed, for the owner, who sees no terminal of it."""

import contextlib
import json
from pathlib import Path
from typing import Any

from chat_desktop import __version__, json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.errors import StartError
from chat_desktop.operations.updates.manifest import UpdateRefused
from chat_desktop.start_error import Cause

FILE = "failed.json"


def keep(data: Path, why: StartError) -> None:
    """Keeps why an update has failed."""
    # Without space for it, the old program starts all the same.
    with contextlib.suppress(OSError):
        _file(data).parent.mkdir(mode=0o700, exist_ok=True)
        write_atomically(_file(data), json.dumps({"by": __version__, **why.payload()}))


def kept(data: Path) -> UpdateRefused | None:
    """Returns what this version has kept, as the sentence about it, or None."""
    found = json_file.read(_file(data)) or {}
    key, values = found.get("key"), found.get("values")
    if found.get("by") != __version__ or not isinstance(key, str) or not isinstance(values, dict):
        return None
    return UpdateRefused(key, {name: _value(value) for name, value in values.items()})


def forget(data: Path) -> None:
    """Removes what is kept: another update begins, one has succeeded, or the owner wants it no more."""
    with contextlib.suppress(OSError):
        _file(data).unlink(missing_ok=True)


def _value(plain: Any) -> object:
    """Returns a value of a sentence from `plain_value`: one that is a sentence itself has a key."""
    if not isinstance(plain, dict):
        return str(plain)
    key, message, values = str(plain.get("key")), str(plain.get("message")), plain.get("values")
    return Cause(key, message, values if isinstance(values, dict) else None)


def _file(data: Path) -> Path:
    return data / "updates" / FILE
