"""Makes the name of a file safe to show and to save. It never becomes a path on the host."""

import re
import unicodedata

MOST_BYTES = 255
MOST_ENDING_BYTES = 20
UNNAMED = "file"

# Control characters, overrides of the direction of writing, characters that nobody can see, and what no file system of
# Windows takes. The joiners of Persian, of Indic scripts and of emoji stay, and the marks of the flags of regions.
FORBIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r'\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e001f<>:"/\\|?*]'
)
# Nothing of these can be seen at an end of a name, and Windows removes dots and spaces there.
EDGES = " .\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u200c\u200d\u202f\u205f\u2800\u3000"
PICTURE_ENDING = re.compile(r"\.(heic|heif|hif|avif|jpe?g|png|gif|webp|pdf)$", re.IGNORECASE)
RESERVED = re.compile(
    r"(con|prn|aux|nul|com[0-9\xb9\xb2\xb3]|lpt[0-9\xb9\xb2\xb3]|conin\$|conout\$|clock\$)(?= *(\.|$))", re.IGNORECASE
)
JOINER = "\u200d"
JOINED = re.compile("[\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
FLAG_LETTERS = re.compile("[\U0001f1e6-\U0001f1ff]+$")


def clean(name: str) -> str:
    """Returns the name in normal form C, without characters that deceive or cannot be saved, in at most 255 bytes.

    A path keeps its last part only. The ending stays when the name has to be cut.
    """
    last = re.split(r"[/\\]", name)[-1]
    found = unicodedata.normalize("NFC", FORBIDDEN.sub("", last)).strip(EDGES)
    if RESERVED.match(found):
        found = f"_{found}"
    return _cut(found) or UNNAMED


def ascii_form(name: str) -> str:
    """Returns the name for clients that know no other letters than those of ASCII."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'[^\w .()+,=@-]|["\\%]', "_", plain, flags=re.ASCII).strip(" ")
    if plain.startswith("."):
        plain = UNNAMED + plain
    plain = plain[-MOST_BYTES:].strip(" .") or UNNAMED
    # Letters of other scripts become those of a device: "\uff23\uff2f\uff2e.txt" (wide letters) is CON.txt then.
    return f"_{plain[-(MOST_BYTES - 1) :]}" if RESERVED.match(plain) else plain


def with_ending(name: str, ending: str) -> str:
    """Returns the name with another ending, for a file that is sent as another type."""
    return clean(f"{re.sub(PICTURE_ENDING, '', name) or UNNAMED}.{ending}")


def _cut(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > MOST_ENDING_BYTES:
        stem, dot, ending = name, "", ""
    room = MOST_BYTES - len((dot + ending).encode())
    end = most = len(stem.encode()[:room].decode(errors="ignore"))
    while end and _is_one_character(stem, end):
        end -= 1
    return stem[: end or most].rstrip(EDGES) + dot + ending


def _is_one_character(text: str, at: int) -> bool:
    """Returns whether a cut at this place would divide what people see as one character."""
    before, after = text[:at], text[at : at + 1]
    if FLAG_LETTERS.match(after) and (flags := FLAG_LETTERS.search(before)):
        return len(flags[0]) % 2 == 1
    return before.endswith(JOINER) or bool(JOINED.match(after)) or unicodedata.category(after or " ").startswith("M")
