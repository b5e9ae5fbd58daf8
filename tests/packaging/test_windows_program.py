"""The Windows program without a window, frozen and installed in wine: `python3 dev.py test --windows tests/packaging`.

The first run takes five minutes and 1.5 GB. Wine is not Windows: what has to be seen there is in docs/platforms.md.
"""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.packaging.office import PATIENCE, FrozenOffice, Person
from tests.packaging.screen import until

if sys.platform != "linux":
    pytest.skip("wine is tried on Linux", allow_module_level=True)

import source_date
from installers import nsis, wine

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.windows,
    pytest.mark.timeout(1_800),
    pytest.mark.skipif(wine.why_not() is not None, reason=str(wine.why_not())),
    pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed (Debian: nsis)"),
]
KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\org.chat-desktop.ChatDesktop"
MOST_MEGABYTES = 34  # of the installer
REFUSED = 3
SLOW = 6 * PATIENCE  # programs start in wine five times slower


class Installation:
    """The program as the installer has put it into wine's drive C."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.folder, self.place = folder, place
        self.people = wine.PREFIX / "drive_c" / "users"

    @property
    def program(self) -> Path:
        return next(self.people.glob("*/AppData/Local/Programs/Chat Desktop/chat-desktop.exe"), Path("missing"))

    def setup(self, version: str) -> Path:
        """An installer of the same program that says it is this version."""
        made = self.place / f"chat-desktop-headless-{version}-windows-x86_64-setup.exe"
        return made if made.exists() else nsis.make(self.folder, version, self.place)

    def install(self, version: str) -> int:
        return wine.run([self.setup(version), "/S"]).returncode

    def version(self) -> str:
        told = wine.run(["reg", "query", KEY, "/v", "DisplayVersion"])
        return told.stdout.split()[-1] if told.returncode == 0 else ""

    def start(self, folder: Path) -> FrozenOffice:
        return WineOffice(self.program, folder, within=[wine.WINE], **wine.environment())


class WineOffice(FrozenOffice):
    patience = SLOW

    def _start(self, command: list[str]) -> "subprocess.Popen[bytes]":
        """With a pipe: Python for Windows cannot start with a file of this system as its output."""
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=self._environment(),
            cwd=self.folder,
        )
        threading.Thread(target=self._copy_output, args=[process.stdout], daemon=True).start()
        return process

    def _copy_output(self, output: IO[bytes]) -> None:
        with output, self.log.open("wb") as log:
            while line := output.readline():
                log.write(line)
                log.flush()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    frozen = wine.freeze(source_date.epoch(wine.ROOT))
    found = Installation(frozen, tmp_path_factory.mktemp("setup"))
    assert found.install("0.0.1") == 0
    assert found.program.is_file()
    yield found
    wine.run(["wineboot", "--end-session", "--shutdown", "--force"])


def test_two_people_chat_through_it(installation: Installation, tmp_path: Path) -> None:
    place = tmp_path / "Büro & Söhne"
    place.mkdir()
    with installation.start(place) as office, Person(office.url) as ana, Person(office.url) as cleo:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        cleo.join(office.ready["join_code"], "cleo")
        room = next(room["id"] for room in ana.connect()["rooms"] if room["home"])
        cleo.connect()
        for number in range(20):
            said = ana.say(room, f"Is the kettle on? {number} ☕")
            assert cleo.hear("message:posted")["message"] == said
        assert cleo.say(room, "Since nine")["seq"] > said["seq"]
    assert (place / "data" / "chat.db").is_file()


def test_a_second_start_and_an_update_are_refused_while_it_runs(installation: Installation, tmp_path: Path) -> None:
    with installation.start(tmp_path) as office:
        data = wine.windows_path(tmp_path / "data")
        second = wine.run([installation.program, "serve", "--port", "0", "--no-discovery", "--data", data])
        assert second.returncode == 2, second.stdout
        assert "Another Chat Desktop" in second.stdout
        assert installation.install("0.0.2") == REFUSED
        assert office.process.poll() is None
        assert installation.version() == "0.0.1"
        with Person(office.url) as ana:
            ana.set_up(office.ready["setup_url"].split("#")[1])


def test_it_is_updated_and_goes_and_the_data_stays(installation: Installation, tmp_path: Path) -> None:
    assert installation.setup("0.0.2").stat().st_size < MOST_MEGABYTES * 1e6
    with installation.start(tmp_path):
        pass
    until(lambda: installation.install("0.0.2") == 0, SLOW, "the ended program lets go of its file")
    assert installation.version() == "0.0.2"
    told = wine.run([installation.program, "--version"])
    assert told.stdout.strip().startswith("Chat Desktop ")
    menu = installation.people
    assert list(menu.rglob("Start Menu/Programs/Chat Desktop.lnk"))
    assert not installation.program.parent.with_name("Chat Desktop.old").exists()
    wine.run([installation.program.with_name("uninstall.exe"), "/S"])
    until(lambda: not installation.program.exists(), SLOW, "the uninstaller has ended")
    until(lambda: installation.version() == "", SLOW, "the registry has forgotten it")
    assert not list(menu.rglob("Start Menu/Programs/Chat Desktop.lnk"))
    assert (tmp_path / "data" / "chat.db").is_file()
