"""A new program stays once it has served for its time; otherwise the old one is back, with its data and its words."""

import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chat_desktop import __version__, child_processes
from chat_desktop.operations.updates import outcome, plan, program_folder, trial
from chat_desktop.operations.updates.plan import Plan
from chat_desktop.operations.updates.trial import Times
from tests.operations.updates.test_updates import FOLDER, LINUX, program, version_of
from tests.support.hosts.tiny_server import until

pytestmark = LINUX
LONG = Times(60, 60)


@pytest.fixture
def planned(tmp_path: Path) -> Plan:
    """The new program 2.0 in place, and the old one 1.0 beside it."""
    data, folder = tmp_path / "data", tmp_path / "programs" / FOLDER
    install(folder, program("2.0", ends=0))
    install(program_folder.old(folder), program("1.0", ends=0))
    made = Plan(folder, data, ["serve", "--port=9000"], "0001", "0002", "2.0")
    plan.write(made, plan.clear(data))
    return made


def install(folder: Path, script: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "chat-desktop").write_text(script)
    (folder / "chat-desktop").chmod(0o755)


def started(planned: Plan) -> list[str]:
    told = planned.data / "started"
    return told.read_text().splitlines() if told.exists() else []


def changed_tables(planned: Plan) -> None:
    """What the new program leaves behind that has changed the tables."""
    (planned.data / "chat.db").write_text("migrated")
    (planned.data / "chat.db-wal").write_text("log")
    (planned.data / "chat.db.before-0002").write_text("as it was")


def test_a_new_program_that_serves_stays_and_the_old_one_goes(planned: Plan) -> None:
    outcome.keep(planned.data, planned.refused(trial.TAKEN_BACK))
    assert trial.run(planned, LONG)  # closed by its person, before its minute is over
    health = planned.data / "update-health.json"
    assert started(planned) == [f"2.0 serve --port=9000 --data={planned.data} --ready-file={health}"]
    assert version_of(planned.folder) == "2.0"
    assert not program_folder.old(planned.folder).exists()
    assert outcome.kept(planned.data) is None


def test_a_new_program_that_still_serves_after_its_time_stays_and_runs_on(planned: Plan) -> None:
    install(planned.folder, program("2.0").replace("exec sleep 60", 'echo $$ > "$data/pid"; exec sleep 60'))
    assert trial.run(planned, Times(60, 0.3))
    assert not program_folder.old(planned.folder).exists()
    pid = planned.data / "pid"
    until(lambda: pid.exists() and pid.read_text(), "it has told its process")
    os.kill(int(pid.read_text()), signal.SIGKILL)


def test_the_ready_file_with_which_the_program_was_started_is_the_one_that_is_watched(planned: Plan) -> None:
    mine = planned.data / "mine"
    asked = replace(planned, words=["serve", f"--ready-file={mine}"])
    mine.write_text("{}")
    assert trial.run(asked, LONG)
    assert "http://127.0.0.1:1" in mine.read_text()


@pytest.mark.parametrize("script", [program("2.0", serves=False, ends=3), program("2.0", ends=3), "no program"])
def test_a_new_program_that_does_not_serve_is_replaced_by_the_old_one_with_its_data(planned: Plan, script: str) -> None:
    install(planned.folder, script)
    changed_tables(planned)
    assert not trial.run(planned, LONG)
    assert version_of(planned.folder) == "1.0"
    assert not program_folder.old(planned.folder).exists()
    until(lambda: started(planned)[-1:] == [f"1.0 serve --port=9000 --data={planned.data}"], "the old one is back")
    assert (planned.data / "chat.db").read_text() == "as it was"
    assert (planned.data / "chat.db.after-0002").read_text() == "migrated"
    assert (planned.data / "chat.db.after-0002-wal").read_text() == "log"
    assert not (planned.data / "chat.db-wal").exists()
    told = outcome.kept(planned.data)
    assert str(told).startswith(f"Version 2.0 did not serve, and version {__version__} is back.")


def test_a_new_program_that_never_serves_is_ended(planned: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    started, start = list[child_processes.Process](), child_processes.start

    def start_and_note(*words: Any) -> child_processes.Process:
        started.append(start(*words))
        return started[-1]

    monkeypatch.setattr(child_processes, "start", start_and_note)
    install(planned.folder, program("2.0", serves=False))
    assert not trial.run(planned, Times(0.3, 60))
    assert started[0].returncode == -signal.SIGTERM


def test_a_failure_is_told_until_its_owner_wants_it_no_more(planned: Plan) -> None:
    assert outcome.kept(planned.data) is None
    outcome.keep(planned.data, planned.refused(trial.NOT_REPLACED))
    assert "Version 2.0 was not installed" in str(outcome.kept(planned.data))
    outcome.forget(planned.data)
    assert outcome.kept(planned.data) is None
    (planned.data / "updates" / outcome.FILE).write_text('{"key": "internal"}')
    assert outcome.kept(planned.data) is None
