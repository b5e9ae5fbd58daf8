"""`chat-desktop update` says what changes, asks, and hands the rest over to the program that it has replaced."""

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from chat_desktop.cli import parser
from chat_desktop.cli import update as command
from chat_desktop.errors import StartError
from chat_desktop.operations.updates import apply, keys, outcome, plan, program_folder
from chat_desktop.storage import snapshot
from tests.conftest import StartHost
from tests.operations.updates.test_updates import FOLDER, KEYS, LINUX, program, update, version_of
from tests.support.hosts.tiny_server import until

pytestmark = LINUX


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "programs" / FOLDER
    folder.mkdir(parents=True)
    (folder / "chat-desktop").write_text(program("1.0", ends=0))
    (folder / "chat-desktop").chmod(0o755)
    monkeypatch.setattr(keys, "compiled_in", lambda: KEYS)
    monkeypatch.setattr(program_folder, "installed", lambda: folder)
    # The real one would change how this process manages its memory.
    monkeypatch.setattr(command, "prepare", lambda arguments: SimpleNamespace(data=tmp_path))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return folder


def run(*words: str) -> int:
    arguments = parser.make().parse_args(["update", *words])
    return int(arguments.run(arguments))


def test_it_replaces_the_program_and_has_the_old_one_watch(
    installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(str(update(tmp_path)), "--yes") == 0
    told = capsys.readouterr().out
    assert "becomes 2.0" in told
    assert "Now with tea." in told
    assert "Chat Desktop 2.0 is installed and runs." in told
    assert version_of(installed) == "2.0"
    # The old one, from where it is kept.
    planned = tmp_path / "updates" / plan.FOLDER / plan.FILE
    assert (tmp_path / "started").read_text() == f"1.0 try-update {planned}\n"
    assert plan.read(planned).words == ["serve"]


def test_a_program_gets_one_json_object(installed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(update(tmp_path)), "--yes", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["to"], told["runs"]) == ("2.0", True)
    assert "tea" in told["notes"]


def test_the_old_one_being_back_is_a_sentence(installed: Path, tmp_path: Path) -> None:
    (installed / "chat-desktop").write_text(program("1.0", ends=1))
    with pytest.raises(StartError, match=r"Version 2.0 did not serve, and version \S+ is back"):
        run(str(update(tmp_path)), "--yes")


def test_without_a_person_to_ask_it_changes_nothing(installed: Path, tmp_path: Path) -> None:
    with pytest.raises(StartError, match="Add --yes"):
        run(str(update(tmp_path)))
    assert version_of(installed) == "1.0"
    assert [folder.name for folder in installed.parent.iterdir()] == [FOLDER]


def test_an_office_that_runs_is_closed_first_and_everyone_is_told_until_when(
    installed: Path, tmp_path: Path, start_host: StartHost, capsys: pytest.CaptureFixture[str]
) -> None:
    host = start_host().set_up()
    with host.newcomer("Cleo").connect_socket() as cleo:
        assert run(str(update(tmp_path)), "--yes", "--close", "--data", str(host.data)) == 0
        stopping = cleo.until("host:stopping")
        assert (stopping["why"], bool(stopping["until"])) == ("restart", True)
    assert host.process.wait(20) == 0
    assert version_of(installed) == "2.0"
    words = plan.read(tmp_path / "updates" / plan.FOLDER / plan.FILE).words
    assert words[0] == "serve"
    assert {"--port=0", "--no-discovery", f"--data={host.data}"} < set(words)
    assert "The office in" in capsys.readouterr().out


def test_the_data_is_kept_before_the_program_is_replaced(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start_host: StartHost
) -> None:
    host = start_host().set_up()
    host.ana.make_room("Plans")
    host.stop()
    monkeypatch.setattr(command, "prepare", lambda arguments: SimpleNamespace(data=host.data))
    assert run(str(update(tmp_path)), "--yes") == 0
    kept = host.data / apply.KEPT
    assert (snapshot.is_whole(kept), snapshot.contents(kept).rooms) == (True, 2)
    assert kept.stat().st_mode & 0o077 == 0


def test_where_the_data_cannot_be_copied_the_program_stays(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "chat.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(StartError, match="The office could not be copied before the update"):
        run(str(update(tmp_path)), "--yes")
    assert version_of(installed) == "1.0"
    assert not (tmp_path / f"{apply.KEPT}.partial").exists()


def test_what_the_host_does_not_offer_is_one_sentence(installed: Path, tmp_path: Path, start_host: StartHost) -> None:
    host = start_host().set_up()
    with pytest.raises(StartError, match="built without keys for updates"):  # this host is a process of its own
        run(str(update(tmp_path)), "--offer", "--data", str(host.data))
    assert host.ana.get("/api/host/updates").expect()["offered"] is None
    host.stop()
    with pytest.raises(StartError, match="The office is not running"):
        run(str(update(tmp_path)), "--offer", "--data", str(host.data))


def test_an_office_that_was_open_is_open_again_when_it_is_not_updated(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = tmp_path / "started"
    words = ["--words", '["serve", "--port=9000"]']
    broken = str(update(tmp_path, script="#!/bin/sh\nexit 1\n"))
    with pytest.raises(StartError, match="does not start on this computer"):
        run(broken, "--yes")
    assert not started.exists(), "nobody had closed one"
    with pytest.raises(StartError, match="does not start on this computer"):
        run(broken, "--yes", *words)
    until(lambda: started.exists() and started.read_text(), "it runs again")
    assert started.read_text() == f"1.0 serve --port=9000 --data={tmp_path}\n"
    assert "does not start on this computer" in str(outcome.kept(tmp_path))


def test_what_the_system_says_about_a_failure_is_kept_with_it(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "chat.db").write_bytes(b"this is no database" * 100)
    with pytest.raises(StartError) as told:
        run(str(update(tmp_path)), "--yes", "--wait")
    until((tmp_path / "started").exists, "it runs again")
    kept = outcome.kept(tmp_path)
    assert str(kept) == str(told.value)
    assert kept is not None
    assert kept.in_language("de") == told.value.in_language("de")
    monkeypatch.setattr(outcome, "__version__", "9.0")
    assert outcome.kept(tmp_path) is None, "a version that was installed by hand has not failed"
