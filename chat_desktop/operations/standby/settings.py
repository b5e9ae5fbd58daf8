"""What a stand-by keeps about its office beside the copy: how it reaches the host, and the key of the copy.

The key is in a file that this account alone can read, so that a click is enough to take over. A disk or a backup that
has the copy alone tells nothing; whoever can read this file can read the copy.
"""

import hashlib
import json
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically

FOLDER, FILE, STATE, COPY = "standby", "standby.json", "state.json", "copy"
SECRET_BYTES = 32
MOST_ORIGINS = 24


@dataclass(frozen=True, slots=True)
class Settings:
    """`id` and `secret` are the stand-by's own at the host, `key` encrypts the copy; all are in hexadecimal.

    `office_key` is the public key by which the office proves itself, and `origins` are where it was. `term` is the
    highest that was seen. `taken_over_at` is in ms since 1970, when this computer has taken the office over.
    """

    id: str
    secret: str
    key: str
    office_id: str
    office_name: str
    office_key: str
    person: str
    origins: tuple[str, ...] = ()
    term: int = 0
    enrolled_at: int = 0
    taken_over_at: int | None = None
    taken_over_in: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """How the last rounds went, in ms since 1970 by this computer's clock; None before the first.

    The copy holds everything up to `current_at`. The host has answered last at `seen_at`. `missing` counts files that
    have not come yet. `told` is the problem as a sentence of the catalogue: `key` and `values`.
    """

    current_at: int | None = None
    seen_at: int | None = None
    messages: int = 0
    bytes: int = 0
    missing: int = 0
    reason: str | None = None
    problem: str | None = None
    told: dict[str, Any] | None = None


def folder_for(data: Path, office_id: str) -> Path:
    """Returns the folder of the stand-by of one office below a data folder."""
    return data / FOLDER / hashlib.sha256(office_id.encode()).hexdigest()[:16]


def all_in(data: Path) -> list[tuple[Path, Settings]]:
    """Returns the stand-bys of a data folder."""
    found = ((path.parent, read(path.parent)) for path in sorted((data / FOLDER).glob(f"*/{FILE}")))
    return [(folder, settings) for folder, settings in found if settings is not None]


def read(folder: Path) -> Settings | None:
    """Returns the settings in a folder, or None when there are none, or they are damaged."""
    said = json_file.read(folder / FILE)
    try:
        settings = Settings(**{**(said or {}), "origins": tuple((said or {}).get("origins", ()))})
        is_sane = all(len(bytes.fromhex(each)) == SECRET_BYTES for each in (settings.secret, settings.key))
        return settings if is_sane and bytes.fromhex(settings.id) else None
    except (TypeError, ValueError):
        return None


def write(folder: Path, settings: Settings) -> None:
    """Stores the settings, synced. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(folder / FILE, json.dumps(asdict(settings)), sync=True)


def learn(folder: Path, settings: Settings, origins: list[str], term: int, name: str) -> Settings:
    """Stores where the office is now, and what it is called. Raises OSError."""
    known = tuple(dict.fromkeys([*origins, *settings.origins]))[:MOST_ORIGINS]
    changed = replace(settings, origins=known, term=max(term, settings.term), office_name=name[:200])
    if changed != settings:
        write(folder, changed)
    return changed


def read_state(folder: Path) -> State:
    """Returns how the last rounds went."""
    said: dict[str, Any] = json_file.read(folder / STATE) or {}
    try:
        return State(**said)
    except TypeError:
        return State()


def write_state(folder: Path, state: State) -> None:
    """Stores how a round went. A failure is told by the next reader: the age of the copy goes on."""
    with suppress(OSError):
        write_atomically(folder / STATE, json.dumps(asdict(state)))


def remove(folder: Path) -> None:
    """Removes a stand-by: first its key, without which the rest cannot be read. Raises OSError."""
    (folder / FILE).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
