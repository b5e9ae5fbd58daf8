"""Finds out what a file is by its first bytes. Its name is never believed: what is shown in a page has to be it.

The marks of the containers are those of their specifications (ISO 14496-12, Matroska, Ogg, RIFF, ID3, MPEG, FLAC).
"""

from pathlib import Path

HEAD_BYTES = 4_096
UNKNOWN = ("file", "application/octet-stream")

AUDIO_BRANDS = (b"M4A ", b"M4B ")
HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
AVIF_BRANDS = (b"avif", b"avis")
PDF = b"%PDF-"
PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")


def identify(path: Path) -> tuple[str, str]:
    """Returns the kind and the media type of a file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return UNKNOWN if _is_picture(head) else _container(head) or _text(head) or UNKNOWN


def may_show(path: Path) -> bool:
    """Returns whether the child process may find a picture or a page in this file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return _is_picture(head) or head.startswith(PDF)


def is_heif(head: bytes) -> bool:
    """Returns whether a file begins as HEIC does. AVIF also begins with its general mark, and names itself after it."""
    return _has_brand(head, HEIF_BRANDS) and not any(brand in head[8:64] for brand in AVIF_BRANDS)


def _is_picture(head: bytes) -> bool:
    if head.startswith(PICTURE_STARTS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return True
    return _has_brand(head, HEIF_BRANDS + AVIF_BRANDS)


def _has_brand(head: bytes, brands: tuple[bytes, ...]) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in brands


def _container(head: bytes) -> tuple[str, str] | None:
    if head.startswith(PDF):
        return "pdf", "application/pdf"
    if head[4:8] == b"ftyp":
        return _iso(head[8:12])
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return ("video", "video/webm") if b"webm" in head[:64] else None
    if head.startswith(b"OggS"):
        return ("video", "video/ogg") if b"theora" in head[:64] else ("audio", "audio/ogg")
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio", "audio/wav"
    if head.startswith(b"fLaC"):
        return "audio", "audio/flac"
    if head.startswith(b"ID3") or _is_mpeg_audio(head):
        return "audio", "audio/mpeg"
    return None


def _iso(brand: bytes) -> tuple[str, str]:
    return ("audio", "audio/mp4") if brand in AUDIO_BRANDS else ("video", "video/mp4")


def _is_mpeg_audio(head: bytes) -> bool:
    """A frame begins with eleven bits that are set; its layer, version and rates are not the reserved ones."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    return head[1] & 0x06 != 0 and head[1] & 0x18 != 0x08 and head[2] & 0xF0 != 0xF0 and head[2] & 0x0C != 0x0C


def _text(head: bytes) -> tuple[str, str] | None:
    if not head or b"\0" in head:
        return None
    try:
        head.decode()
    except UnicodeDecodeError as problem:
        if problem.start < len(head) - 3:  # else the last letter is cut
            return None
    return "text", "text/plain; charset=utf-8"
