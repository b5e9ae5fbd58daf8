"""`chat-desktop status` at a host that runs, and where none runs; and how commands reach the office as its owner."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.cli import office_client
from chat_desktop.cli.office import printed, status
from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.storage import folder_lock
from tests.conftest import StartHost
from tests.support.cast import OFFICE
from tests.support.hosts.host_process import ROOT, ServedHost, set_up_office

LIMIT_SECONDS = 60


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("office")) as host:
        yield host


def command(*words: str, data: Path) -> "subprocess.CompletedProcess[str]":
    """Runs the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "chat_desktop", *words, "--data", str(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )


def sessions_of(host: ServedHost) -> list[Any]:
    return [one["id"] for one in host.ana.get("/api/sessions").expect()["sessions"]]


def test_the_owner_sees_the_office_that_runs(served: ServedHost) -> None:
    before = sessions_of(served)
    with served.newcomer("Cleo").connect_socket():
        done = command("status", "--json", data=served.data)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert (found["office"], found["running"], found["people"]) == (OFFICE, True, 2)
    assert [one["devices"] for one in found["connected"]] == [1]
    assert len(found["days"]) == 14
    assert found["data"] == str(served.data)
    assert found["storage"]["disk"]["free"] > 0
    assert sessions_of(served) == before


def test_without_a_host_one_serves_for_the_command_and_leaves_nothing_behind(
    start_host: StartHost,
) -> None:
    host = start_host().set_up()
    host.stop()
    done = command("status", data=host.data)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"The office “{OFFICE}” is not running."
    assert any(line.split() == ["People", "0", "of", "1", "connected,", "0", "devices"] for line in lines)
    assert not (host.data / folder_lock.INFO_NAME).exists()


def test_the_card_of_a_host_that_was_killed_leads_nowhere(start_host: StartHost) -> None:
    host = start_host().set_up()
    host.kill()
    assert folder_lock.info(host.data) is not None
    done = command("status", "--json", data=host.data)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["running"] is False


def test_no_office_is_one_sentence(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = command("status", data=data)
    expected = f"There is no office in {data} yet. Start Chat Desktop, or choose the folder of an office with --data."
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", expected)
    assert not data.exists()


def test_an_office_without_an_owner_is_one_sentence(start_host: StartHost) -> None:
    host = start_host()
    sentence = f"The office in {host.data} is not set up yet. Start Chat Desktop and set it up first."
    with pytest.raises(StartError) as refused, office_client.connect(Config(host.data)):
        pass
    assert str(refused.value) == sentence


@pytest.mark.skipif(os.name != "posix", reason="files have owners on POSIX")
def test_the_folder_of_another_user_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chat.db").write_bytes(b"x")
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
    with pytest.raises(StartError, match="belongs to another user"), office_client.connect(Config(tmp_path)):
        pass
    assert sorted(tmp_path.iterdir()) == before


def test_a_newer_database_is_one_sentence(start_host: StartHost) -> None:
    host = start_host().set_up()
    host.stop()
    with closing(sqlite3.connect(host.data / "chat.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    done = command("status", data=host.data)
    assert done.returncode == 2
    assert "was written by a newer version of Chat Desktop" in done.stderr


def test_the_secret_of_the_folder_is_needed_and_only_on_this_computer(served: ServedHost) -> None:
    card = folder_lock.info(served.data)
    assert card is not None
    assert served.browser().post("/api/desktop/session", {"secret": "guess"}).status == 403
    user = served.browser().post("/api/desktop/session", {"secret": card.secret}).expect(201)["user"]
    assert user["role"] == "owner"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (60, "1 minute"),
        (3_600, "1 hour"),
        (90_061, "1 day 1 hour"),
        (2 * 86_400 + 59, "2 days"),
    ],
)
def test_durations_in_words(seconds: int, words: str) -> None:
    assert status.duration(seconds) == words


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 byte"), (999, "999 bytes"), (1_500, "1.5 kB"), (38_400_000_000, "38.4 GB")]
)
def test_sizes_in_words(number: int, words: str) -> None:
    assert printed.size(number) == words


def test_names_of_people_give_the_terminal_no_orders(capsys: pytest.CaptureFixture[str]) -> None:
    printed.lines(printed.table(["Name", "Role"], [["\x1b[2JAna\u202e", "owner"], ["\u6771\u4eac", "member"]]))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert out.splitlines()[2].index("member") == out.splitlines()[0].index("Role") - 2


def test_a_host_that_serves_at_one_address_is_reached_there(tmp_path: Path) -> None:
    with set_up_office(tmp_path, "--host", "127.0.11.7") as host:
        card = folder_lock.info(host.data)
        assert card is not None
        assert (card.address, host.url) == ("127.0.11.7", f"http://{card.place}")
        done = command("status", "--json", data=host.data)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["running"] is True


@pytest.mark.parametrize("address", ["evil.example", "", 7, None, "192.168.1.5:80"])
def test_a_card_with_a_strange_address_is_not_believed(tmp_path: Path, address: object) -> None:
    card = {"pid": 1, "port": 8765, "secret": "word", "address": address}
    (tmp_path / folder_lock.INFO_NAME).write_text(json.dumps(card), "utf-8")
    assert folder_lock.info(tmp_path) is None
