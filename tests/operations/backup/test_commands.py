"""`chat-desktop backup` and `chat-desktop restore`, while a host serves the office and without one."""

import errno
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from chat_desktop import config
from chat_desktop.cli import backup, restore
from chat_desktop.cli.main import main
from chat_desktop.cli.office import daily_backup
from chat_desktop.operations.backup import keys
from tests.conftest import StartHost
from tests.operations.backup.conftest import BackedUp
from tests.operations.backup.dying import PASSPHRASE
from tests.support.hosts.host_process import ROOT
from tests.support.hosts.tiny_server import until


class Answer(NamedTuple):
    """The exit status, the JSON, and what was written to standard error."""

    status: int
    said: Any
    errors: str


Run = Callable[..., Answer]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, with the passphrase in the environment unless one is given."""

    def answer(*words: str, passphrase: str = PASSPHRASE) -> Answer:
        monkeypatch.setenv("CHAT_DESKTOP_PASSPHRASE", passphrase)
        status = main([*words, "--json"])
        done = capsys.readouterr()
        return Answer(status, json.loads(done.out) if done.out else None, done.err)

    for command in (backup, restore):  # the settings of memory are for processes that serve
        monkeypatch.setattr(command, "prepare", config.load)
    return answer


def test_an_office_that_is_served_is_backed_up_and_served_from_the_restored_folder(
    start_host: StartHost, tmp_path: Path, run: Run
) -> None:
    host = start_host().set_up()
    file, stick = tmp_path / "passphrase.txt", tmp_path / "stick"
    file.write_text("other words do well\n")
    stick.mkdir()
    words = ("backup", "--data", str(host.data), "--to", str(stick), "--passphrase-file", str(file), "--json")
    made = json.loads(subprocess.check_output([sys.executable, "-W", "error", "-m", "chat_desktop", *words], cwd=ROOT))
    assert (made["ok"], made["people"]) == (True, 1)
    new = tmp_path / "new" / "data"
    restoring = ("restore", made["path"], "--data", str(new))
    refused = run(*restoring)
    assert (refused.status, refused.said["reason"]) == (1, "passphrase")
    assert not new.exists()
    restored = run(*restoring, "--passphrase-file", str(file))
    assert (restored.status, restored.errors, restored.said["office_name"]) == (0, "", made["office_name"])
    refused = run(*restoring, "--passphrase-file", str(file))
    assert (refused.status, refused.said["reason"]) == (1, "occupied")
    host.stop()
    assert start_host(folder="new").join_code == host.join_code


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        (("backup",), 2, "Say where the backup goes: --to FOLDER."),
        (("backup", "--to", "nowhere"), 1, "Connect its disk or stick."),
        (("backup", "--to", "."), 1, "There is no office in"),
        (("restore", "pyproject.toml"), 1, "This file is not a backup of Chat Desktop."),
        (("restore", "nowhere"), 1, "There is no backup nowhere."),
        (("restore", "tests"), 1, "tests is a folder. Choose a file in it whose name ends with .chatbackup."),
        (("restore", "LICENSE", "--passphrase-file", "nowhere"), 1, "This file is not a backup"),
        (("backup", "--to", ".", "--passphrase-file", "nowhere"), 2, "The file nowhere cannot be read: No such file"),
        (("backup", "--to", ".", "--passphrase-file", "build/icons/chat-desktop.png"), 2, "is no text in UTF-8."),
    ],
)
def test_what_is_missing_is_told_in_a_sentence(
    tmp_path: Path, run: Run, words: tuple[str, ...], status: int, sentence: str
) -> None:
    answer = run(*words, "--data", str(tmp_path / "data"))
    assert answer.status == status
    assert sentence in answer.errors
    assert len(answer.errors.splitlines()) == 1


def test_a_restore_says_which_files_are_missing(
    backed_up: BackedUp, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    backed_up.add_file(b"the plan")
    made = backed_up.back_up()
    (path,) = (made.path.parent / "files").glob("*/*")
    path.unlink()
    told = run("restore", str(made.path), "--data", str(tmp_path / "json"))
    lost = {"path": str(path), "size": 8, "is_damaged": False, "name": "plan.txt"}
    assert (told.status, told.said["ok"], told.said["lost"]) == (0, True, [lost])
    assert main(["restore", str(made.path), "--data", str(tmp_path / "text")]) == 0
    text = capsys.readouterr().out
    assert "therefore left out: 1 of 1 file." in text
    assert f"plan.txt, 8 bytes: {path} is missing" in text


def test_an_interrupted_question_ends_without_a_traceback(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("chat_desktop.cli.backup._make", interrupted)
    assert main(["backup", "--data", str(tmp_path)]) == 130
    assert capsys.readouterr().err == ""


def test_a_failure_that_no_command_expects_is_one_sentence(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", "/somewhere")

    monkeypatch.setattr("chat_desktop.cli.backup._make", refused)
    assert main(["backup", "--data", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "The command has failed: Permission denied (/somewhere).\n"


def test_without_a_terminal_the_passphrase_must_be_given(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.setattr("chat_desktop.cli.passphrases.VARIABLE", "NOT_THERE")
    answer = run("backup", "--to", str(tmp_path), "--data", str(tmp_path / "data"))
    assert answer.status == 2
    assert "--passphrase-file" in answer.errors


def test_the_cost_of_guessing_a_passphrase_is_high() -> None:
    assert keys.SCRYPT_COST * keys.SCRYPT_BLOCKS * 128 >= 128 * 2**20


def test_daily_backups_are_chosen_shown_and_ended_by_command(start_host: StartHost, tmp_path: Path, run: Run) -> None:
    host = start_host().set_up()
    stick = tmp_path / "stick"
    stick.mkdir()
    to = ("--data", str(host.data), "--to", str(stick))
    assert run("status", "--data", str(host.data)).said["backup"] == {}
    refused = run("backup", "--daily", *to, passphrase="short")
    assert (refused.status, "12 characters" in refused.errors) == (2, True)
    assert run("backup", "--daily", "--data", str(host.data)).errors.strip() == daily_backup.NO_FOLDER
    assert run("backup", "--daily", *to).said["backup"]["folder"] == str(stick)
    until(lambda: "last" in run("status", "--data", str(host.data)).said["backup"])
    assert len(list(stick.rglob("*.chatbackup"))) == 1
    ended = run("backup", "--no-daily", "--data", str(host.data)).said["backup"]
    assert ("folder" in ended, "last" in ended) == (False, True)
    host.stop()
    assert run("status", "--data", str(host.data)).said["backup"]["last"] == ended["last"]


def test_what_is_in_a_backup_is_counted_in_words() -> None:
    assert backup.told(SimpleNamespace(people=1, rooms=2, messages=1_000, files=0)) == (
        "1 person, 2 rooms, 1,000 messages, 0 files"
    )
