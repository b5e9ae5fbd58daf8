"""Makes the office of a copy one that this computer serves, under a higher term than every copy has had."""

import contextlib
import shutil
import socket
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from chat_desktop.operations.backup import content, folder_swap, restoring
from chat_desktop.operations.backup.content import Manifest
from chat_desktop.operations.backup.failures import BackupFailed, told
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import receiving
from chat_desktop.operations.standby import settings as kept
from chat_desktop.operations.standby.keeping import is_newer_version
from chat_desktop.operations.standby.settings import COPY, Settings
from chat_desktop.operations.standby.store import Copy, Store
from chat_desktop.storage import snapshot
from chat_desktop.storage.database import FILE_NAME

OFFICE = "office"  # the data folder of an office that was taken over, where this computer hosts another one already
SPARE_BYTES = 2**26


class Taken(NamedTuple):
    """The office is in the folder `data` now. `missing` counts files that had not come, or were damaged."""

    data: Path
    manifest: Manifest
    missing: int


def office_folder(data: Path, folder: Path) -> Path:
    """Returns where the office of the stand-by in FOLDER goes: into the data folder, unless that has an office."""
    return folder / OFFICE if restoring.holds_office(data) else data


def take_over(
    folder: Path,
    settings: Settings,
    data: Path,
    progress: Progress,
    settle: Callable[[Path, str], object] | None = None,
) -> Taken:
    """Puts the office into the folder DATA. Raises BackupFailed, and StartError when DATA is in use.

    SETTLE makes it count, where this program holds DATA already. When it ends before its end, nothing has changed.
    """
    store = Store(folder / COPY, bytes.fromhex(settings.key))
    with told("take_over"):
        copy = store.read()
        if copy is None:
            raise BackupFailed("no_office", "no_copy_here_yet")
        _check(copy, data)
        with contextlib.nullcontext() if settle else receiving.held(data, may_replace=False):
            try:
                missing = _unpack(store, copy, folder_swap.begin(data), settings, progress)
                progress.check()
                stamp = time.strftime("takeover-%Y-%m-%dT%H-%M-%SZ", time.gmtime())
                (settle or folder_swap.commit)(data, stamp)
            finally:
                folder_swap.abandon(data)
        now = time.time_ns() // 1_000_000
        kept.write(folder, replace(settings, taken_over_at=now, taken_over_in=str(data)))
        shutil.rmtree(folder / COPY, ignore_errors=True)
        return Taken(data, copy.manifest, missing)


def _check(copy: Copy, data: Path) -> None:
    if is_newer_version(copy):
        raise BackupFailed("newer", "office_of_newer_version", {"version": copy.manifest.app})
    restoring.check_folder(data, False)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    needed = sum(each.size for each in copy.members) + copy.manifest.file_bytes + SPARE_BYTES
    if shutil.disk_usage(data).free < needed:
        raise BackupFailed("disk_full", "take_over_needs_space", {"n": needed // 2**20})


def _unpack(store: Store, copy: Copy, stage: Path, settings: Settings, progress: Progress) -> int:
    """Returns how many files are missing."""
    progress.begin("restoring", sum(each.size for each in copy.members))
    for member in copy.members:
        blocks = restoring.Blocks(store.blocks(member))
        if member.name == content.CONFIG:
            restoring.write_settings(stage, blocks.read(content.MANIFEST_MAX_BYTES))
        elif content.is_ours(member.name):
            restoring.write(restoring.place(stage, member.name), blocks, progress)
    restoring.check_stage(stage, copy.manifest, max(copy.term, settings.term))
    now = time.time_ns() // 1_000_000
    snapshot.note_act(stage / FILE_NAME, "office_taken_over", now, name=socket.gethostname())
    snapshot.remove_standby(stage / FILE_NAME, settings.id)
    missing = set(store.missing_files(copy))
    there = [file for file in copy.files if file not in missing]
    snapshot.note_lost(stage / FILE_NAME, [file.name for file in missing])
    lost = restoring.restore_files(store.objects, there, stage, progress)
    restoring.finish_stage(stage, copy.manifest)
    return len(missing) + len(lost)
