"""Makes the name of a file safe to show and to save. It never becomes a path on the host."""

import re
import unicodedata

MOST_BYTES = 255
UNNAMED = "file"

# Control characters, overrides of the direction of writing, and what no file system of Windows takes.
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff<>:"/\\|?*]')
PICTURE_ENDING = re.compile(r"\.(heic|heif|hif|avif|jpe?g|png|gif|webp|pdf)$", re.IGNORECASE)
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?=\.|$)", re.IGNORECASE)


def clean(name: str) -> str:
    """Returns the name in normal form C, without characters that deceive or cannot be saved, in at most 255 bytes.

    A path keeps its last part only. The ending stays when the name has to be cut.
    """
    last = re.split(r"[/\\]", name)[-1]
    found = FORBIDDEN.sub("", unicodedata.normalize("NFC", last)).strip(" .")
    if RESERVED.match(found):
        found = f"_{found}"
    return _cut(found) or UNNAMED


def ascii_form(name: str) -> str:
    """Returns the name for clients that know no other letters than those of ASCII."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r'[^\w .()+,=@-]|["\\%]', "_", plain, flags=re.ASCII).strip(" .") or UNNAMED


def with_ending(name: str, ending: str) -> str:
    """Returns the name with another ending, for a file that is sent as another type."""
    return clean(f"{re.sub(PICTURE_ENDING, '', name) or UNNAMED}.{ending}")


def _cut(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 20:
        stem, dot, ending = name, "", ""
    room = MOST_BYTES - len((dot + ending).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + ending
