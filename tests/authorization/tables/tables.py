"""Reads the authorization tables: text files whose columns are two spaces apart. docs/authorization.md shows them."""

import re
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """`operation` is as its table names it: `GET /api/rooms`, `message:post`; a case of several stands in brackets."""

    operation: str
    cells: tuple[str, ...]
    note: str

    @property
    def plain(self) -> str:
        """The operation without its case."""
        return self.operation.split(" (")[0]


def read(name: str, columns: int) -> list[Row]:
    """Returns the rows of a table. `#` begins a comment. Raises AssertionError on a wrong number of columns."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [_row(line, columns) for line in lines if line.strip() and not line.startswith("#")]


def _row(line: str, columns: int) -> Row:
    operation, *cells = re.split(r"\s{2,}", line.strip())
    assert columns <= len(cells) <= columns + 1, line
    return Row(operation, tuple(cells[:columns]), " ".join(cells[columns:]))


def markdown(titles: tuple[str, ...], rows: list[Row]) -> str:
    """Returns a table in Markdown."""
    lines = [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]
    for row in rows:
        shown = [f"`{row.plain}`{row.operation.removeprefix(row.plain)}", *row.cells, row.note][: len(titles)]
        lines.append(f"| {' | '.join(shown)} |")
    return "\n".join(lines)
