"""The tree of a message's text."""

from collections.abc import Iterator
from typing import Any, Literal

from msgspec import Struct


class Span(Struct):
    """A part of a line that is no plain text. `text` is of code and names, `href` and `raw` (as typed) of links.

    `value` is what the table of names holds.
    """

    type: Literal["bold", "italic", "strike", "code", "link", "mention", "room"]
    children: "list[str | Span]" = []
    text: str = ""
    href: str = ""
    raw: str = ""
    value: Any = None


class Item(Struct):
    """An item of a list. `marker` is "-" or the number as it was typed."""

    marker: str
    level: int
    children: list[str | Span]


class Block(Struct):
    """A paragraph, a quote, a list or a fence of code. `children` is of paragraphs, `blocks` of quotes."""

    type: Literal["paragraph", "quote", "list", "fence"]
    children: list[str | Span] = []
    blocks: "list[Block]" = []
    items: list[Item] = []
    language: str = ""
    text: str = ""


def add(parts: list[str | Span], part: str | Span) -> None:
    """Adds a part to a list. Text that follows text is joined to it."""
    if isinstance(part, str) and parts and isinstance(parts[-1], str):
        parts[-1] += part
    elif part != "":
        parts.append(part)


def text_of(parts: list[str | Span]) -> str:
    """Returns the text that is drawn for some parts, without their marks."""
    return "".join(part if isinstance(part, str) else text_of(part.children) or part.text for part in parts)


def spans(blocks: list[Block]) -> Iterator[Span]:
    """Yields all parts of a text that are no plain text, in order, each before the parts inside it."""
    for block in blocks:
        yield from _spans_of_line(block.children)
        yield from spans(block.blocks)
        for item in block.items:
            yield from _spans_of_line(item.children)


def names_in(blocks: list[Block]) -> Iterator[Any]:
    """Yields what the mentioned names stand for, in order."""
    return (span.value for span in spans(blocks) if span.type == "mention")


def _spans_of_line(parts: list[str | Span]) -> Iterator[Span]:
    for part in parts:
        if isinstance(part, Span):
            yield part
            yield from _spans_of_line(part.children)
