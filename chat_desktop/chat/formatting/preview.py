"""Makes short texts of messages, for lists of rooms."""

import re
from functools import lru_cache

from chat_desktop.chat.formatting.blocks import read
from chat_desktop.chat.formatting.characters import WHITESPACE
from chat_desktop.chat.formatting.cut_text import cut_text
from chat_desktop.chat.formatting.tree import Block, text_of

MOST_CHARACTERS = 140  # code points
READ_CHARACTERS = 1_000  # so much of a long text is read for a preview

_SPACES = re.compile(f"[{WHITESPACE}]+")
_FENCE = re.compile(r"(?:^|\n)```(?![^\n]*```)")


@lru_cache(maxsize=2048)
def last_line(body: str) -> str:
    """Returns the preview of a room's last message: kept, since a list of rooms is sent again and again."""
    return preview(body)


def preview(body: str, most: int = MOST_CHARACTERS) -> str:
    """Returns a text in one line without its marks. An answer stands for itself, without what it quotes."""
    blocks = read(cut_blocks(body, READ_CHARACTERS))
    own = [block for block in blocks if block.type != "quote"]
    line = _SPACES.sub(" ", " ".join(map(_line_of, own or blocks))).strip(WHITESPACE)
    return line if len(line) <= most else cut_text(line, most - 1).rstrip(WHITESPACE) + "…"


def cut_blocks(body: str, most: int) -> str:
    """Cuts a text to MOST code points. Code that goes on behind the cut is ended there, so that it stays code."""
    cut = cut_text(body, most)
    return f"{cut}\n```" if cut != body and ends_in_code(cut) else cut


def ends_in_code(part: str) -> bool:
    """Returns whether code has begun in the first part of a text, and goes on behind it."""
    return len(_FENCE.findall(part)) % 2 == 1


def _line_of(block: Block) -> str:
    if block.type == "fence":
        return block.text
    if block.type == "quote":
        return " ".join(map(_line_of, block.blocks))
    if block.type == "list":
        return " ".join(f"{_bullet(item.marker)} {text_of(item.children)}" for item in block.items)
    return text_of(block.children)


def _bullet(marker: str) -> str:
    return "•" if marker == "-" else marker
