"""A stand-by is killed at each step: its copy is the old or the new one, whole, and so is what it takes over."""

import json
import os
import signal
import subprocess
import sys
from typing import Any

import pytest

from tests.operations.standby.ends import ROUND_STEPS, TAKE_STEPS
from tests.support.files.stored_files import stored
from tests.support.hosts.host_process import ROOT
from tests.support.parts.rules_office import RulesOffice

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

FILE = bytes(range(256)) * 1_000
# The copy that counts after the kill; when files come, the messages count already.
AFTER = {"piece": "old", "checking": "old", "listing": "old", "cleaning": "new", "file": "new"}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("standbys")
    office_folder = folder / "office"
    path = office_folder / "files" / "aa" / "aa" / ("aa" * 32)
    path.parent.mkdir(parents=True)
    path.write_bytes(FILE)
    office = RulesOffice(office_folder)
    office.post(
        office.ana, "With a plan", attachment_ids=[stored(office, office.ana, "plan.txt", "aa" * 32, len(FILE))]
    )
    office.close()
    command = [sys.executable, "-m", "tests.operations.standby.ends", str(office_folder), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("step", ROUND_STEPS)
def test_a_copy_is_the_old_or_the_new_one(results: dict[str, Any], step: str) -> None:
    assert results["rounds"][step] == [0, -signal.SIGKILL, AFTER[step], 0, "new", 0]


def test_an_office_is_taken_over(results: dict[str, Any]) -> None:
    assert results["taken"][""] == [0, None, "taken", 2, True]


@pytest.mark.parametrize("step", TAKE_STEPS)
def test_an_office_is_taken_over_whole_or_not_at_all(results: dict[str, Any], step: str) -> None:
    again = 0 if step in ("unpacking", "staged") else None
    assert results["taken"][step] == [-signal.SIGKILL, again, "taken", 2, True]
