"""`chat-desktop stop` at a host without a window, at one that was killed, and where there is none."""

import json
import os
from argparse import Namespace
from pathlib import Path

import pytest

from chat_desktop.cli import main, stop
from chat_desktop.errors import StartError
from chat_desktop.storage import folder_lock
from tests.conftest import StartHost


def closes(data: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main.main(["stop", "--data", str(data)]) == 0
    return capsys.readouterr().out.strip()


def test_a_host_without_a_window_is_closed(start_host: StartHost, capsys: pytest.CaptureFixture[str]) -> None:
    host = start_host()
    assert closes(host.data, capsys) == stop.CLOSED.format(data=host.data)
    assert host.process.wait(timeout=30) == 0
    assert folder_lock.info(host.data) is None


def test_where_no_host_runs_there_is_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = stop.NOT_RUNNING.format(data=tmp_path)
    assert closes(tmp_path, capsys) == told
    killed = {"pid": os.getpid(), "port": 9, "secret": "the one of a host that was killed"}
    (tmp_path / folder_lock.INFO_NAME).write_text(json.dumps(killed))
    assert closes(tmp_path, capsys) == told
    nowhere = tmp_path / "not there"
    assert closes(nowhere, capsys) == stop.NOT_RUNNING.format(data=nowhere)
    assert not nowhere.exists()


def test_a_process_that_does_not_answer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stop, "PATIENCE_SECONDS", 0.2)
    held = folder_lock.hold(tmp_path)
    with pytest.raises(StartError, match=f"process {os.getpid()}, but does not answer"):
        stop.run(Namespace(data=str(tmp_path)))
    held.release()
