"""Pairs the marks of bold, italic and struck text in a line.

One mark of each kind is open at a time, so that this takes one pass.
"""

import re
from typing import Literal

from msgspec import Struct

from chat_desktop.chat.formatting.characters import can_close, can_open, has_substance
from chat_desktop.chat.formatting.tree import Span, add

Kind = Literal["bold", "italic", "strike"]

# The marks that mean something. Any other run, such as "__" or "****", stays as it was typed.
_KINDS: dict[str, Kind] = {"**": "bold", "*": "italic", "_": "italic", "~~": "strike"}
_RUNS = re.compile(r"\*+|_+|~+")


class Token(Struct):
    """A part of a line: text, something that has been read already, or marks."""

    text: str
    span: Span | None = None
    is_mark: bool = False
    opens: bool = False
    closes: bool = False


def mark_tokens(marks: str, left: str, right: str) -> list[Token]:
    """Splits marks that stand together into tokens. Only what stands outside of them all decides what they can do."""
    opens, closes = can_open(left, right), can_close(left, right)
    return [Token(text, None, True, opens, closes) for text in _RUNS.findall(marks)]


def emphasised(tokens: list[Token]) -> list[str | Span]:
    """Returns the nodes of a line's tokens."""
    split = _split_threes(tokens)
    return _nested(split, _paired(split))


def _split_threes(tokens: list[Token]) -> list[Token]:
    """Three asterisks are bold and italic at once. They close in the order in which they do not cross."""
    split: list[Token] = []
    is_open = False
    for token in tokens:
        if token.text != "***" or not token.is_mark:
            split.append(token)
            continue
        is_open = not (token.closes and (is_open or not token.opens))
        texts = ("**", "*") if is_open else ("*", "**")
        split += (Token(text, None, True, token.opens, token.closes) for text in texts)
    return split


def _paired(tokens: list[Token]) -> dict[int, tuple[int, Kind]]:
    """Returns the last token and the kind of each pair, by its first token."""
    pairs: dict[int, tuple[int, Kind]] = {}
    opened: dict[str, int] = {}  # the latest open mark of each kind
    for at, token in enumerate(tokens):
        kind = _KINDS.get(token.text) if token.is_mark else None
        if kind is None:
            continue
        start = opened.pop(token.text, None) if token.closes else None
        if start is not None and _has_substance(tokens[start + 1 : at]):
            pairs[start] = at, kind
            opened = {mark: place for mark, place in opened.items() if place < start}
        elif token.opens:
            opened[token.text] = at
    return pairs


def _has_substance(tokens: list[Token]) -> bool:
    return any(token.span or (not token.is_mark and has_substance(token.text)) for token in tokens)


def _nested(tokens: list[Token], pairs: dict[int, tuple[int, Kind]]) -> list[str | Span]:
    root: list[str | Span] = []
    inside = [(root, -1)]
    for at, token in enumerate(tokens):
        parts, end = inside[-1]
        if at == end:
            inside.pop()
        elif at in pairs:
            end, kind = pairs[at]
            mark = Span(kind)
            add(parts, mark)
            inside.append((mark.children, end))
        else:
            add(parts, token.span or token.text)
    return root
