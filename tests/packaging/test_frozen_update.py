"""The frozen program replaces itself by a newer one, and is back when that one does not serve. Takes two minutes."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import make
import pytest
import requests
import sign_update
from installers import tarball

from chat_desktop import __version__
from chat_desktop.storage import migrations
from tests.packaging.office import PATIENCE, FrozenOffice, Person
from tests.packaging.screen import until
from tests.storage.test_released import SCHEMAS, fill, rows_of

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere an installer replaces the program"),
]
KEYS = "_internal/chat_desktop/operations/updates/public_keys.txt"
NEWER = "99.0"
# The frozen program under another name, which the newer version's script starts.
SCRIPT = f"""#!/bin/sh
if [ "$1" = --version ]; then echo "Chat Desktop {NEWER}"; exit; fi
BODY
exec "$(dirname "$0")/program" "$@"
"""


@pytest.fixture(scope="module")
def frozen() -> Path:
    assert make.main(["--headless", "--if-changed"]) == 0
    return make.Target(headless=True).folder


@pytest.fixture
def installed(frozen: Path, tmp_path: Path) -> Path:
    """The program as somebody has unpacked it, built with a key of ours."""
    folder = tmp_path / "programs" / frozen.name
    shutil.copytree(frozen, folder, symlinks=True)
    with (folder / KEYS).open("a") as keys:
        keys.write(sign_update.new_key(tmp_path / "key") + "\n")
    return folder


def signed(frozen: Path, tmp_path: Path, body: str) -> Path:
    """An update to a newer version, which runs `body` before it serves."""
    folder = tmp_path / "newer" / frozen.name
    shutil.copytree(frozen, folder, symlinks=True)
    (folder / "chat-desktop").rename(folder / "program")
    (folder / "chat-desktop").write_text(SCRIPT.replace("BODY", body))
    (folder / "chat-desktop").chmod(0o755)
    package = tarball.make(folder, NEWER, tmp_path, 0)
    described = sign_update.describe(package, frozen.name, NEWER, migrations.HEAD, "Now with tea.")
    return sign_update.sign(sign_update.read_key(tmp_path / "key"), package, described, tmp_path)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Path]:
    """Names the file that tells which host an update has left running, which is ended after the test."""
    health = tmp_path / "data" / "update-health.json"
    yield health
    end_host(health)
    end_host(tmp_path / "data" / "host.json")


def end_host(told: Path) -> None:
    """Ends the host whose process this file tells, and which removes the file as it ends."""
    if told.exists():
        os.kill(json.loads(told.read_text())["pid"], signal.SIGTERM)
        until(lambda: not told.exists(), PATIENCE, "the host has stopped")


def update(installed: Path, tmp_path: Path, file: Path) -> "subprocess.CompletedProcess[str]":
    quiet = {"CHAT_DESKTOP_HOST": "127.0.0.1", "CHAT_DESKTOP_PORT": "0", "CHAT_DESKTOP_DISCOVERY": "no"}
    words = ["update", str(file), "--yes", "--data", str(tmp_path / "data")]
    return subprocess.run(
        [installed / "chat-desktop", *words],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **quiet},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=10 * PATIENCE,
    )


def test_it_is_updated_once_the_office_is_closed_and_the_newer_one_serves_it(
    frozen: Path, installed: Path, tmp_path: Path, started: Path
) -> None:
    file = signed(frozen, tmp_path, ":")
    program = installed / "chat-desktop"
    with FrozenOffice(program, tmp_path) as office, Person(office.url) as ana:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        room = ana.connect()["rooms"][0]["id"]
        said = ana.say(room, "Do not forget me")
        cookies = ana.http.cookies
        refused = update(installed, tmp_path, file)
        assert refused.returncode == 2, refused.stdout + refused.stderr
        assert "Another Chat Desktop" in refused.stderr
        ana.socket.disconnect()
        assert office.stop() == 0
    done = update(installed, tmp_path, file)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Chat Desktop {__version__} becomes {NEWER}" in done.stdout
    assert "Now with tea." in done.stdout
    assert [folder.name for folder in installed.parent.iterdir()] == [installed.name]
    assert (installed / "program").is_file()
    url = json.loads(started.read_text())["url"]
    answer = requests.get(f"{url}/api/rooms/{room}/messages", cookies=cookies, timeout=PATIENCE)
    assert [message["id"] for message in answer.json()["messages"]] == [said["id"]]


def test_the_old_one_is_back_when_the_newer_one_does_not_serve(
    frozen: Path, installed: Path, tmp_path: Path, started: Path
) -> None:
    done = update(installed, tmp_path, signed(frozen, tmp_path, "exit 3"))
    assert done.returncode == 2, done.stdout + done.stderr
    assert f"version {__version__} is back" in done.stderr
    assert not (installed / "program").exists()
    assert [folder.name for folder in installed.parent.iterdir()] == [installed.name]
    host = tmp_path / "data" / "host.json"
    until(lambda: host.exists() and json.loads(host.read_text())["port"], PATIENCE, "the old one serves")


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_office_of_every_released_schema_opens_in_the_frozen_program(
    frozen: Path, tmp_path: Path, schema: str
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    fill(data, schema)
    before = rows_of(data)
    program = frozen / "chat-desktop"
    with FrozenOffice(program, tmp_path) as office:
        told = ask(program, data, "status")
        assert told["office"] == "Harbour Street"
        assert told["running"] is True
        people = ask(program, data, "people")["people"]
        assert {each["name"] for each in people} >= {row["name"] for row in before["users"] if row["role"] == "owner"}
        assert office.stop() == 0
    after = rows_of(data)
    # A scheduled message was due, and is sent as at every start.
    assert {row["body"] for row in before["messages"]} <= {row["body"] for row in after["messages"]}
    assert len(after["users"]) == len(before["users"])
    if schema != migrations.HEAD:
        assert (data / f"chat.db.before-{migrations.HEAD}").is_file(), "the database of before is kept"


def ask(program: Path, data: Path, *words: str) -> Any:
    """Returns what a command of the frozen program tells programs."""
    done = subprocess.run(
        [program, *words, "--json", "--data", data], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
