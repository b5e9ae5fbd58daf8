"""Reads a text line by line: fences of code, quotes, lists, and paragraphs."""

import re

from chat_desktop.chat.formatting.characters import WHITESPACE
from chat_desktop.chat.formatting.inline import Names, read_line
from chat_desktop.chat.formatting.tree import Block, Item, Span, add

MAX_QUOTES = 4  # quotes within quotes that are read; what is deeper stays as it was typed
MAX_LEVEL = 5

# Without any of these a text is one paragraph.
_MARKS = re.compile("[`*_~@\uff20#\uff03[\n\r]|://|www\\.|^[->]|^[0-9]+\\. ", re.IGNORECASE)
_LINES = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile(rf"([ \t]*)(-|[0-9]{{1,9}}\.) (?=[\s\S]*[^{WHITESPACE}])")
_NUMBER_ALONE = re.compile(r"- [ \t]*[0-9]")  # an item alone that begins so may be a negative number
_FENCE = re.compile(r"```([A-Za-z0-9_+#.-]{0,20})[ \t]*")
_FENCE_END = re.compile(r"```[ \t]*")

_Found = tuple[Block, int]  # a block and the line after it
_Next = list[tuple[int, int]]


def read(text: str, names: Names | None = None) -> list[Block]:
    """Reads a text."""
    if not _MARKS.search(text):
        return [Block("paragraph", [text] if text else [])]
    return _blocks(_LINES.split(text), names or Names(), 0)


def _blocks(lines: list[str], names: Names, depth: int) -> list[Block]:
    found: list[Block] = []
    marks = _marks_after(lines)
    waiting: list[str] = []
    at = 0
    while at < len(lines):
        block = _fence_at(lines, at, marks) or _quote_at(lines, at, depth) or _list_at(lines, at, names)
        if block is None:
            waiting.append(lines[at])
            at += 1
        else:
            found += _paragraph(waiting, names)
            waiting = []
            found.append(block[0])
            at = block[1]
    found += _paragraph(waiting, names)
    return found or [Block("paragraph", ["\n".join(lines)])]


def _paragraph(lines: list[str], names: Names) -> list[Block]:
    """Empty lines at its beginning and end are left to the distance between blocks."""
    filled = [at for at, line in enumerate(lines) if line.strip(WHITESPACE)]
    if not filled:
        return []
    children: list[str | Span] = []
    for at in range(filled[0], filled[-1] + 1):
        if at > filled[0]:
            add(children, "\n")
        for part in read_line(lines[at], names):
            add(children, part)
    return [Block("paragraph", children)]


def _marks_after(lines: list[str]) -> _Next | None:
    """For each line, the next line of three marks alone, and the next line that has three marks at all.

    They are looked for from the end, so that each line is looked at once. None in a text without fences.
    """
    if not any(line.startswith("```") for line in lines):
        return None
    found: _Next = []
    alone = some = -1
    for at in range(len(lines) - 1, -1, -1):
        found.append((alone, some))
        if _FENCE_END.fullmatch(lines[at]):
            alone = at
        if "```" in lines[at]:
            some = at
    found.reverse()
    return found


def _fence_at(lines: list[str], at: int, marks: _Next | None) -> _Found | None:
    if marks is None or not lines[at].startswith("```"):
        return None
    alone, some = marks[at]
    opening = _FENCE.fullmatch(lines[at]) if alone > 0 else None
    text = "\n".join(lines[at + 1 : alone]) if opening else ""
    if opening and text.strip(WHITESPACE):
        return Block("fence", language=opening[1], text=text), alone + 1
    return _fence_of_text(lines, at, at if "```" in lines[at][3:] else some)


def _fence_of_text(lines: list[str], at: int, last: int) -> _Found | None:
    """A fence whose first and last line hold code too: "```code" to "code```"."""
    if last < at or not lines[last].rstrip(WHITESPACE).endswith("```"):
        return None
    text = "\n".join(lines[at : last + 1]).rstrip(WHITESPACE)[3:-3]
    if not text.strip(WHITESPACE) or "```" in text:
        return None
    return Block("fence", text=text), last + 1


def _quote_at(lines: list[str], at: int, depth: int) -> _Found | None:
    """In a quote nobody is mentioned."""
    if depth >= MAX_QUOTES or not lines[at].startswith("> "):
        return None
    end = at + 1
    while end < len(lines) and (lines[end].startswith("> ") or lines[end] == ">"):
        end += 1
    inner = [line[2:] for line in lines[at:end]]
    if not any(line.strip(WHITESPACE) for line in inner):
        return None
    return Block("quote", blocks=_blocks(inner, Names(), depth + 1)), end


def _list_at(lines: list[str], at: int, names: Names) -> _Found | None:
    if lines[at][:1] in WHITESPACE or not _ITEM.match(lines[at]):
        return None
    found = [_ITEM.match(lines[at])]
    while at + len(found) < len(lines) and (item := _ITEM.match(lines[at + len(found)])):
        found.append(item)
    if len(found) == 1 and _NUMBER_ALONE.match(lines[at]):
        return None
    items: list[Item] = []
    for item in found:
        if item is not None:
            deepest = min(MAX_LEVEL, items[-1].level + 1) if items else 0
            level = min(deepest, len(item[1].replace("\t", "  ")) // 2)
            items.append(Item(item[2], level, read_line(item.string[item.end() :], names)))
    return Block("list", items=items), at + len(found)
