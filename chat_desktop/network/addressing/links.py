"""Builds URLs of the office and their QR codes."""

import io
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, TextIO

from chat_desktop.network.addressing.office_url import bracketed

if TYPE_CHECKING:
    import segno

# ISO/IEC 18004 requires four light modules around a code, but two are enough for phones and save space in a terminal.
_TERMINAL_BORDER = 2


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code as an SVG path for a box of `size` x `size`, stroke width 1, without a quiet zone."""

    size: int
    path: str


def base_url(address: str, port: int, scheme: str = "http") -> str:
    """Returns `http://ADDRESS:PORT`, with an IPv6 address in brackets."""
    return f"{scheme}://{bracketed(address)}:{port}"


def qr_path(text: str) -> Qr:
    """Returns the QR code of TEXT as an SVG path."""
    rows = _matrix(text)
    return Qr(len(rows), "".join(_row_path(y, row) for y, row in enumerate(rows)))


def qr_code(text: str) -> dict[str, Any]:
    """Returns the QR code of TEXT as pages draw it: {size, path}."""
    return asdict(qr_path(text))


def qr_terminal(text: str, out: TextIO | None = None) -> str:
    """Returns a QR code for a terminal with light text on a dark background, drawn with half blocks.

    If the encoding of `out` (by default standard output) has no half blocks, it is drawn in ASCII at twice the size.
    """
    code = _make(text, error="l")
    if not _can_show("\u2580\u2584\u2588", out or sys.stdout):
        return _plain(code)
    drawn = io.StringIO()
    code.terminal(drawn, border=_TERMINAL_BORDER, compact=True)
    return drawn.getvalue()


def _make(text: str, error: str) -> "segno.QRCode":
    # segno is imported late, because it takes 10 ms and people can join before a code is drawn.
    import segno

    return segno.make_qr(text, error=error)


def _matrix(text: str) -> list[list[bool]]:
    # Medium error correction is enough for a screen, even if a photograph of it has reflections.
    return [[bool(module) for module in row] for row in _make(text, error="m").matrix]


def _row_path(y: int, row: list[bool]) -> str:
    """Returns one row of modules as an SVG path, for example `M0 .5h7m1 0h1`."""
    strokes, x, at = [], 0, None
    while x < len(row):
        end = x
        while end < len(row) and row[end]:
            end += 1
        if end > x:
            strokes.append(f"M{x} {y}.5h{end - x}" if at is None else f"m{x - at} 0h{end - x}")
            at = end
        x = max(end, x + 1)
    return "".join(strokes)


def _plain(code: "segno.QRCode") -> str:
    rows = code.matrix_iter(border=_TERMINAL_BORDER)
    return "".join("".join("  " if module else "##" for module in row) + "\n" for row in rows)


def _can_show(text: str, out: TextIO) -> bool:
    try:
        text.encode(out.encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return False
    return True
