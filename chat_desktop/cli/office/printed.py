"""Prints what commands have found out: as JSON for programs, or in aligned columns for people."""

import json
import unicodedata
from collections.abc import Sequence
from typing import Any

from chat_desktop import terminal

UNITS = ("kB", "MB", "GB", "TB")


def as_json(found: Any) -> None:
    """Prints JSON."""
    terminal.print_line(json.dumps(found, ensure_ascii=False, indent=2))


def pairs(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Prints a sentence, and a line for each pair of a name and a value."""
    width = max(len(name) for name, _ in rows)
    lines = [f"  {name:<{width}}  {harmless(value)}" for name, value in rows]
    terminal.print_line("\n".join([harmless(title), "", *lines]))


def lines(found: Sequence[str]) -> None:
    """Prints lines. A line may have line breaks of our own, such as a QR code."""
    terminal.print_line("\n".join("\n".join(map(harmless, line.split("\n"))) for line in found))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Returns the lines of aligned columns."""
    cells = [list(head), *([harmless(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[number]) for row in cells) for number in range(len(head))]
    padded = ([cell + " " * (wide - _width(cell)) for cell, wide in zip(row, widths, strict=True)] for row in cells)
    return ["  ".join(row).rstrip() for row in padded]


def not_running(is_running: bool) -> list[str]:
    """Returns what is said below a link while nobody serves it."""
    return [] if is_running else ["", "The office is not running now. The link works once it runs."]


def counted(number: int, noun: str) -> str:
    """Returns the number with its noun, such as `2 devices`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def size(number: int) -> str:
    """Returns bytes in the unit that people know, such as `38.4 GB`."""
    if number < 1_000:
        return counted(number, "byte")
    value, unit = number / 1_000, 0
    while value >= 999.5 and unit < len(UNITS) - 1:
        value, unit = value / 1_000, unit + 1
    return f"{value:.1f} {UNITS[unit]}" if value < 100 else f"{value:.0f} {UNITS[unit]}"


def harmless(text: str) -> str:
    """Returns text that people have written without what a terminal would obey, such as escape sequences."""
    return "".join(" " if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") else one for one in text)


def _width(text: str) -> int:
    """Returns how many cells of a terminal the text takes."""
    marks = sum(unicodedata.combining(one) != 0 for one in text)
    return len(text) - marks + sum(unicodedata.east_asian_width(one) in "WF" for one in text)
