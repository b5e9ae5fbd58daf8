"""Makes the small forms of a picture, or of the first page of a PDF. It runs in the child process only.

What is made carries nothing of the file but its pixels: no place, no camera, no comments, no colour profile.
"""

import base64
import contextlib
import io
import warnings
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, Image, ImageCms, WebPImagePlugin

from chat_desktop.files import kinds
from chat_desktop.files.made import COPY, PIXELS_MOST, PREVIEW_PX, THUMB_PX, TINY_PX, part_path
from chat_desktop.files.metadata import copies

QUALITY, TINY_QUALITY = 80, 40
# Pillow's names of the formats that are read, and the media types as which the originals are served.
TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "GIF": "image/gif",
    WebPImagePlugin.WebPImageFile.format: "image/webp",
    AvifImagePlugin.AvifImageFile.format: "image/avif",
    "HEIF": "image/heic",
}
# A JPEG with several pictures (MPO) is opened as a JPEG.
READ = [name for name in TYPES if name not in ("MPO", "HEIF")]
MOVING = ("GIF", "PNG", "WEBP", "AVIF")
PDF_PASSWORD = 4  # FPDF_ERR_PASSWORD
STRIP_ROWS = 64  # of the reduced picture
# What EXIF's orientations are called in Pillow.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
TURNED = range(5, 9)  # those that exchange width and height

Image.MAX_IMAGE_PIXELS = PIXELS_MOST
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
warnings.simplefilter("error", Image.DecompressionBombWarning)


class TooLargeError(Exception):
    """The picture has more pixels than are read."""


class LockedError(Exception):
    """The document needs a password."""


def draw(path: Path, folder: Path, name: str) -> dict[str, Any]:
    """Writes the forms of a file into FOLDER and returns what it shows. Raises TooLargeError, LockedError, and whatever
    the decoders raise."""
    with path.open("rb") as file:
        head = file.read(kinds.HEAD_BYTES)
    if head.startswith(kinds.PDF):
        return _draw_document(path, folder, name)
    return _draw_picture(path, folder, name, _formats(head))


def _formats(head: bytes) -> list[str]:
    if not kinds.is_heif(head):
        return READ
    import pi_heif

    pi_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    return ["HEIF"]


def _draw_picture(path: Path, folder: Path, name: str, formats: list[str]) -> dict[str, Any]:
    try:
        image = Image.open(path, formats=formats)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooLargeError from None
    with image:
        width, height = image.size
        if width * height > PIXELS_MOST:
            raise TooLargeError
        made: dict[str, Any] = {"state": "made", "kind": "image", "type": TYPES[str(image.format)]}
        image.draft("RGB", (PREVIEW_PX, PREVIEW_PX))
        orientation = copies.orientation_of(image)
        small = _upright(_small(image), orientation)
        if orientation in TURNED:
            width, height = height, width
        made |= {"width": width, "height": height, "tiny": _save_forms(small, folder, name)}
        if image.format in MOVING and _moves(image):
            made["animated"] = True
        made["served"] = copies.write(path, part_path(folder, name, COPY), image, made["type"])
    return made


def _draw_document(path: Path, folder: Path, name: str) -> dict[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == PDF_PASSWORD:
            raise LockedError from problem
        raise
    with contextlib.closing(document):
        page = document[0]
        longest = max(page.get_size())
        image = page.render(scale=PREVIEW_PX / longest, may_draw_forms=False).to_pil()
        made = {"state": "made", "kind": "pdf", "type": "application/pdf", "pages": len(document)}
        made |= {"width": image.width, "height": image.height, "tiny": _save_forms(image, folder, name)}
    return made


def _small(image: Image.Image) -> Image.Image:
    """Returns the picture at the size of a preview.

    A large one is reduced strip by strip: the whole in another mode, or with its colours multiplied by its alpha, would
    take as much memory once more as the picture does."""
    image.load()
    factor = max(image.size) // PREVIEW_PX // 2
    if factor < 2:
        return _scaled(_plain(image), PREVIEW_PX)
    width, height = image.size
    strips = [
        (top, _plain(image.crop((0, top, width, min(height, top + STRIP_ROWS * factor)))).reduce(factor))
        for top in range(0, height, STRIP_ROWS * factor)
    ]
    reduced = Image.new(strips[0][1].mode, (strips[0][1].width, -(-height // factor)))
    for top, strip in strips:
        reduced.paste(strip, (0, top // factor))
    reduced.info = {key: value for key, value in image.info.items() if key == "icc_profile"}
    return _scaled(reduced, PREVIEW_PX)


def _plain(image: Image.Image) -> Image.Image:
    """Returns the picture in a mode that can be scaled: palettes and bits cannot."""
    if image.mode.startswith("I"):  # 16 bits of grey
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("P", "PA", "LA", "La", "RGBa"):
        return image.convert("RGBA")
    return image if image.mode in ("L", "RGB", "RGBA", "CMYK") else image.convert("RGB")


def _scaled(image: Image.Image, most_px: int) -> Image.Image:
    share = min(1.0, most_px / max(image.size))
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    """Turns a picture as its camera was held, and converts it to the colours that screens expect."""
    profile = image.info.get("icc_profile")
    if orientation in TURNS:
        image = image.transpose(TURNS[orientation])
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if profile:
        with contextlib.suppress(Exception):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
            image = found or image
    return image.convert(mode)


def _save_forms(preview: Image.Image, folder: Path, name: str) -> str:
    """Writes preview and thumbnail and returns the tiny picture as base64."""
    preview.info.clear()
    if max(preview.size) > THUMB_PX:
        preview.save(part_path(folder, name, "preview"), "WEBP", quality=QUALITY)
    thumb = _scaled(preview, THUMB_PX)
    thumb.save(part_path(folder, name, "thumb"), "WEBP", quality=QUALITY)
    tiny = io.BytesIO()
    _scaled(thumb, TINY_PX).save(tiny, "WEBP", quality=TINY_QUALITY)
    return base64.b64encode(tiny.getvalue()).decode()


def _moves(image: Image.Image) -> bool:
    with contextlib.suppress(Exception):
        return bool(getattr(image, "is_animated", False))
    return False
