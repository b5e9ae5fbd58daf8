"""The stand-by's side of one connection: takes a new copy when there is one, then files that are missing."""

import time
from collections.abc import Callable
from typing import Any, NamedTuple

from chat_desktop import __version__
from chat_desktop.operations.backup.content import File
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.operations.moving import messages
from chat_desktop.operations.moving.channel import CUT, Channel
from chat_desktop.operations.moving.messages import ChannelReader, say
from chat_desktop.operations.standby import store, words
from chat_desktop.operations.standby.store import Copy, Store
from chat_desktop.storage import migrations

PREPARE_SECONDS = 180.0  # the host may be giving another stand-by its copy
ANSWER_SECONDS = 60.0
FILES_SECONDS = 30.0  # then the messages have their turn again
BLOCK_BYTES = 65_536


class Told(NamedTuple):
    """What the host says with each answer."""

    origins: list[str]
    office_name: str


class Round(NamedTuple):
    """A finished round. `copy` is the newest one, which is whole."""

    copy: Copy
    told: Told
    missing: int
    is_new: bool


def take(
    link: Channel,
    kept: Store,
    office_id: str,
    progress: Progress,
    clock: Callable[[], float] = time.monotonic,
) -> Round:
    """Takes what is new. Raises BackupFailed, OSError; then the copy before is as it was."""
    before = kept.read()
    kind, said = _asked(link, before.token if before and kept.is_complete(before) else "")
    copy = before
    if kind == words.PLAN:
        copy = store.parsed(said)
        if copy.manifest.office_id != office_id:
            raise BackupFailed("damaged", CUT)
        _take_pieces(link, kept, copy, progress)
        kept.commit(copy, progress)
        kept.clean(copy)
    if copy is None:
        raise BackupFailed("damaged", CUT)
    _stored(link, copy, kept)
    missing = _take_files(link, kept, copy, progress, clock() + FILES_SECONDS, clock)
    if missing != len(kept.missing_files(copy)) or kind == words.PLAN:
        _stored(link, copy, kept)
    return Round(copy, _told(said), missing, kind == words.PLAN)


def is_newer_version(copy: Copy) -> bool:
    """Returns whether a newer program than this has written the office, so that this one cannot open it."""
    return copy.manifest.schema not in migrations.known()


def leave(link: Channel) -> None:
    """Tells the host that there is no stand-by here any more. Raises OSError."""
    say(link, words.LEAVE)


def _asked(link: Channel, token: str) -> tuple[bytes, dict[str, Any]]:
    say(link, words.ASK, token=token, version=__version__)
    kind, said = messages.receive_any(link, PREPARE_SECONDS)
    if kind == words.SAME:
        return kind, said
    if kind != words.PLAN:
        raise BackupFailed("damaged", CUT)
    plan = words.read_json(link, words.PLAN_MAX_BYTES)
    if not isinstance(plan, dict):
        raise BackupFailed("damaged", CUT)
    return kind, plan


def _take_pieces(link: Channel, kept: Store, copy: Copy, progress: Progress) -> None:
    wanted = list(dict.fromkeys(name for member in copy.members for name in kept.lacks(member)))
    progress.begin("database", len(wanted))
    words.send_json(link, words.WANT, wanted)
    for name in wanted:
        kept.add_piece(name, words.read_packed(link, words.PIECE_MAX_BYTES), progress)


def _take_files(
    link: Channel, kept: Store, copy: Copy, progress: Progress, until: float, clock: Callable[[], float]
) -> int:
    """Returns how many are missing still."""
    missing = kept.missing_files(copy)
    progress.begin("files", sum(file.size for file in missing))
    gone = 0
    for number, file in enumerate(missing):
        if clock() >= until:
            return gone + len(missing) - number
        gone += not _took_file(link, kept, file, progress)
    return gone


def _took_file(link: Channel, kept: Store, file: File, progress: Progress) -> bool:
    say(link, words.FILE, name=file.name)
    kind, _ = messages.receive_any(link, ANSWER_SECONDS)
    if kind == words.GONE:
        return False
    if kind != words.HERE:
        raise BackupFailed("damaged", CUT)
    kept.add_file(file, ChannelReader(link), progress)
    return True


def _stored(link: Channel, copy: Copy, kept: Store) -> None:
    missing = len(kept.missing_files(copy))
    say(link, words.STORED, bytes=sum(each.size for each in copy.members) + copy.manifest.file_bytes, missing=missing)
    messages.expect(link, words.STORED, ANSWER_SECONDS)


def _told(said: dict[str, Any]) -> Told:
    origins = said.get("origins")
    listed = [each for each in origins if isinstance(each, str)] if isinstance(origins, list) else []
    return Told(listed[:12], str(said.get("office_name") or ""))
