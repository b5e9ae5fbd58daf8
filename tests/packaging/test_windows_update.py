"""The Windows program without a window replaces itself in wine, and is back when the newer one does not serve:
`python3 dev.py test --windows tests/packaging/test_windows_update.py`. Takes five minutes beside the freezing.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.packaging.office import Person
from tests.packaging.screen import until

if sys.platform != "linux":
    pytest.skip("wine is tried on Linux", allow_module_level=True)

import sign_update
import source_date
from installers import nsis, wine

from chat_desktop.storage import migrations
from tests.packaging.test_frozen_update import KEYS
from tests.packaging.test_windows_program import SLOW, Installation, WineOffice
from tests.packaging.test_windows_program import pytestmark as pytestmark

NEWER = "99.0.0"
TRIAL_SECONDS = 60.0 + SLOW


class Updated(Installation):
    """The installed program 0.0.1, built with a key of ours, and updates for it."""

    def setup_of(self, folder: Path, version: str) -> Path:
        return nsis.make(folder, version, self.place, "zlib")

    def update(self, folder: Path) -> Path:
        """The signed update to a newer version, which is the program in this folder."""
        made = self.setup_of(folder, NEWER)
        described = sign_update.describe(made, "chat-desktop-headless", NEWER, migrations.HEAD, "Now with tea.")
        described = msgspec.structs.replace(described, platform="windows-x86_64")
        return sign_update.sign(sign_update.read_key(self.place / "key"), made, described, self.place)

    def newer(self) -> Path:
        """The program as a newer version, which a file tells."""
        folder = self.place / "newer" / self.folder.name
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        (folder / "_internal" / "newer.txt").touch()
        return folder

    def beside(self, end: str) -> Path:
        return self.program.parent.with_name(f"Chat Desktop{end}")

    def is_newer(self) -> bool:
        return (self.program.parent / "_internal" / "newer.txt").exists()

    def run_update(self, office: WineOffice, file: Path) -> None:
        """Closes the office and updates the program, in which the update has ended when this returns."""
        data = wine.windows_path(office.folder / "data")
        office.ready_file.unlink()
        words = ["update", wine.windows_path(file), "--close", "--yes", "--data", data]
        # What the installer starts holds the pipe as well, so its end says nothing.
        asked = WineOffice(self.program, self.place, **wine.environment())
        asked.log = self.place / "update.txt"
        status = asked._start([wine.WINE, str(self.program), *words]).wait(2 * SLOW)
        assert status == 0, asked.output
        until(lambda: "Now with tea." in asked.output, SLOW, "it has said what is new")

    def remove(self) -> None:
        """Ends the office that an update has started, which is no child of the test, and removes the program."""
        wine.run([self.program, "stop", "--data", wine.windows_path(self.place / "data")])
        wine.run([self.program.with_name("uninstall.exe"), "/S"])
        wine.run(["wineboot", "--end-session", "--shutdown", "--force"])


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Updated]:
    frozen = wine.freeze(source_date.epoch(wine.ROOT))
    folder = tmp_path / "program" / frozen.name
    shutil.copytree(frozen, folder)
    with (folder / KEYS).open("a") as keys:
        keys.write(sign_update.new_key(tmp_path / "key") + "\n")
    found = Updated(folder, tmp_path)
    assert wine.run([found.setup_of(folder, "0.0.1"), "/S"]).returncode == 0
    assert not found.is_newer()
    yield found
    found.remove()


def served(office: WineOffice) -> Any:
    """The updates as the owner sees them, once an office is served again with the words of the one before.

    They name the ready file that is waited for."""
    until(office.ready_file.exists, TRIAL_SECONDS, "an office is served as before")
    office.ready = msgspec.json.decode(office.ready_file.read_bytes())
    return office.ready


def owner(office: WineOffice) -> Person:
    ana = Person(office.url)
    ana.set_up(office.ready["setup_url"].split("#")[1])
    return ana


def updates(office: WineOffice, ana: Person) -> Any:
    ana.http.headers["Origin"] = office.url
    return ana.http.get(f"{office.url}/api/host/updates").json()


def test_the_newer_program_serves_as_the_old_one_did_and_the_old_one_goes_after_a_minute(
    installation: Updated, tmp_path: Path
) -> None:
    with WineOffice(installation.program, tmp_path, within=[wine.WINE], **wine.environment()) as office:
        ana = owner(office)
        installation.run_update(office, installation.update(installation.newer()))
        served(office)
        assert installation.is_newer()
        assert installation.beside(".old").is_dir(), "the old one is kept while the new one is tried"
        told = updates(office, ana)
        assert (told["problem"], told["words"][0]) == (None, "serve")
        until(lambda: not installation.beside(".old").exists(), TRIAL_SECONDS, "the old one is removed")
        assert office.ready_file.exists(), "the new one serves on"
        assert installation.version() == NEWER


def test_the_old_program_is_back_when_the_newer_one_does_not_serve(installation: Updated, tmp_path: Path) -> None:
    broken = installation.newer()
    shutil.copy(wine.PYTHON / "pythonw.exe", broken / "chat-desktop.exe")  # its library is not beside it
    with WineOffice(installation.program, tmp_path, within=[wine.WINE], **wine.environment()) as office:
        ana = owner(office)
        installation.run_update(office, installation.update(broken))
        served(office)
        assert not installation.is_newer()
        told = updates(office, ana)
        assert told["problem"].startswith(f"Version {NEWER} did not serve")
        assert told["words"][0] == "serve"
        until(lambda: not installation.beside(".new").exists(), SLOW, "the newer one is removed")
        assert not installation.beside(".old").exists()
        assert installation.version() == "0.0.1"


def test_a_program_that_cannot_be_replaced_serves_on_and_says_so(installation: Updated, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with (
        WineOffice(installation.program, tmp_path, within=[wine.WINE], **wine.environment()) as office,
        WineOffice(installation.program, other, within=[wine.WINE], **wine.environment()),
    ):
        ana = owner(office)
        installation.run_update(office, installation.update(installation.newer()))
        served(office)
        assert not installation.is_newer()
        assert "was not installed, because" in updates(office, ana)["problem"]
        assert installation.version() == "0.0.1"
