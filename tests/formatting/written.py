"""Writes a tree of chat/formatting as a line of text, as tests/formatting/cases.json has it."""

import json
from pathlib import Path
from typing import Any

from chat_desktop.chat.formatting.blocks import read
from chat_desktop.chat.formatting.inline import Names
from chat_desktop.chat.formatting.names import name_table
from chat_desktop.chat.formatting.tree import Block, Span

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
CASES: list[dict[str, Any]] = TABLE["cases"]


def read_case(case: dict[str, Any]) -> list[Block]:
    """Reads the body of a case with the names that it uses."""
    return read(case["body"], names_of(TABLE["people"], TABLE["rooms"]))


def names_of(people: list[str], rooms: list[str]) -> Names:
    return Names(name_table(zip(people, people, strict=True)), name_table(zip(rooms, rooms, strict=True)))


def written(blocks: list[Block]) -> str:
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    if block.type == "paragraph":
        return f"<p>{_line(block.children)}</p>"
    if block.type == "quote":
        return f"<quote>{written(block.blocks)}</quote>"
    if block.type == "fence":
        return f"<fence {block.language}>{block.text}</fence>"
    return "".join(f"<item {item.level} {item.marker}>{_line(item.children)}</item>" for item in block.items)


def _line(parts: list[str | Span]) -> str:
    return "".join(part if isinstance(part, str) else _span(part) for part in parts)


def _span(span: Span) -> str:
    if span.type == "link":
        return f"<link {span.href}>{_line(span.children)}</link>"
    if span.type in ("mention", "room"):
        return f"<{span.type} {span.value}>{span.text}</{span.type}>"
    return f"<{span.type}>{_line(span.children) or span.text}</{span.type}>"
