"""Draws the icon in all sizes: `python build/icons/make.py`. It needs Qt.

The outputs are committed, so that a build does not need it. An .ico (since Windows Vista) and an .icns (since OS X
10.7) are containers of PNGs, so no imaging library is needed.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

HERE = Path(__file__).resolve().parent
# The tile is oklch(0.475 0.082 204), the accent of the page's light theme, a breath lighter at its top.
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">
  <defs><linearGradient id="tile" x1="0" y1="0" x2="0" y2="1">
    <stop offset="0" stop-color="#127379"/><stop offset="1" stop-color="#00555c"/>
  </linearGradient></defs>
  <rect x="{inset}" y="{inset}" width="{side}" height="{side}" rx="{corner}" fill="url(#tile)"/>
  <g transform="translate(12 12) scale({scale}) translate(-12.1 -12.2)" fill="none" stroke="#fff"
     stroke-width="{stroke}" stroke-linecap="round" stroke-linejoin="round">
    <path d="M5 13.5a7 6.5 0 1 1 3.4 4.4L4.5 19l1.1-3.2A6.3 6.3 0 0 1 5 13.5z"/>
    <path d="M9 11.5h6M9 14.5h3.5"/>
  </g>
</svg>
"""
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 256)
# https://en.wikipedia.org/wiki/Apple_Icon_Image_format: the types whose payload is a PNG.
ICNS_TYPES = {
    **dict.fromkeys((b"icp5", b"ic11"), 32),
    **dict.fromkeys((b"icp6", b"ic12"), 64),
    **dict.fromkeys((b"ic08", b"ic13"), 256),
    **dict.fromkeys((b"ic09", b"ic14"), 512),
    b"icp4": 16,
    b"ic07": 128,
    b"ic10": 1024,
}
APPLE_MARGIN = 2.34  # of 24: Apple's grid leaves 100 of 1024 on every side


def main() -> int:
    (HERE / "chat-desktop.svg").write_text(drawing(512, 0.75))
    for size in PNG_SIZES:
        (HERE / f"chat-desktop-{size}.png").write_bytes(png(size))
    (HERE / "chat-desktop.png").write_bytes(png(256))
    (HERE / "chat-desktop.ico").write_bytes(ico({size: png(size) for size in ICO_SIZES}))
    (HERE / "chat-desktop.icns").write_bytes(icns({kind: png(size, APPLE_MARGIN) for kind, size in ICNS_TYPES.items()}))
    return 0


def drawing(size: int, inset: float) -> str:
    """Small sizes get a thicker line and a fuller tile, or the bubble fades away."""
    small = size <= 32
    inset = 0.0 if small else inset
    side = 24 - 2 * inset
    return DRAWING.format(
        inset=inset,
        side=side,
        corner=round(side * 0.24, 2),
        scale=round(side / 24 * (1.12 if small else 1.0), 3),
        stroke=2.2 if small else 1.6,
    )


def png(size: int, inset: float = 0.75) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing(size, inset).encode())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(images: dict[int, bytes]) -> bytes:
    offset = 6 + 16 * len(images)
    entries, bodies = b"", b""
    for size, body in images.items():
        side = size % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(body), offset + len(bodies))
        bodies += body
    return struct.pack("<HHH", 0, 1, len(images)) + entries + bodies


def icns(images: dict[bytes, bytes]) -> bytes:
    body = b"".join(kind + struct.pack(">I", len(image) + 8) + image for kind, image in images.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


if __name__ == "__main__":
    sys.exit(main())
