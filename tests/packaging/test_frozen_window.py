"""The frozen executable opens its window on a screen, and the page is really painted in it."""

import os
import signal
from pathlib import Path

import pytest
import requests

from chat_desktop.storage import folder_lock
from tests.desktop.servers.strange_office import OUTSIDE, StrangeOffice
from tests.packaging.office import PATIENCE, FrozenOffice, Person
from tests.packaging.screen import VirtualScreen, until
from tests.support.running.xdg_open import XdgOpen

pytestmark = [pytest.mark.frozen, pytest.mark.screen, pytest.mark.timeout(900)]

ACCENT = (0, 105, 113)  # oklch(0.475 0.082 204): the button and the mark on the light page
BUTTON = 336 * 48 // 2  # pixels; half of it, for its label and its corners


def test_a_double_click_shows_the_set_up_page(program: Path, screen: VirtualScreen, tmp_path: Path) -> None:
    with FrozenOffice(program, tmp_path, screen.display) as office:
        picture = tmp_path / "screen.png"
        until(lambda: screen.colours(picture)[ACCENT] > BUTTON, PATIENCE, f"the page is painted\n{office.output}")
        # Without a font every event fires and no letter is seen: letters are what makes many shades.
        assert len(screen.colours(picture)) > 100
        assert screen.titles()
        assert office.stop() == 0, office.output


def test_the_window_is_signed_in_as_the_owner_and_live(program: Path, screen: VirtualScreen, tmp_path: Path) -> None:
    with FrozenOffice(program, tmp_path) as office, Person(office.url) as ana:
        ana.set_up(office.ready["setup_url"].split("#")[1])
        assert office.stop() == 0
    (tmp_path / "ready.json").unlink(missing_ok=True)
    with FrozenOffice(program, tmp_path, screen.display) as office, Person(office.url) as cleo:
        cleo.join(office.ready["join_code"], "cleo")

        def presence_of_the_owner() -> str:
            users = cleo.http.get(f"{office.url}/api/users", timeout=PATIENCE).json()["users"]
            return next(str(user["presence"]) for user in users if user["role"] == "owner")

        # Only a page that has signed in by the window's token and opened its WebSocket makes ana present.
        until(lambda: presence_of_the_owner() in {"online", "away"}, PATIENCE, f"ana's window is live\n{office.output}")
        assert office.stop() == 0, office.output


def test_an_office_without_a_screen_says_so_in_one_line_and_serves(program: Path, tmp_path: Path) -> None:
    """A display that is announced and not there: Qt would abort the whole program on it."""
    with FrozenOffice(program, tmp_path, display=":4711") as office:
        assert requests.get(f"{office.url}/healthz", timeout=PATIENCE).json()["ok"]
        until(lambda: "The office runs without a window." in office.output, PATIENCE, "it says why there is no window")
        assert office.stop() == 0


def test_what_it_starts_inherits_nothing_of_its_own_libraries_and_flags(
    program: Path, screen: VirtualScreen, tmp_path: Path
) -> None:
    """Its window opens another's office, whose page asks for devices and then leads out to the system's browser."""
    opener = XdgOpen(tmp_path / "bin")
    devices = {"QTWEBENGINE_CHROMIUM_FLAGS": "--use-fake-device-for-media-stream"}
    surroundings = {"LD_LIBRARY_PATH": "/opt/of-the-person", "PATH": opener.path, **devices}
    with StrangeOffice() as strange, FrozenOffice(program, tmp_path, screen.display, **surroundings) as office:
        until(lambda: bool(screen.titles()), PATIENCE, f"the window is there\n{office.output}")
        with Person(office.url) as ana:
            ana.set_up(office.ready["setup_url"].split("#")[1])
            asked = ana.http.post(f"{office.url}/api/desktop/visit", json={"url": strange.url}, timeout=PATIENCE)
            assert asked.json()["opened"], asked.text
        # Chromium's word for a permission that was not given.
        assert strange.told.get(timeout=PATIENCE) == {"audio": "AbortError", "video": "AbortError"}
        until(opener.was_started, PATIENCE, "the link is handed to the system's browser")
        end_visit(tmp_path / "data")
        assert office.stop() == 0, office.output
    assert opener.asked == [OUTSIDE]
    kept = ("HOME", "DISPLAY", "LANG", "CHAT_DESKTOP_OFFICE", "PWD", "LC_CTYPE")
    seen = {name: value for name, value in opener.environment.items() if name not in kept}
    assert seen == surroundings


def end_visit(data: Path) -> None:
    [folder] = (data / "visits").iterdir()
    card = folder_lock.info(folder)
    assert card is not None
    assert card.pid is not None
    os.kill(card.pid, signal.SIGTERM)
