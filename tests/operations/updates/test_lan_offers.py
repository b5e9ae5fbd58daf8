"""A host offers an update on the network, and the owner of another takes it by a click: two hosts in namespaces."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.updates.keys import is_signed
from chat_desktop.operations.updates.update_file import DAMAGED, NOT_OURS
from tests.network.conftest import ROOT, why_no_namespaces
from tests.network.namespaces import Namespaces, until
from tests.operations.updates.test_updates import FOREIGN, LINUX, OURS, update

pytestmark = [LINUX, pytest.mark.netns]
A, B = "10.77.0.1", "10.77.0.2"
MODULE = "tests.operations.updates.keyed_host"


class Computer:
    """A computer of the network with the program, as its owner sees it in a console: every request is made there."""

    def __init__(self, lan: Namespaces, folder: Path, address: str) -> None:
        self.lan, self.folder, self.name = lan, folder, lan.host(f"{address}/24")
        folder.mkdir()
        self.program = folder / "programs" / "chat-desktop-headless"
        self.program.mkdir(parents=True)
        self._keys = folder / "keys.txt"
        self._keys.write_text(OURS.public_key().public_bytes_raw().hex() + "\n")
        self.process = self.start("serve", "--port", "8765", "--ready-file", str(folder / "ready"))
        until((folder / "ready").exists, 30)
        setup = json.loads((folder / "ready").read_text())["setup_url"]
        lan.phone(self.name, "set-up", setup, folder.name, "Ana")

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        python = [sys.executable, "-W", "error", "-m", MODULE, str(self._keys), str(self.program)]
        command = ["ip", "netns", "exec", self.name, *python, *words, "--data", str(self.folder / "data")]
        with (self.folder / "out").open("ab") as out:
            return subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT)

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """A request of the owner, as the console makes it on this computer."""
        script = (
            "import json, sys; from pathlib import Path; from chat_desktop.cli import office_client;"
            "from chat_desktop.config import Config; from chat_desktop.errors import StartError\n"
            "try:\n with office_client.connect(Config(Path(sys.argv[1]))) as office:"
            " print(json.dumps(office.ask(sys.argv[2], sys.argv[3], json.loads(sys.argv[4]))))\n"
            "except StartError as problem: print(json.dumps({'refused': str(problem)}))"
        )
        words = [sys.executable, "-c", script, str(self.folder / "data"), method, path, json.dumps(body)]
        done = subprocess.run(
            ["ip", "netns", "exec", self.name, *words], capture_output=True, text=True, check=True, timeout=60, cwd=ROOT
        )
        return json.loads(done.stdout)

    def updates(self) -> Any:
        return self.ask("GET", "/api/host/updates")

    def offer(self, path: Path) -> None:
        self.ask("PUT", "/api/host/updates/offer", {"path": str(path)})
        self.settled()

    def settled(self) -> Any:
        until(lambda: self.updates()["busy"] is None, 30)
        return self.updates()


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[tuple[Computer, Computer]]:
    if why := why_no_namespaces():
        pytest.skip(why)
    with ExitStack() as stack:
        lan = Namespaces(stack)
        made = []
        for name, address in (("north", A), ("south", B)):
            computer = Computer(lan, tmp_path / name, address)
            stack.enter_context(computer.process)
            stack.callback(computer.process.kill)
            made.append(computer)
        yield made[0], made[1]


def found(computer: Computer) -> list[tuple[str, str]]:
    return [(each["name"], each["version"]) for each in computer.updates()["found"]]


def test_an_offer_is_seen_taken_verified_and_installed_by_clicks_alone(
    computers: tuple[Computer, Computer], tmp_path: Path
) -> None:
    north, south = computers
    north.offer(update(tmp_path, "99.0"))
    assert north.updates()["offered"]["version"] == "99.0"
    until(lambda: found(south) == [("north", "99.0")], 30)
    # Everybody on the network may load what is offered.
    told = south.lan.phone(south.name, "get", f"http://{A}:8765/api/update")
    assert is_signed(told["manifest"].encode(), bytes.fromhex(told["signature"]), [OURS.public_key()])
    (offer,) = south.updates()["found"]
    # Seeing it loads nothing, and loading it installs nothing.
    assert south.updates()["fetched"] is None
    assert south.ask("POST", "/api/host/updates/install")["refused"].startswith("There is no update to install.")
    south.ask("POST", "/api/host/updates/fetch", {"office_id": offer["office_id"]})
    told = south.settled()
    assert (told["problem"], told["fetched"]["version"], told["fetched"]["notes"]) == (None, "99.0", "Now with tea.")
    started = south.program.parent / "started"
    assert south.process.poll() is None
    assert not started.exists()
    south.ask("POST", "/api/host/updates/install")
    assert south.process.wait(30) == 0
    words = json.loads(started.read_text())
    taken = str(south.folder / "data" / "updates" / "fetched.update")
    data = south.folder / "data"
    assert words[-8:-1] == ["update", taken, "--yes", "--wait", "--data", str(data), "--words"]
    # It starts again as it was started.
    ready = f"--ready-file={south.folder / 'ready'}"
    assert json.loads(words[-1]) == ["serve", f"--data={data}", "--port=8765", ready]
    # What the other withdraws is not seen any more.
    north.ask("DELETE", "/api/host/updates/offer")
    assert north.ask("GET", "/api/update")["refused"] == "This host offers no update."
    assert "WARNING" not in (south.folder / "out").read_text()


def swap(computer: Computer, path: Path) -> None:
    """Puts another file in the place of the offered one, as a dishonest host does."""
    (computer.folder / "data" / "updates" / "offered.update").write_bytes(path.read_bytes())


def test_what_is_not_signed_or_older_or_changed_is_refused(
    computers: tuple[Computer, Computer], tmp_path: Path
) -> None:
    north, south = computers
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    north.offer(update(foreign, "99.0", key=FOREIGN))
    told = north.updates()
    assert (told["offered"], told["problem_key"]) == (None, NOT_OURS)
    older = tmp_path / "older"
    older.mkdir()
    north.offer(update(older, "0.0.1"))
    assert north.updates()["offered"]["version"] == "0.0.1"
    assert found(south) == []
    north.offer(update(tmp_path, "99.0"))
    until(lambda: found(south) == [("north", "99.0")], 30)
    (offer,) = south.updates()["found"]
    swap(north, update(foreign, "99.0", key=FOREIGN))
    south.ask("POST", "/api/host/updates/fetch", {"office_id": offer["office_id"]})
    told = south.settled()
    assert told["fetched"] is None
    assert told["problem_key"] in (DAMAGED, NOT_OURS)
    assert sorted(path.name for path in (south.folder / "data" / "updates").iterdir()) == []
