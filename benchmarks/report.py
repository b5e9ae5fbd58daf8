"""Writes results as Markdown tables and plots, on the screen and in docs/performance.md."""

import os
import platform
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from benchmarks import plots
from benchmarks.bench import Row
from benchmarks.servers import NODE
from benchmarks.tables import TABLES

BEGIN, END = "<!-- figures: written by `python3 dev.py bench --write` -->", "<!-- end of the figures -->"
ORDER = (
    "closed",
    "paced",
    "idle",
    "large_office",
    "storm",
    "own",
    "rooms",
    "history",
    "start",
    "page",
    "search",
    "files",
)


def table(part: str, rows: list[Row]) -> str:
    """Returns the table of a part in Markdown."""
    definition = TABLES[part]
    lines = [f"### {definition.title}", "", _line(heading for heading, _ in definition.columns)]
    lines.append(_line("---:" for _ in definition.columns))
    lines += [_line(cell(row) for _, cell in definition.columns) for row in rows]
    return "\n".join([*lines, ""])


def write(docs: Path, every: dict[str, list[Row]]) -> None:
    """Replaces the tables in performance.md and draws its plots. Parts that were not measured keep theirs."""
    page = docs / "performance.md"
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    old, _, after = rest.partition(END)
    history = [*every.get("history", []), *every.get("record", [])]
    shown = every | ({"history": history} if history else {})
    kept = {part: found for part in ORDER if (found := _section(old, TABLES[part].title))}
    tables = [
        table(part, shown[part]) if part in shown else kept[part] for part in ORDER if part in shown or part in kept
    ]
    pictures = plots.draw(docs / "images", shown)
    pictures += [line for line in old.splitlines() if line.startswith("![") and line not in pictures]
    text = "\n".join([BEGIN, "", f"Measured on {machine()}.", "", *tables, *pictures, "", END])
    page.write_text(before + text + after, "utf-8", newline="\n")


def _section(text: str, title: str) -> str:
    """Returns the present table under a title, or an empty string."""
    found = re.search(rf"^### {re.escape(title)}\n\n(?:\|.*\n)+", text, re.MULTILINE)
    return found.group() if found else ""


def machine() -> str:
    """Returns a description of this computer and its versions."""
    node = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"Linux with {os.cpu_count()} cores, Python {platform.python_version()}, Node {node.removeprefix('v')}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
