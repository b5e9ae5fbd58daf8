"""The folder for files: in the data folder, or where the setting `files` says, such as on a larger disk.

A folder elsewhere may be on a disk that is not connected. Then an empty folder often stands in its place, and new files
would go to the wrong disk. So each folder says whose files it holds, and the host does not start with one that does not
hold what the office has. Without the setting it starts, as after a backup of the messages alone was restored.
"""

import contextlib
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chat_desktop import paths
from chat_desktop.atomic_write import write_atomically
from chat_desktop.chat.attachments.records import FileLimits
from chat_desktop.chat.core.work import Reading
from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.files.store import FileStore
from chat_desktop.languages.system_words import system_words
from chat_desktop.log import file_of
from chat_desktop.network.http.server import ServerThread
from chat_desktop.network.mdns.discovery import Discovery
from chat_desktop.operations.backup.making import Source
from chat_desktop.runtime.backups import Backups
from chat_desktop.runtime.power.host_power import HostPower, Hub
from chat_desktop.runtime.updates.lan_updates import LanUpdates
from chat_desktop.storage import folder_lock
from chat_desktop.storage.database import FILE_NAME
from chat_desktop.storage.queries import files as file_queries
from chat_desktop.web.assets.asset_files import AssetFiles
from chat_desktop.web.host_services import HostFacts
from chat_desktop.web.services import Exchange, FileServices, Uploads

OWNER_NAME = "office.txt"
OURS = (OWNER_NAME, folder_lock.LOCK_NAME, folder_lock.INFO_NAME)

log = logging.getLogger(__name__)


class HostFiles(NamedTuple):
    """Where the files are, what people may keep, where the host keeps its own, their backups, and the host's power."""

    store: FileStore
    limits: FileLimits
    facts: HostFacts
    backups: Backups
    power: HostPower
    updates: LanUpdates

    @contextlib.contextmanager
    def running(self, server: ServerThread, hub: Hub, discovery: Discovery) -> Iterator[None]:
        """Makes daily backups, cares for the computer's power, and offers updates, within the `with` block."""
        with self.backups.daily(), self.power.running(server, hub, discovery), self.updates.running(discovery):
            yield

    def services(self, uploads: Uploads, exchange: Exchange) -> FileServices:
        """Returns what the routes use of files."""
        return FileServices(uploads, AssetFiles(paths.webui()), self.facts, self.backups, exchange)


def has_files(reading: Reading) -> bool:
    """Returns whether the office has files already."""
    return reading.db.execute(file_queries.HAS_FILES).fetchone() is not None


def open_files(config: Config, office_id: str, has_files: bool, undo: contextlib.ExitStack) -> HostFiles:
    """Returns the files of the office. HAS_FILES says whether there are some already; UNDO ends the use of the folder.

    Raises StartError with one sentence when the folder cannot be used.
    """
    usual = config.data / "files"
    folder = usual if config.files is None else config.files.resolve()
    try:
        if folder != usual.resolve():
            _check_place(folder, config.data.resolve())
            _check_content(folder, office_id, usual if has_files else None)
            _check_writable(folder)
            undo.callback(_lock(folder).release)
        store = _prepared(folder, office_id)
    except OSError as problem:
        raise StartError("files_unusable", {"folder": folder, "why": system_words(problem)}) from None
    if not store.has_space_for(0):
        log.warning("The disk of %s has so little space that nobody can send files", folder)
    power, updates = HostPower(config.data, _now_ms), LanUpdates(config.data)
    facts = HostFacts(_now_ms(), str(config.data), str(file_of(config.data)), power, updates)
    usual_limits = FileLimits()
    limits = FileLimits(config.largest_file or usual_limits.largest, config.quota or usual_limits.of_person)
    return HostFiles(store, limits, facts, Backups(Source(config.data, folder), _now_ms), power, updates)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _prepared(folder: Path, office_id: str) -> FileStore:
    """Raises OSError."""
    store = FileStore(folder)
    store.prepare()
    if _owner(folder) is None:
        write_atomically(folder / OWNER_NAME, office_id.encode())
    return store


def _check_place(folder: Path, data: Path) -> None:
    for place in (folder, *folder.parents):
        if (place / FILE_NAME).exists() and (place != data or folder == data):
            raise StartError("files_in_office", {"folder": folder})
    if not folder.exists() and not folder.parent.is_dir():
        raise StartError("files_gone", {"folder": folder})


def _check_content(folder: Path, office_id: str, moved_from: Path | None) -> None:
    """MOVED_FROM is where the files of the office are at first; None when it has no files."""
    if folder.exists() and not folder.is_dir():
        raise StartError("files_not_folder", {"folder": folder})
    inside = list(folder.iterdir()) if folder.exists() else []
    # Whoever made them could let the host write, or delete, somewhere else.
    if any(path.is_symlink() for path in inside):
        raise StartError("files_symbolic_links", {"folder": folder})
    owner = _owner(folder)
    if owner not in (None, office_id):
        raise StartError("files_of_other_office", {"folder": folder})
    if owner is None and any(path.name not in OURS for path in inside):
        raise StartError("files_not_empty", {"folder": folder})
    if owner is None and moved_from is not None:
        raise StartError("files_not_ours", {"folder": folder, "from": moved_from})


def _check_writable(folder: Path) -> None:
    """Raises OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    trial = folder / "trial.txt"
    write_atomically(trial, "")
    trial.unlink()


def _lock(folder: Path) -> folder_lock.FolderLock:
    try:
        return folder_lock.hold(folder)
    except folder_lock.AlreadyHeld:
        raise StartError("files_in_use", {"folder": folder}) from None


def _owner(folder: Path) -> str | None:
    """Returns the id of the office whose files are in a folder. Raises OSError."""
    try:
        return (folder / OWNER_NAME).read_text("utf-8", "replace").strip()
    except FileNotFoundError:
        return None
