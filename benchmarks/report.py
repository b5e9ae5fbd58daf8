"""Figures as Markdown tables and plots, on the screen and in docs/performance.md."""

import os
import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path

from benchmarks import plots
from benchmarks.bench import Row
from benchmarks.servers import NODE
from benchmarks.tables import TABLES

BEGIN, END = "<!-- figures: written by `python3 dev.py bench --write` -->", "<!-- end of the figures -->"
ORDER = ("closed", "paced", "idle", "crowd", "storm", "own", "rooms", "history", "start", "page")


def table(part: str, rows: list[Row]) -> str:
    told = TABLES[part]
    lines = [f"### {told.title}", "", _line(heading for heading, _ in told.columns)]
    lines.append(_line("---:" for _ in told.columns))
    lines += [_line(cell(row) for _, cell in told.columns) for row in rows]
    return "\n".join([*lines, ""])


def write(docs: Path, every: dict[str, list[Row]]) -> None:
    """Replaces what stands between the two marks of performance.md, and draws its plots."""
    page = docs / "performance.md"
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    history = [*every.get("history", []), *every.get("record", [])]
    shown = every | ({"history": history} if history else {})
    tables = [table(part, shown[part]) for part in ORDER if part in shown]
    pictures = plots.draw(docs / "images", shown)
    text = "\n".join([BEGIN, "", f"Measured on {machine()}.", "", *tables, *pictures, "", END])
    page.write_text(before + text + after, "utf-8", newline="\n")


def machine() -> str:
    node = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    return f"Linux with {os.cpu_count()} cores, Python {platform.python_version()}, Node {node.removeprefix('v')}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
