"""Which bytes people get when they download a file: those of a picture tell of no camera and no place."""

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from chat_desktop.chat.attachments import file_names
from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.errors import NotFound
from chat_desktop.file_transfer import Stamp, stamp_of
from chat_desktop.files.made import COPY, COPY_TYPES, has_preview
from chat_desktop.files.store import FileStore

MADE_TYPE = "image/webp"
TAG_LETTERS = 32
ENDINGS = {"image/jpeg": "jpg", MADE_TYPE: "webp"}


class Served(NamedTuple):
    """A file on the disk, and as what it is sent. `tag` differs for all bytes that do."""

    path: Path
    size: int
    type: str
    name: str
    tag: str
    stamp: Stamp


def whole(store: FileStore, found: Attachment) -> Served:
    """Returns the file itself: as it was sent, or without metadata. Raises NotFound when it is not on the disk."""
    tag = found.hash[:TAG_LETTERS]
    if found.served == "same":
        return _served(store.path(found.hash), found.type, found.name, tag)
    if found.served == COPY:
        media_type = COPY_TYPES.get(found.type, found.type)
        name = found.name if media_type == found.type else file_names.with_ending(found.name, ENDINGS[media_type])
        return _served(store.made_path(found.hash, COPY), media_type, name, f"{tag}-{COPY}")
    return made(store, found, "preview" if has_preview(found.width or 0, found.height or 0) else "thumb")


def made(store: FileStore, found: Attachment, form: str) -> Served:
    """Returns what was made of a file. Raises NotFound when nothing was."""
    name = file_names.with_ending(found.name, ENDINGS[MADE_TYPE])
    file_hash = found.poster_hash or found.hash
    return _served(store.made_path(file_hash, form), MADE_TYPE, name, f"{file_hash[:TAG_LETTERS]}-{form}")


def disposition(name: str, is_inline: bool = False) -> str:
    """Returns the Content-Disposition that saves an answer as NAME, or lets a browser show it (RFC 6266)."""
    plain, whole = file_names.ascii_form(name), quote(name, safe="")
    return f"{'inline' if is_inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{whole}"


def _served(path: Path, media_type: str, name: str, tag: str) -> Served:
    try:
        found = path.stat()
    except OSError:
        raise NotFound("file_not_on_disk") from None
    return Served(path, found.st_size, media_type, name, tag, stamp_of(found))
