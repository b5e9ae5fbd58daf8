"""What is made of a picture or of a document, and where it is kept. The host and its child process both need it."""

from pathlib import Path
from typing import Literal, NamedTuple

THUMB_PX, PREVIEW_PX, TINY_PX = 360, 1_280, 24  # the longer side
PIXELS_MOST = 64 * 1024**2  # of a picture, by what its header says; phones have 64 Mpx cameras
FORMS = ("thumb", "preview")

State = Literal["fresh", "made", "failed", "refused", "plain"]


class Made(NamedTuple):
    """What a file shows. `tiny` is a WebP picture of 24 px. With another state than `made`, nothing else is set.

    `failed`: it cannot be read; `refused`: it is too large to be read; `plain`: there is nothing to show.
    """

    state: State
    kind: str = "file"
    type: str = "application/octet-stream"
    width: int | None = None
    height: int | None = None
    tiny: bytes | None = None
    pages: int | None = None
    animated: bool = False


def made_path(folder: Path, file_hash: str, form: str) -> Path:
    """Returns where a form of a file is kept."""
    return folder / f"{file_hash}.{form}.webp"


def part_path(folder: Path, file_hash: str, form: str) -> Path:
    """Returns where a form is written before it is kept."""
    return folder / f"{file_hash}.{form}.webp.part"


def has_preview(width: int, height: int) -> bool:
    """Returns whether there is a preview beside the thumbnail."""
    return max(width, height) > THUMB_PX
