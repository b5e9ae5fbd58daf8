"""Either end of a move is killed at any step: the office is whole on one of the two, and never served by both."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.storage import newer_copy, snapshot
from chat_desktop.storage.database import FILE_NAME
from tests.operations.moving.ends import RECEIVER_STEPS, SENDER_STEPS
from tests.support.files.stored_files import stored
from tests.support.hosts.host_process import ROOT
from tests.support.parts.rules_office import RulesOffice

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

LAST = "The last message 🎉"
FILE = bytes(range(256)) * 1_000
BEFORE = ("introduced", "closing", "checking", "stopping", "begun", "unpacked", "prepared")

Moves = tuple[Path, dict[str, Any]]


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory) -> Moves:
    """Where the folders of both ends are, and what became of each step."""
    folder = tmp_path_factory.mktemp("moves")
    office_folder = folder / "office"
    office_folder.mkdir()
    office = RulesOffice(office_folder)
    path = office_folder / "files" / "aa" / "aa" / ("aa" * 32)
    path.parent.mkdir(parents=True)
    path.write_bytes(FILE)
    attachment = stored(office, office.ana, "plan.txt", "aa" * 32, len(FILE))
    office.post(office.ana, LAST, attachment_ids=[attachment])
    office.close()
    command = [sys.executable, "-m", "tests.operations.moving.ends", str(office_folder), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    return folder, json.loads(done.stdout)


def check_whole(data: Path) -> None:
    assert snapshot.is_whole(data / FILE_NAME)
    with closing(sqlite3.connect(data / FILE_NAME)) as database:
        assert database.execute("SELECT body FROM messages ORDER BY n DESC").fetchone() == (LAST,)
    assert (data / "files" / "aa" / "aa" / ("aa" * 32)).read_bytes() == FILE


def test_an_office_is_moved(moves: Moves) -> None:
    folder, results = moves
    assert results[""] == [{"sender": 0, "receiver": 0, "old": False, "new": True}]
    check_whole(folder / "-new")
    assert snapshot.term(folder / "-new" / FILE_NAME) == 2
    newer = newer_copy.read(folder / "-old")
    assert newer is not None
    assert (newer.term, newer.handover) == (2, None)


@pytest.mark.parametrize("step", [*SENDER_STEPS, *RECEIVER_STEPS])
def test_an_end_is_killed_at_a_step(moves: Moves, step: str) -> None:
    folder, results = moves
    first, *later = results[step]
    assert first["sender" if step in SENDER_STEPS else "receiver"] == -signal.SIGKILL
    assert not (first["old"] and first["new"])
    if step in BEFORE:
        assert (first["old"], first["new"]) == (True, False)
    check_whole(folder / f"{step}-new")
    for run in later:
        assert run == {"sender": 0, "receiver": 0, "old": False, "new": True}
    assert results[step][-1]["new"]
