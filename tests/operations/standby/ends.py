"""A stand-by as processes that kill themselves: `python -m tests.operations.standby.ends OFFICE FOLDER`.

A process without threads loads the program once, and forks a host's side and a stand-by for each step. It prints what
became of the copy after the kill, and after another round or another take-over.
"""

import importlib
import json
import os
import shutil
import signal
import socket
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from chat_desktop.operations.backup import folder_swap, restoring, sealed_stream
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.standby import connecting, keeping, settings, store, taking_over
from chat_desktop.operations.standby.giving import Giver
from chat_desktop.operations.standby.settings import COPY, Settings
from chat_desktop.operations.standby.store import Store
from chat_desktop.storage import newer_copy, snapshot
from chat_desktop.storage.database import FILE_NAME
from tests.support.parts.rules_office import START_MS
from tests.support.running.forks import forked, status_of

ROUND_STEPS = ("piece", "checking", "listing", "cleaning", "file")
TAKE_STEPS = ("unpacking", "staged", "swapping", "swapped", "noting")
STANDBY = Settings("5a" * 16, "5b" * 32, "5c" * 32, "", "Office", "5d" * 32, "Ben")


def before(place: Any, name: str, number: int = 1) -> None:
    """Kills the process before a function is called for the time NUMBER."""
    real: Callable[..., Any] = getattr(place, name)
    calls: list[int] = []

    def function(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        if len(calls) == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)

    setattr(place, name, function)


PLACES: dict[str, tuple[Any, str, int]] = {
    "piece": (sealed_stream.SealedWriter, "finish", 1),
    "checking": (Store, "check", 1),
    "listing": (store, "as_json", 1),
    "cleaning": (Store, "clean", 1),
    "file": (Store, "add_file", 1),
    "unpacking": (restoring, "write", 1),
    "staged": (restoring, "finish_stage", 1),
    "swapping": (folder_swap, "rename_over", 1),
    "swapped": (folder_swap, "sync_folder", 2),
    "noting": (settings, "write", 1),
}


def give(data: Path, connection: socket.socket) -> None:
    giver = Giver(Source(data, data / "files"), lambda: START_MS)
    link = connecting.accept(connection, STANDBY.secret)
    with suppress(BackupFailed):  # the other side was killed
        giver.serve(link, {"origins": [], "office_name": "Office"}, lambda stored: None)


def keep(folder: Path, connection: socket.socket, office_id: str) -> None:
    link = connecting.connect_named(connection, STANDBY.secret)
    (folder / COPY).mkdir(parents=True, exist_ok=True)
    keeping.take(link, store_in(folder), office_id, Progress())


def store_in(folder: Path) -> Store:
    return Store(folder / COPY, bytes.fromhex(STANDBY.key))


def one_round(office: Path, folder: Path, step: str | None) -> int:
    """Returns the status of the stand-by."""
    office_id = snapshot.contents(office / FILE_NAME).office_id
    near, far = socket.socketpair()

    def stand_by() -> None:
        far.close()
        if step is not None:
            before(*PLACES[step])
        keep(folder, near, office_id)

    keeper = forked(stand_by)
    near.close()
    giver = forked(lambda: give(office, far))
    far.close()
    status = status_of(keeper)
    status_of(giver)
    return status


def change(office: Path, body: str) -> None:
    with closing(sqlite3.connect(office / FILE_NAME)) as database:
        database.execute("UPDATE messages SET body = ?", (body,))
        database.execute("UPDATE office SET name = ?", (body,))
        database.commit()


def whole(folder: Path) -> str | None:
    """The name of the office in the copy, whose pieces are all there and opened; None without a copy."""
    kept = store_in(folder)
    copy = kept.read()
    if copy is None:
        return None
    kept.check(copy, Progress())
    return copy.manifest.office_name


def rounds(office: Path, folder: Path) -> dict[str, Any]:
    results = {}
    for step in ROUND_STEPS:
        place = folder / step
        change(office, "old")
        first = one_round(office, place, None)
        if step == "file":
            shutil.rmtree(place)
        change(office, "new")
        killed = one_round(office, place, step)
        after_kill = whole(place)
        last = one_round(office, place, None)
        left = len(list((place / COPY).rglob(".partial-*")))
        results[step] = [first, killed, after_kill, last, whole(place), left]
    return results


def taken(office: Path, folder: Path) -> dict[str, Any]:
    return {step: take(office, folder / f"take-{step}", step) for step in ("", *TAKE_STEPS)}


def take(office: Path, place: Path, step: str) -> list[Any]:
    change(office, "taken")
    one_round(office, place, None)
    known = replace(STANDBY, office_id=snapshot.contents(office / FILE_NAME).office_id)
    settings.write(place, known)
    data = place / "data"

    def take_over(is_killed: bool) -> None:
        if is_killed and step:
            before(*PLACES[step])
        taking_over.take_over(place, known, data, Progress())

    killed = status_of(forked(lambda: take_over(True)))
    # As a person does: a second take-over, unless the office is there, which the next start finishes.
    folder_swap.finish(data)
    again = None if (data / FILE_NAME).is_file() else status_of(forked(lambda: take_over(False)))
    name, term = snapshot.contents(data / FILE_NAME).office_name, snapshot.term(data / FILE_NAME)
    return [killed, again, name, term, newer_copy.read(data) is None]


if __name__ == "__main__":
    # Loaded before the forks, each of which would load it again.
    for name in ("ciphers.aead", "asymmetric.x25519"):
        importlib.import_module(f"cryptography.hazmat.primitives.{name}")
    office, folder = Path(sys.argv[1]), Path(sys.argv[2])
    print(json.dumps({"rounds": rounds(office, folder), "taken": taken(office, folder)}))
