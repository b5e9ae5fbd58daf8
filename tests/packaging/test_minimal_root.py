"""In a minimal Debian 12 and 13 the frozen program needs what the package names, and nothing else.

Takes minutes the first time, when debootstrap makes the two roots in .roots/.
"""

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest
import requests
from frozen import driver_libraries

from tests.packaging.office import PATIENCE, FrozenOffice, Person
from tests.packaging.screen import VirtualScreen, until
from tests.packaging.test_frozen_window import ACCENT, BUTTON

ROOT = Path(__file__).resolve().parents[2]
# The libraries of the system on which the folder was built, which it carried once.
BUILD_SYSTEM = Path("/usr/lib") / f"{os.uname().machine}-linux-gnu" if hasattr(os, "uname") else Path()
OLDER = ("libstdc++.so.6", "libgcc_s.so.1")


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("minimal_root", ROOT / "build" / "linux" / "minimal_root.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


minimal_root = _script()
pytestmark = [
    pytest.mark.frozen,
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(minimal_root.why_not() is not None, reason=str(minimal_root.why_not())),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Of the plain user who runs the program."""
    folder = tmp_path / "home"
    folder.mkdir()
    os.chown(folder, minimal_root.USER, minimal_root.USER)
    return folder


@pytest.mark.parametrize("suite", minimal_root.SUITES)
def test_without_a_window_it_needs_no_package_at_all(program: Path, home: Path, suite: str) -> None:
    root = minimal_root.make(suite)
    with FrozenOffice(program, home, within=minimal_root.inside(root, program.parent, home)) as office:
        assert requests.get(f"{office.url}/healthz", timeout=PATIENCE).json()["ok"]
        chat(office)
        assert office.stop() == 0, office.output


@pytest.mark.screen
@pytest.mark.parametrize("suite", minimal_root.SUITES)
def test_the_window_the_set_up_and_the_chat_work_with_the_packages_that_we_name(
    program: Path, home: Path, screen: VirtualScreen, suite: str
) -> None:
    root = minimal_root.make(suite, driver_libraries.packages())
    within = minimal_root.inside(root, program.parent, home)
    picture = home.parent / "screen.png"
    with FrozenOffice(program, home, screen.display, within, LIBGL_ALWAYS_SOFTWARE="1") as office:
        until(lambda: screen.colours(picture)[ACCENT] > BUTTON, PATIENCE, f"the page is painted\n{office.output}")
        assert len(screen.colours(picture)) > 100  # letters are what makes many shades
        chat(office)
        assert office.stop() == 0, office.output
    office.ready_file.unlink(missing_ok=True)
    with FrozenOffice(program, home, screen.display, within, LIBGL_ALWAYS_SOFTWARE="1") as office:
        until(lambda: any("General" in title for title in screen.titles()), PATIENCE, "the owner is in the office")
        assert office.stop() == 0, office.output


@pytest.mark.screen
@pytest.mark.skipif(not (BUILD_SYSTEM / OLDER[0]).exists(), reason="made for a Debian that is older than the root")
def test_a_driver_that_older_libraries_keep_from_loading_is_a_sentence_and_the_browser(
    program: Path, home: Path, screen: VirtualScreen
) -> None:
    """As the folder once was: the build system's libstdc++ comes before that of a newer system."""
    root = minimal_root.make("trixie", driver_libraries.packages())
    older = home / "older"
    older.mkdir()
    for name in OLDER:
        (older / name).write_bytes((BUILD_SYSTEM / name).read_bytes())
    opener = home / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > {home}/opened.new && mv {home}/opened.new {home}/opened\n')
    opener.chmod(0o755)
    within = minimal_root.inside(root, program.parent, home)
    surroundings = {"LD_LIBRARY_PATH": str(older), "PATH": f"{home}:/usr/bin:/bin", "LIBGL_ALWAYS_SOFTWARE": "1"}
    with FrozenOffice(program, home, screen.display, within, **surroundings) as office:
        until((home / "opened").exists, PATIENCE, f"the browser opens\n{office.output}")
        assert (home / "opened").read_text().strip() == office.ready["setup_url"]
        assert "The window cannot be shown on this system: Could not initialize GLX." in office.output
        chat(office)
        assert office.stop() == 0, office.output


def chat(office: FrozenOffice) -> None:
    with Person(office.url) as ana, Person(office.url) as cleo:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        cleo.join(office.ready["join_code"], "cleo")
        room = next(room["id"] for room in ana.connect()["rooms"] if room["home"])
        cleo.connect()
        said = ana.say(room, "Is the kettle on?")
        assert cleo.hear("message:posted")["message"] == said
