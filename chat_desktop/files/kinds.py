"""Finds out what a file is by its first bytes. Its name is never believed: what is shown in a page has to be it.

The marks of the containers are those of their specifications (ISO 14496-12, Matroska, Ogg, RIFF, ID3, MPEG, FLAC).
"""

from pathlib import Path

from chat_desktop.files import mpeg4, mpeg_audio, text_encoding

HEAD_BYTES = 65_536
UNKNOWN = ("file", "application/octet-stream")

HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
AVIF_BRANDS = (b"avif", b"avis")
PDF = b"%PDF-"
PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")


def identify(path: Path) -> tuple[str, str]:
    """Returns the kind and the media type of a file. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        if _is_picture(head):
            return UNKNOWN
        if head[4:8] == b"ftyp":
            return mpeg4.identify(file) or UNKNOWN
        found = _container(head)
        encoding = None if found else text_encoding.of(file)
    return found or (("text", f"text/plain; charset={encoding}") if encoding else UNKNOWN)


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
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _matroska(head)
    if head.startswith(b"OggS"):
        return ("video", "video/ogg") if b"theora" in head[:512] else ("audio", "audio/ogg")
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "audio", "audio/wav"
    if head.startswith(b"fLaC"):
        return "audio", "audio/flac"
    if media_type := mpeg_audio.identify(head):
        return "audio", media_type
    return None


def _matroska(head: bytes) -> tuple[str, str] | None:
    """WebM is what browsers play of Matroska. A recorder of voices writes it too, with a track of sound only."""
    if b"webm" not in head[:64]:
        return None
    has_video = any(codec in head for codec in (b"V_VP8", b"V_VP9", b"V_AV1"))
    return ("video", "video/webm") if has_video or b"A_" not in head else ("audio", "audio/webm")
