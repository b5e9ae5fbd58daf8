"""A small real file of each kind that people share, which browsers show and play."""

import io
import wave
import zipfile
from pathlib import Path

from tests.support.files.sample_files import document, samples

RATE_HZ = 8_000
# A second of changing colours, VP8, as a page records them.
CLIP = Path(__file__).parents[2] / "files" / "samples" / "clip.webm"


def _sound(seconds: int = 2) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as written:
        written.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        written.writeframes(bytes(2 * RATE_HZ * seconds))
    return file.getvalue()


def _archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        written.writestr("inside.txt", "words")
    return file.getvalue()


TEXT = "Words to read"
ARCHIVE = _archive()
# Name, media type and bytes.
FILES = [
    ("notes.txt", "text/plain", TEXT.encode()),
    ("harbour.jpg", "image/jpeg", samples()["a.jpg"]),
    ("tour.webm", "video/webm", CLIP.read_bytes()),
    ("song.wav", "audio/wav", _sound()),
    ("plan.pdf", "application/pdf", document(2)),
    ("numbers.csv", "text/csv", b"Name;Number\nPosten;1\n"),
    ("all.zip", "application/zip", ARCHIVE),
]
