"""Makes small files that are two things at once, or something else than their names say. As a page or a script, each
would ask for the address HIT; none of them may ever do so."""

import io
import zipfile
from collections.abc import Iterator

from tests.files.hostile import document
from tests.support.files.sample_files import encoded, moving, picture, png, png_chunk

HIT = "/hit"
SCRIPT = f"new Image().src='{HIT}'"
HTML = f'<!doctype html><title>x</title><img src="{HIT}"><script>{SCRIPT}</script><body onload="{SCRIPT}">'.encode()
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{SCRIPT}"><image href="{HIT}"/><script>{SCRIPT}</script></svg>'
XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><img src="{HIT}"/><script>{SCRIPT}</script></html>'
XML = '<?xml version="1.0"?>'
STYLED = f'{XML}<?xml-stylesheet type="text/css" href="{HIT}"?><?xml-stylesheet type="text/xsl" href="{HIT}"?><a/>'
MHTML = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
)


def files() -> Iterator[tuple[str, bytes]]:
    """Yields the names and the bytes of all of them."""
    yield from _texts()
    yield from _pictures()
    yield from _sounds()
    yield (
        "plan.pdf",
        document(
            b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('%s'\\))>>>>" % HIT.encode(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/AA<</O<</S/URI/URI(%s)>>>>>>" % HIT.encode(),
        ),
    )
    yield "plan.zip.pdf", document(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>") + _archive()
    yield "page.pdf", HTML + document(b"<</Type/Catalog>>")


def _texts() -> Iterator[tuple[str, bytes]]:
    for ending in ("html", "htm", "xhtml", "jpg", "png", "mp4", "pdf", "txt", "hta", "shtml"):
        yield f"page.{ending}", HTML
    yield "page", HTML
    yield "late.html", b" " * 100_000 + HTML
    yield "utf-8.html", b"\xef\xbb\xbf" + HTML
    for encoding in ("utf-16", "utf-16-be", "utf-7"):
        yield f"{encoding}.html", HTML.decode().encode(encoding)
    yield "picture.svg", SVG.encode()
    yield "picture.svg.png", f"\ufeff{XML}<!DOCTYPE svg [<!ENTITY a '{HIT}'>]>{SVG}".encode()
    yield "page.xml", f"{XML}{XHTML}".encode()
    yield "styled.xml", STYLED.encode()
    yield "page.mhtml", MHTML + HTML + b"\r\n--b--\r\n"
    yield "page.url", f"[InternetShortcut]\r\nURL={HIT}\r\n".encode()
    yield "script.js", SCRIPT.encode()
    yield "style.css", f"@import '{HIT}';".encode()
    yield "page.wasm", b"\0asm\1\0\0\0" + HTML
    yield "page.swf", b"FWS\x09" + HTML


def _pictures() -> Iterator[tuple[str, bytes]]:
    gif = moving("GIF", 2)
    # The width of the whole picture begins a comment of JavaScript, which ends behind the picture.
    yield "script.gif", gif[:6] + b"/*" + gif[8:] + f"*/=1;{SCRIPT}".encode()
    yield "page.gif", gif + HTML
    jpeg = encoded(picture(), "JPEG")
    yield "page.jpeg", jpeg[:2] + b"\xff\xfe" + (len(HTML) + 2).to_bytes(2, "big") + HTML + jpeg[2:] + HTML
    yield "page.png", png(8, 8, png_chunk(b"tEXt", b"Comment\0" + HTML)) + HTML
    yield "page.webp", encoded(picture(), "WEBP") + HTML
    yield "page.bmp", encoded(picture(), "BMP") + HTML
    yield "page.ico", b"\0\0\1\0\1\0" + HTML


def _sounds() -> Iterator[tuple[str, bytes]]:
    yield "film.mp4", b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + HTML
    yield "song.ogg", b"OggS\0\2" + HTML
    yield "song.wav", b"RIFF\xff\0\0\0WAVEfmt " + HTML
    yield "song.mp3", b"ID3\3\0\0\0\0\0\0" + HTML
    yield "song.flac", b"fLaC" + HTML
    yield "film.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + HTML


def _archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("page.html", HTML)
    return file.getvalue()
