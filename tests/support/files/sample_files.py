"""Small real files of each format that the host makes pictures of, and bombs. All are made here but the HEIC file,
which no library of ours can write: it shows a gradient of 96 x 64 pixels that its note of the camera turns upright."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

NAMES = ("a.jpg", "a.png", "a.gif", "a.webp", "a.avif", "a.heic", "a.pdf")
SAMPLES = Path(__file__).parents[2] / "files" / "samples"
HEIC = SAMPLES / "turned.heic"
# A video of 400 x 224 pixels and 2.2 seconds, which a browser has recorded: red, and blue after 0.8 s.
FILM = SAMPLES / "film.webm"
WIDTH, HEIGHT = 90, 60
GPS = 0x8825
TURNED_RIGHT = 6  # the value of EXIF's orientation of a camera that was held upright


def picture(width: int = WIDTH, height: int = HEIGHT) -> Image.Image:
    """A gradient, which looks different at each of its corners."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", [across, down, Image.new("L", (width, height), 40)])


def exif(orientation: int = TURNED_RIGHT) -> bytes:
    """What a camera writes: how it was held, its maker, and where it was."""
    found = Image.Exif()
    found[0x0112], found[0x010F] = orientation, "SecretCamera"
    found.get_ifd(GPS).update({1: "N", 2: (48.0, 8.0, 0.0), 3: "E", 4: (11.0, 34.0, 0.0)})
    return found.tobytes()


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """Returns the picture in a format of Pillow."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def moving(form: str, frames: int = 5) -> bytes:
    """A moving picture in a format of Pillow."""
    first, *others = [Image.new("RGB", (40, 30), (number * 40 % 256, 20, 90)) for number in range(frames)]
    return encoded(first, form, save_all=True, append_images=others, duration=100)


def document(pages: int = 3) -> bytes:
    """A PDF."""
    return encoded(picture(), "PDF", save_all=True, append_images=[picture()] * (pages - 1))


@cache
def samples() -> dict[str, bytes]:
    """A file of each format by its name."""
    return {
        "a.jpg": encoded(picture(), "JPEG", exif=exif()),
        "a.png": encoded(picture(), "PNG"),
        "a.gif": moving("GIF"),
        "a.webp": encoded(picture(), "WEBP"),
        "a.avif": encoded(picture(), "AVIF", speed=10),
        "a.heic": HEIC.read_bytes(),
        "a.pdf": document(),
    }


def png_chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG file whose header says this size. One bit a pixel; CHUNKS come before the pixels."""
    start = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    rows = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    pixels = b"".join(rows.compress(row) for _ in range(height)) + rows.flush()
    return start + b"".join(chunks) + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND", b"")


def large_heic() -> bytes:
    """A HEIC file whose header says a size that no camera has."""
    found = bytearray(HEIC.read_bytes())
    place = found.index(b"ispe") + 8  # after the name, the version and the flags
    found[place : place + 8] = struct.pack(">II", 2**31 - 1, 2**31 - 1)
    return bytes(found)


def large_text() -> bytes:
    """A PNG file with notes that expand to 200 MB."""
    text = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * 40_000_000, 9))
    return png(8, 8, *[text] * 5)


def large_gif() -> bytes:
    """A GIF file whose header says a size that it has no pixels for."""
    still = moving("GIF", 1)
    return still[:6] + struct.pack("<HH", 60_000, 60_000) + still[10:]


# Files that are small and would take much, or that are something else than they seem.
BOMBS: dict[str, Callable[[], bytes]] = {
    "20,000 x 20,000 pixels": lambda: png(20_000, 20_000),
    "texts of 200 MB": large_text,
    "a GIF of 60,000 x 60,000": large_gif,
    "a HEIC of 2^31 x 2^31": large_heic,
    "SVG": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "HTML": lambda: b"<!doctype html><script>alert(1)</script>",
    "TIFF": lambda: encoded(picture(), "TIFF"),
    "BMP": lambda: encoded(picture(), "BMP"),
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nshowpage\n",
    "a PDF that ends at once": lambda: b"%PDF-1.7\n",
    "a PDF of noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 100,
    "nothing": lambda: b"",
}
