"""The frozen program takes an update from another host on the network and replaces itself, by its owner's clicks alone.

Two computers in network namespaces. Takes three minutes, of which the newer program has to serve for one.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.network.conftest import why_no_namespaces
from tests.network.namespaces import Namespaces, until
from tests.operations.updates.test_lan_offers import A, B, Computer, found
from tests.packaging.test_frozen_update import NEWER, end_host, signed
from tests.packaging.test_frozen_update import frozen as frozen
from tests.packaging.test_frozen_update import installed as installed

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.long,
    pytest.mark.netns,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere an installer replaces the program"),
]
TRIAL_SECONDS = 120.0  # the newer program starts, and then serves for a minute


class FrozenComputer(Computer):
    """A computer with the frozen program, as somebody has unpacked it there."""

    def __init__(self, lan: Namespaces, folder: Path, address: str, program: Path) -> None:
        self.installed = folder.with_name(f"{folder.name}-programs") / program.name
        shutil.copytree(program, self.installed, symlinks=True)
        super().__init__(lan, folder, address)

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        command = ["ip", "netns", "exec", self.name, str(self.installed / "chat-desktop"), *words]
        with (self.folder / "out").open("ab") as out:
            return subprocess.Popen(
                [*command, "--data", str(self.folder / "data")],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env={"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": str(self.folder)},
            )


@pytest.fixture
def computers(tmp_path: Path, installed: Path) -> Iterator[tuple[FrozenComputer, FrozenComputer]]:
    if why := why_no_namespaces():
        pytest.skip(why)
    with ExitStack() as stack:
        lan = Namespaces(stack)
        made = []
        for name, address in (("north", A), ("south", B)):
            computer = FrozenComputer(lan, tmp_path / name, address, installed)
            stack.enter_context(computer.process)
            stack.callback(computer.process.kill)
            stack.callback(end_host, computer.folder / "data" / "host.json")
            made.append(computer)
        yield made[0], made[1]


def test_two_clicks_replace_the_program_and_the_newer_one_serves_the_office(
    computers: tuple[FrozenComputer, FrozenComputer], frozen: Path, tmp_path: Path
) -> None:
    north, south = computers
    room = south.ask("POST", "/api/rooms", {"name": "Do not forget me", "kind": "open", "user_ids": []})["room"]
    north.offer(signed(frozen, tmp_path, ":"))
    until(lambda: found(south) == [("north", NEWER)], 30)
    (offer,) = south.updates()["found"]
    south.ask("POST", "/api/host/updates/fetch", {"office_id": offer["office_id"]})
    told = south.settled()
    assert (told["problem"], told["fetched"]["version"]) == (None, NEWER)
    assert not (south.installed / "program").exists(), "loading it has installed nothing"
    south.ask("POST", "/api/host/updates/install")
    assert south.process.wait(30) == 0
    old = south.installed.with_name(f"{south.installed.name}.old")
    card = south.folder / "data" / "host.json"
    until(lambda: (south.installed / "program").is_file() and card.exists(), TRIAL_SECONDS)
    until(lambda: json.loads(card.read_text())["port"] is not None, TRIAL_SECONDS)
    assert room["name"] in [each["name"] for each in south.ask("GET", "/api/rooms")["rooms"]]
    until(lambda: not old.exists(), TRIAL_SECONDS)
    assert north.process.poll() is None
