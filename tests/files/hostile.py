"""Makes small files that claim or need far too much, of the kinds that need more than a false number."""

import struct
import zlib

from tests.support.files.sample_files import encoded, picture

PDF_FORM = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<</XObject<</X 5 0 R/Y 6 0 R>>>>/Length %d>>stream\n"
)


def jpeg(side: int = 65_535) -> bytes:
    """A JPEG whose header says this size."""
    data = encoded(picture(), "JPEG")
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", side, side) + data[at + 4 :]


def webp() -> bytes:
    """A WebP of the largest size that there is."""
    data = encoded(picture(), "WEBP", lossless=True)
    at = data.index(b"VP8L") + 9
    return data[:at] + struct.pack("<I", 0x3FFF | 0x3FFF << 14) + data[at + 4 :]


def avif(side: int = 0x7FFFFFFF) -> bytes:
    """An AVIF whose header says this size."""
    data = encoded(picture(), "AVIF", speed=10)
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", side, side) + data[at + 8 :]


def document(*objects: bytes) -> bytes:
    """A PDF with these objects, the first of which is the catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    end = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(body))
    return body + head + table + end


def page(content: bytes, box: bytes = b"[0 0 200 100]", more: tuple[bytes, ...] = (), what: bytes = b"") -> bytes:
    """A PDF of one page with this content."""
    return document(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox %b/Contents 4 0 R/Resources<</XObject<</X 5 0 R/Y 6 0 R>>>>>>" % box,
        b"<</Length %d %b>>stream\n" % (len(content), what) + content + b"\nendstream",
        *more,
    )


def form(content: bytes) -> bytes:
    """Something that a page draws, and that draws other things."""
    return PDF_FORM % len(content) + content + b"\nendstream"


def loops() -> bytes:
    """Two forms that draw each other, hundreds of times."""
    return page(b"/X Do", more=(form(b"/Y Do " * 500), form(b"/X Do " * 500)))


def endless_pages() -> bytes:
    """A tree of pages that contains itself, and says that it has two thousand million."""
    tree = b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2000000000/Parent 2 0 R>>"
    return document(b"<</Type/Catalog/Pages 2 0 R>>", tree)


def many_objects(count: int = 1_000_000) -> bytes:
    """A PDF of a million objects without a table of them."""
    return b"%PDF-1.7\n" + b"".join(b"%d 0 obj<<>>endobj\n" % number for number in range(1, count)) + b"%%EOF\n"


def long_stream(count: int = 1_000_000_000) -> bytes:
    """A page whose content is this many zeros, compressed."""
    packer, block = zlib.compressobj(1), bytes(10_000_000)
    packed = b"".join(packer.compress(block) for _ in range(count // len(block))) + packer.flush()
    return page(packed, what=b"/Filter/FlateDecode")


def paths(count: int = 400_000) -> bytes:
    """Curves over the whole page, which are filled and drawn one after the other: more than ten seconds of work."""
    curve = b"0 0 m 200 100 0 100 200 0 c 0 100 200 0 100 50 c B* "
    return page(zlib.compress(curve * count), what=b"/Filter/FlateDecode")


def scans(count: int = 20_000) -> bytes:
    """A progressive JPEG of 62 Mpx whose last scan comes again and again: more than ten seconds of work."""
    data = encoded(picture(), "JPEG", progressive=True)
    at = data.index(b"\xff\xc2") + 5
    data = data[:at] + struct.pack(">HH", 7_900, 7_900) + data[at + 4 :]
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * count + b"\xff\xd9"
