"""A message's cost without the disk's sync is measured on the host as it is, but for that one line."""

from pathlib import Path

import pytest

from benchmarks import unsynced
from chat_desktop.storage import database
from chat_desktop.storage.database import Database


def test_the_host_without_syncs_differs_in_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = database.PRAGMAS
    monkeypatch.setattr(database, "PRAGMAS", before)  # and back again after the test
    unsynced.leave_out_syncs()
    assert [line for line in before if line not in database.PRAGMAS] == [unsynced.SYNCED]
    with Database(tmp_path).connect() as connection:
        assert connection.db.execute("PRAGMA synchronous").fetchone() == (0,)
