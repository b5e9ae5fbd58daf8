"""The host without the disk's syncs: `python -m benchmarks.unsynced serve ...`.

It shows what a message costs besides its sync. Only for measuring: a power cut loses what this host has acked.
"""

import sys

from chat_desktop.cli.main import main
from chat_desktop.storage import database

SYNCED, UNSYNCED = "PRAGMA synchronous = FULL", "PRAGMA synchronous = OFF"


def leave_out_syncs() -> None:
    """Changes what new connections of this process are opened with. Raises ValueError when they have no such line."""
    pragmas = list(database.PRAGMAS)
    pragmas[pragmas.index(SYNCED)] = UNSYNCED
    database.PRAGMAS = tuple(pragmas)


if __name__ == "__main__":
    leave_out_syncs()
    sys.exit(main())
