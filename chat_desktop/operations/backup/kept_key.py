"""What the host keeps so that backups need no person: the folder and the key, never the passphrase itself.

It is in the data folder and readable by this account alone. Whoever can read it can open the backups, and can read the
office itself there just as well.
"""

import json
from pathlib import Path
from typing import NamedTuple

from chat_desktop import json_file
from chat_desktop.atomic_write import write_atomically
from chat_desktop.operations.backup import work_folder
from chat_desktop.operations.backup.keys import SECRET_BYTES, BackupKey, Kdf

NAME = "settings.json"


class Kept(NamedTuple):
    """Where backups go, and their key."""

    folder: Path
    key: BackupKey


def read(data: Path) -> Kept | None:
    """Returns what is kept, or None when nothing is, or it is damaged."""
    said = json_file.read(data / work_folder.NAME / NAME) or {}
    try:
        kdf = Kdf(bytes.fromhex(said["salt"]), said["n"], said["r"], said["p"])
        key = BackupKey(kdf, bytes.fromhex(said["secret"]))
        folder = Path(said["folder"])
        return Kept(folder, key) if kdf.is_sane() and len(key.secret) == SECRET_BYTES else None
    except (KeyError, TypeError, ValueError):
        return None


def write(data: Path, kept: Kept) -> None:
    """Replaces what is kept. Raises OSError."""
    kdf = kept.key.kdf
    said = {"folder": str(kept.folder), "secret": kept.key.secret.hex()}
    said |= {"salt": kdf.salt.hex(), "n": kdf.cost, "r": kdf.blocks, "p": kdf.lanes}  # type: ignore[dict-item]
    (data / work_folder.NAME).mkdir(mode=0o700, exist_ok=True)
    write_atomically(data / work_folder.NAME / NAME, json.dumps(said), sync=True)


def forget(data: Path) -> None:
    """Removes what is kept. Raises OSError."""
    (data / work_folder.NAME / NAME).unlink(missing_ok=True)
