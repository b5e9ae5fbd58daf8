"""A hostile page in a visitor's window, on a real screen: it gets nothing unasked, leads nowhere, and holds nobody."""

import shutil
import sys
from pathlib import Path

import pytest

from chat_desktop.desktop.downloads.rules import UNASKED_FILES
from tests.desktop.conftest import Play
from tests.desktop.programs.hostile import SECRET
from tests.support.hosts.held_port import held_port
from tests.support.running.xdg_open import XdgOpen

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt"),
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="there is no virtual screen"),
]
# What a person may have in the environment, or a program that has started this one: each gives pages more than they
# should get, and the first gives the machine a microphone and a camera.
INHERITED = {
    "QTWEBENGINE_CHROMIUM_FLAGS": "--use-fake-device-for-media-stream --use-fake-ui-for-media-stream "
    "--auto-select-desktop-capture-source=Entire --auto-select-tab-capture-source-by-title=hostile "
    "--auto-accept-camera-and-microphone-capture --auto-accept-this-tab-capture",
    "LD_LIBRARY_PATH": "/nowhere",
    "QT_API": "pyqt5",
    "QT_PLUGIN_PATH": "/nowhere",
}


@pytest.mark.parametrize("inherited", [{"QTWEBENGINE_CHROMIUM_FLAGS": "--use-fake-device-for-media-stream"}, INHERITED])
def test_another_office_gets_nothing_unasked_and_no_power_by_a_click(
    play: Play, x_server: str, inherited: dict[str, str]
) -> None:
    seen = play("ask_for_all", program="hostile", QT_QPA_PLATFORM="xcb", DISPLAY=x_server, **inherited)
    assert "given" not in seen["unasked"].values(), seen["unasked"]
    assert "given" not in seen["after_click"].values(), seen["after_click"]
    assert seen["clipboard"] == SECRET
    assert seen["dialogs"] == 0


def test_a_page_leads_neither_to_files_nor_to_other_programs_nor_into_hidden_windows(
    play: Play, x_server: str, tmp_path: Path
) -> None:
    opener = XdgOpen(tmp_path / "bin")
    seen = play("lead_away", program="hostile", QT_QPA_PLATFORM="xcb", DISPLAY=x_server, PATH=opener.path)
    assert not opener.was_started()
    assert (seen["still_at"], seen["words"]) == ("/?first", "Good morning")
    assert (seen["blank"], seen["dialogs"], seen["browsed"]) == (False, 0, [])


def test_loops_of_links_and_prints_end_at_their_limits_and_a_title_is_cut(play: Play, x_server: str) -> None:
    seen = play("flood", program="hostile", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)
    assert seen["still_at"] == "/?first"
    assert (seen["prints"], seen["links"]) == (3, 15)
    assert seen["title"] < 250


def test_a_page_saves_no_more_files_by_itself_than_a_person_agrees_to(play: Play, x_server: str) -> None:
    assert play("save_many", program="hostile", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)["saved"] == UNASKED_FILES


def test_a_page_that_asks_in_loops_neither_shows_a_dialog_nor_keeps_the_window(play: Play, x_server: str) -> None:
    seen = play("hold", program="hostile", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)
    assert (seen["prompt"], seen["dialogs"], seen["again"]) == ("null", 0, "/?first")


def test_a_file_that_is_dropped_on_a_page_without_a_place_for_it_is_not_opened(play: Play, x_server: str) -> None:
    seen = play("drop", program="hostile", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)
    assert (seen["still_at"], seen["title"], seen["browsed"]) == ("/?first", "A hostile office", [])


def test_no_port_for_developers_is_opened(play: Play, x_server: str) -> None:
    with held_port() as port:
        tried = {"QTWEBENGINE_REMOTE_DEBUGGING": port, "TRIED_PORT": port}
        seen = play("port", program="hostile", QT_QPA_PLATFORM="xcb", DISPLAY=x_server, **tried)
    assert seen["answers"] is False
