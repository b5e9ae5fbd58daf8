"""Writes the tables of docs/authorization.md. A test compares them.

The command is `python -m tests.authorization.tables.docs_page`.
"""

import re
import sys
from pathlib import Path

from tests.authorization.tables import tables
from tests.authorization.world.outsiders import OUTSIDERS
from tests.authorization.world.world import KINDS

PAGE = Path(__file__).parents[3] / "docs" / "authorization.md"

TITLES: dict[str, tuple[str, ...]] = {
    "roles.txt": ("route", *KINDS, "why strangers"),
    "commands.txt": ("command", *KINDS),
    "rooms.txt": ("route", *OUTSIDERS),
    "room_commands.txt": ("command", *OUTSIDERS[1:]),
    "room_events.txt": ("event", "member", *OUTSIDERS[1:]),
}
PLACE = re.compile(r"(<!-- (\w+\.txt): begin -->\n).*?(<!-- \2: end -->)", re.DOTALL)


def filled(text: str) -> str:
    """Returns `text` with the current tables in place of the old ones."""
    return PLACE.sub(lambda place: f"{place[1]}{_table(place[2])}\n{place[3]}", text)


def _table(name: str) -> str:
    titles = TITLES[name]
    # The first title is that of the operation itself, and not every line has an explanation.
    columns = len(titles) - 1 - titles.count("why strangers")
    return tables.markdown(titles, tables.read(name, columns))


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text("utf-8")), "utf-8")
    sys.exit(0)
