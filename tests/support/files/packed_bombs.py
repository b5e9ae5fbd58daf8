"""Makes small files that unpack to far more, or that say the same thing billions of times. The host unpacks none."""

import gzip
import io
import zipfile

UNPACKED_BYTES = 80_000_000  # more than the memory that the host may take for them
BLOCK = bytes(1 << 20)
TEN = range(10)


def archive(name: str = "page.html", depth: int = 0) -> bytes:
    """A zip archive with an entry of UNPACKED_BYTES zeros, ten times in each of DEPTH further archives."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        if depth:
            inner = archive(name, depth - 1)
            for number in TEN:
                packed.writestr(f"{number}.zip", inner)
        else:
            with packed.open(name, "w") as entry:
                for _ in range(UNPACKED_BYTES // len(BLOCK)):
                    entry.write(BLOCK)
    return file.getvalue()


def document() -> bytes:
    """What says that it is a document of an office program."""
    return archive("word/document.xml")


def stream() -> bytes:
    """The same zeros as a gzip file."""
    return gzip.compress(bytes(UNPACKED_BYTES), 1)


def entities() -> bytes:
    """An SVG picture whose text is an entity of ten entities of ten entities, nine times."""
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))]
    return f'<?xml version="1.0"?><!DOCTYPE svg [{"".join(lines)}]><svg><text>&a9;</text></svg>'.encode()


def uses() -> bytes:
    """An SVG picture that shows a group of ten groups of ten groups, nine times."""
    groups = [f'<g id="g{n + 1}">{f"""<use href="#g{n}"/>""" * 10}</g>' for n in range(9)]
    return f'<svg xmlns="http://www.w3.org/2000/svg"><g id="g0"/>{"".join(groups)}</svg>'.encode()


def packed_picture() -> bytes:
    """An SVG picture as gzip, which some programs show at once."""
    return gzip.compress(b'<svg xmlns="http://www.w3.org/2000/svg">' + b" " * UNPACKED_BYTES + b"</svg>", 1)


def files() -> list[tuple[str, bytes]]:
    """Returns the names and the bytes of all of them."""
    return [
        ("photos.zip", archive()),
        ("nested.zip", archive(depth=2)),
        ("report.docx", document()),
        ("logs.gz", stream()),
        ("laughs.svg", entities()),
        ("groups.svg", uses()),
        ("packed.svgz", packed_picture()),
    ]
