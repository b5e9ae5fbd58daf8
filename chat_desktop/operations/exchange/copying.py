"""Copies a file out of an export into the folder for files, and checks on the way that it is what was exported."""

import hashlib
import secrets
from pathlib import Path

from blake3 import blake3

from chat_desktop.chat.attachments.uploads import Kept
from chat_desktop.chat.importing.records import ImportedFile
from chat_desktop.files import kinds
from chat_desktop.files.store import FileStore
from chat_desktop.operations.exchange.bundle import Bundle
from chat_desktop.operations.exchange.refused import ExchangeRefused

BLOCK_BYTES = 1 << 20
CHECKED_BLOCKS = 4  # between two looks at the disk
FULL = "exchange_no_room_for_files"


def copy(bundle: Bundle, file: ImportedFile, store: FileStore) -> tuple[Path, Kept]:
    """Returns a copy that is not kept yet, and what it is. Raises ExchangeRefused, OSError."""
    store.incoming.mkdir(mode=0o700, exist_ok=True)
    path = store.incoming / secrets.token_hex(8)
    try:
        kept = _copy(bundle, file, store, path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path, kept


def _copy(bundle: Bundle, file: ImportedFile, store: FileStore, path: Path) -> Kept:
    ours, theirs, size, blocks = blake3(), hashlib.sha256(), 0, 0
    with bundle.open(file.path or "") as source, path.open("wb") as target:
        while block := source.read(BLOCK_BYTES):
            if blocks % CHECKED_BLOCKS == 0 and not store.has_space_for(CHECKED_BLOCKS * BLOCK_BYTES):
                raise ExchangeRefused(FULL)
            ours.update(block)
            theirs.update(block)
            target.write(block)
            size, blocks = size + len(block), blocks + 1
    if file.sha256 is not None and theirs.hexdigest() != file.sha256:
        raise ExchangeRefused("exchange_file_changed", {"name": file.name})
    kind, media_type = kinds.identify(path)
    return Kept(ours.hexdigest(), size, kind, media_type, "fresh" if kinds.may_show(path) else "plain")
