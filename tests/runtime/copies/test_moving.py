"""An office that is served is moved: into a file, and straight to a program that waits for it on another computer."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.storage import newer_copy
from tests.conftest import StartHost
from tests.runtime.copies.two_copies import PASSPHRASE, serve, set_up, stopped, term, until, writes
from tests.support.hosts.host_process import ROOT, ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient


class Receiving:
    """`chat-desktop receive` in a process of its own. It serves when the office has come."""

    def __init__(self, folder: Path, port: str) -> None:
        folder.mkdir()
        self.data, self.ready_file = folder / "data", folder / "ready.json"
        words = ["receive", "--json", "--listen-port", "0", "--host", "127.0.0.1", "--no-discovery", "--port", port]
        words += ["--allow-host", "127.0.0.1", "--data", str(self.data), "--ready-file", str(self.ready_file)]
        command = [sys.executable, "-W", "error", "-m", "chat_desktop", *words]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.said: dict[str, Any] = json.loads(self.process.stdout.readline())
        self.url = f"http://127.0.0.1:{port}"

    @property
    def place(self) -> dict[str, str]:
        return {"address": f"127.0.0.1:{self.said['port']}", "code": self.said["code"]}

    def end(self) -> None:
        self.process.kill()
        self.process.wait(20)
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def receiving(tmp_path: Path, own_port: str) -> Iterator[Receiving]:
    made = Receiving(tmp_path / "new", own_port)
    yield made
    made.end()


def ended(host: ServedHost) -> dict[str, Any]:
    """How the move went, once it is over."""
    states: list[dict[str, Any]] = []

    def is_over() -> bool:
        states.append(host.ana.get("/api/move").expect())
        return "running" not in states[-1]

    until(is_over)
    return states[-1]


class Writing:
    """Posts one message after the other until the office is closed. `acked` are those that were acknowledged."""

    def __init__(self, host: ServedHost) -> None:
        self.acked: list[str] = []
        self.refused = ""
        self.thread = threading.Thread(target=self._write, args=(host, host.ana.home()))
        self.thread.start()

    def _write(self, host: ServedHost, room: str) -> None:
        with SocketClient(host.url, host.ana.cookie) as socket:
            while not self.refused:
                number = f"m{len(self.acked)}"
                ack = socket.ask("message:post", {"room_id": room, "client_id": number, "body": number})
                if ack["ok"]:
                    self.acked.append(number)
                else:
                    self.refused = ack["error"]["code"]


def bodies(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "chat.db")) as database:
        return [body for (body,) in database.execute("SELECT body FROM messages WHERE body LIKE 'm%' ORDER BY n")]


def test_pages_go_on_at_the_other_computer_and_no_acknowledged_message_is_lost(
    start_host: StartHost, receiving: Receiving
) -> None:
    first = set_up(start_host)
    with first.ana.connect_socket() as page:
        writing = Writing(first)
        until(lambda: len(writing.acked) > 5)
        first.ana.post("/api/move", receiving.place).expect()
        told = page.until("office:moved")
        writing.thread.join(20)
        assert (told["at"], told["term"], writing.refused) == ([receiving.url], 2, "moved")
        token = page.ask("session:handover", {})["token"]
    until(receiving.ready_file.exists)
    assert ended(first)["confirmed"]
    assert bodies(receiving.data)[: len(writing.acked)] == writing.acked
    there = Browser(receiving.url)
    there.user = there.post("/api/session", {"handover_token": token}).expect()["user"]
    assert there.user_id == first.ana.user_id
    assert writes(first) == "moved"
    assert term(receiving.data) == 2
    first.stop()
    assert first.errors == ""


def test_a_wrong_code_an_address_without_a_program_and_a_full_disk_leave_the_office_here(
    start_host: StartHost, receiving: Receiving
) -> None:
    first = set_up(start_host)
    for place, reason in (
        ({**receiving.place, "code": "0000-0000-0000"}, "passphrase"),
        ({**receiving.place, "address": "127.0.0.1:1"}, "not_there"),
        ({**receiving.place, "address": first.url}, "failed"),
    ):
        first.ana.post("/api/move", place).expect()
        assert ended(first)["problem"]["reason"] == reason
        assert writes(first) is None
        assert not stopped(first)
    for wrong in ({**receiving.place, "code": "none"}, {"address": "no address", "code": receiving.said["code"]}, {}):
        assert first.ana.post("/api/move", wrong).code == "invalid"
    assert "Traceback" not in first.log, "what is told is no fault of the program"


def test_an_office_is_moved_into_a_file_and_restored_from_it(start_host: StartHost, tmp_path: Path) -> None:
    first = set_up(start_host)
    stick = tmp_path / "stick"
    stick.mkdir()
    writing = Writing(first)
    until(lambda: len(writing.acked) > 5)
    first.ana.post("/api/move", {"folder": str(stick), "passphrase": PASSPHRASE}).expect()
    writing.thread.join(20)
    state = ended(first)
    assert (state["moved"], state["confirmed"]) == ({"at": [], "term": 2}, True)
    assert writes(first) == "moved"
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE)
    words = ["restore", state["file"], "--data", str(tmp_path / "new" / "data"), "--passphrase-file", str(file)]
    subprocess.run([sys.executable, "-m", "chat_desktop", *words, "--json"], cwd=ROOT, check=True, capture_output=True)
    assert bodies(tmp_path / "new" / "data") == writing.acked
    new = serve(start_host, "new")
    newer = newer_copy.read(first.data)
    assert newer is not None
    assert newer.file is None
    new.ana.cookies = dict(first.ana.cookies)
    assert writes(new) is None


def test_a_file_that_was_never_finished_does_not_stop_the_office(start_host: StartHost, tmp_path: Path) -> None:
    """The computer was switched off after the office was stopped, and before the file had its name."""
    first = set_up(start_host)
    first.stop()
    path = tmp_path / "stick" / "office.chatbackup"
    newer_copy.write(first.data, newer_copy.NewerCopy(2, file=str(path)))
    again = serve(start_host, "first")
    again.ana.cookies = dict(first.ana.cookies)
    assert writes(again) == "moved"  # the stick is not there, so nobody knows
    again.stop()
    path.parent.mkdir()
    again = serve(start_host, "first")
    again.ana.cookies = dict(first.ana.cookies)
    until(lambda: writes(again) is None)  # the file's removal is synced before the office is open
    assert not stopped(again)


def test_the_commands_move_it_too_and_print_json(start_host: StartHost, receiving: Receiving) -> None:
    first = set_up(start_host)
    place = receiving.place
    words = ["move", "--json", "--data", str(first.data), "--to", place["address"], "--code"]

    def move(code: str) -> dict[str, Any]:
        command = [sys.executable, "-W", "error", "-m", "chat_desktop", *words, code]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        said: dict[str, Any] = json.loads(done.stdout)
        assert done.returncode == (0 if said["ok"] else 1), done.stderr
        return said

    assert move("0000-0000-0000")["problem"]["reason"] == "passphrase"
    assert move(place["code"])["moved"] == {"at": [receiving.url], "term": 2}
    assert receiving.process.stdout is not None
    assert json.loads(receiving.process.stdout.readline()) == {"ok": True, "data": str(receiving.data)}
