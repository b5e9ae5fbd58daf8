"""What is made of a picture or of a document, and where it is kept. The host and its child process both need it."""

from pathlib import Path
from typing import Literal, NamedTuple

THUMB_PX, PREVIEW_PX, TINY_PX = 360, 1_280, 24  # the longer side
PIXELS_MOST = 64 * 1024**2  # of a picture, by what its header says; phones have 64 Mpx cameras
FORMS = ("thumb", "preview")
COPY = "copy"  # the whole picture without its metadata
COPY_TYPES = {"image/heic": "image/jpeg", "image/avif": "image/jpeg"}  # where it is of another type than the picture

State = Literal["fresh", "made", "failed", "refused", "plain"]
Served = Literal["same", "copy", "preview"]


class Made(NamedTuple):
    """What a file shows. `tiny` is a WebP picture of 24 px. With another state than `made`, nothing else is set.

    `failed`: it cannot be read; `refused`: it is too large to be read; `plain`: there is nothing to show.
    `served` is what people download: the `same` bytes, which tell of no camera and no place, a `copy` without what
    tells of them, or the `preview` where no copy can be made. `bytes` is the size of all that was made.
    """

    state: State
    kind: str = "file"
    type: str = "application/octet-stream"
    width: int | None = None
    height: int | None = None
    tiny: bytes | None = None
    pages: int | None = None
    animated: bool = False
    served: Served = "same"
    bytes: int = 0


def made_path(folder: Path, file_hash: str, form: str) -> Path:
    """Returns where a form of a file is kept."""
    return folder / f"{file_hash}.{form}{'' if form == COPY else '.webp'}"


def part_path(folder: Path, file_hash: str, form: str) -> Path:
    """Returns where a form is written before it is kept."""
    path = made_path(folder, file_hash, form)
    return path.with_name(f"{path.name}.part")


def has_preview(width: int, height: int) -> bool:
    """Returns whether there is a preview beside the thumbnail."""
    return max(width, height) > THUMB_PX
