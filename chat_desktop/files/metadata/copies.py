"""Writes the copy of a picture that people download."""

import filecmp
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from PIL import Image

from chat_desktop.files.made import Served
from chat_desktop.files.metadata import gif, heif, jpeg, png, webp
from chat_desktop.files.metadata.reading import Malformed

Writer = Callable[[BinaryIO, BinaryIO, int], None]
WRITERS: dict[str, Writer] = {
    "image/jpeg": jpeg.write,
    "image/png": png.write,
    "image/webp": webp.write,
    "image/gif": gif.write,
}
QUALITY = 92  # of a picture that has to be written anew
_ORIENTATION = 0x0112


def write(source: Path, target: Path, image: Image.Image, media_type: str) -> Served:
    """Writes the picture in the file SOURCE without its metadata to TARGET, and returns what people download.

    IMAGE is the open picture; that of HEIC and AVIF has been decoded. Metadata cannot be taken out of these, because
    they refer to places in the file: such a picture is written as a JPEG, at its full size."""
    orientation = orientation_of(image)
    writer = WRITERS.get(media_type)
    if writer is None:
        return _anew(image, target, orientation) if _has_metadata(source) else "same"
    try:
        with source.open("rb") as file, target.open("wb") as copy:
            writer(file, copy, orientation)
    except Malformed:  # a picture to this decoder; another program may find more in it
        with suppress(FileNotFoundError):
            target.unlink()
        if media_type != "image/jpeg":
            return "preview"
        with Image.open(source, formats=["JPEG"]) as whole:  # what is open may be decoded at a part of its size
            return _anew(whole, target, orientation)
    if not filecmp.cmp(source, target, shallow=False):
        return "copy"
    target.unlink()
    return "same"


def orientation_of(image: Image.Image) -> int:
    """Returns how the picture has to be turned (EXIF, 1 to 8), and 1 if it does not say so."""
    with suppress(Exception):  # a damaged note of the camera hides no picture
        found = image.getexif().get(_ORIENTATION, 1)
        return found if found in range(1, 9) else 1
    return 1


def _has_metadata(source: Path) -> bool:
    try:
        with source.open("rb") as file:
            return heif.has_metadata(file)
    except Malformed:
        return True


def _anew(image: Image.Image, target: Path, orientation: int) -> Served:
    if image.mode not in ("RGB", "L", "CMYK"):
        return "preview"
    exif = Image.Exif()
    if orientation != 1:
        exif[_ORIENTATION] = orientation
    profile = image.info.get("icc_profile")
    image.info = {}
    image.save(target, "JPEG", quality=QUALITY, exif=exif, icc_profile=profile)
    return "copy"
