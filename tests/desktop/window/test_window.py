"""The window, for real: Qt without a screen, under the policy that the host serves."""

import json
import os
import sys
from pathlib import Path

import pytest

from chat_desktop import __version__
from chat_desktop.desktop.downloads import settings
from chat_desktop.desktop.tray.tray import closing_question
from tests.desktop.conftest import Play
from tests.desktop.servers.strange_office import OUTSIDE
from tests.support.running.xdg_open import XdgOpen

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")


def test_the_page_is_painted_without_a_bridge_and_its_title_is_the_windows(play: Play) -> None:
    seen = play("paint")
    assert seen["hello"] == {"path": "/?first", "bridge": "undefined", "channel": "undefined"}
    assert seen["title"] == "(2) Acme"
    assert {"#204080", "#c03020", "#20a040"} <= set(seen["colours"])
    # A window that is asked to close waits for this.
    assert seen["loaded"] is True


def test_the_sandbox_is_given_up_for_root_alone(play: Play) -> None:
    assert play("paint")["sandbox_off"] == ("1" if os.geteuid() == 0 else None)


def test_links_to_elsewhere_open_in_the_browser_and_never_take_the_window_away(play: Play) -> None:
    seen = play("follow_links")
    assert seen["browsed"] == ["http://127.0.0.2:9/news", "http://127.0.0.2:9/new"]
    assert seen["still_at"] == "/?first"
    assert seen["ours"] == "/?again"


def test_a_download_lands_where_the_person_says_under_the_hosts_name(play: Play, tmp_path: Path) -> None:
    settings.save(tmp_path / "data", settings.DownloadSettings(asks=True))
    seen = play("download")
    assert seen["suggested"] == "minutes of May.txt"
    assert seen["saved"] == "Minutes of the meeting\n"


def test_what_the_page_prints_is_a_pdf_where_the_person_says_and_the_system_opens_it(play: Play) -> None:
    seen = play("print_page")
    assert (seen["suggested"], seen["head"], seen["opened"]) == ("Acme.pdf", "%PDF-", True)


def test_the_page_may_fill_the_screen_and_the_window_is_as_before_when_it_is_over(play: Play) -> None:
    assert play("fill_the_screen")["maximised_again"] is True


def test_the_page_may_use_the_clipboard_and_is_answered_when_it_may_not_do_something(play: Play) -> None:
    seen = play("ask_permissions")
    assert seen["clipboard"] == "from the page"
    assert seen["notifications"] == "granted"
    assert seen["place_of_the_computer"] == "refused"


def test_only_our_own_page_gets_the_microphone_and_none_the_camera(play: Play, tmp_path: Path) -> None:
    """The devices are there, and pywebview has added a flag to the environment that gives them to everybody."""
    opener = XdgOpen(tmp_path / "data" / "bin")
    devices = "--use-fake-device-for-media-stream"
    seen = play("visit_who_asks_for_devices", QTWEBENGINE_CHROMIUM_FLAGS=devices, PATH=opener.path)
    # Who asks for both gets the microphone only.
    assert seen["own"] == "audio"
    # Chromium's word for Qt's no.
    assert (seen["audio"], seen["video"]) == ("granted", "AbortError")
    assert seen["strange"] == {"audio": "AbortError", "video": "AbortError"}
    assert opener.asked == [OUTSIDE]
    # What our environment was when the first window was started, and no more: Chromium's flag is the test's own.
    left = {name: value for name, value in opener.environment.items() if name.startswith(("QT", "LD_"))}
    assert left == {"QT_QPA_PLATFORM": "offscreen", "QTWEBENGINE_CHROMIUM_FLAGS": devices}


def test_closing_asks_while_people_are_connected(play: Play) -> None:
    seen = play("close_with_people")
    assert seen["asked"] == [closing_question(3, has_tray=False)] * 2
    assert seen["kept"] == "/?first"


def test_a_signal_closes_without_waiting_for_an_answer(play: Play) -> None:
    assert play("stop_while_asking")["hello"]


def test_a_second_start_brings_a_minimised_window_back(play: Play) -> None:
    assert play("come_forward")["raised"] is True


def test_size_and_place_are_remembered_maximised_or_not(play: Play) -> None:
    place = {"width": 700, "height": 600, "x": 40, "y": 30, "maximized": False, "zoom": 1.0}
    assert play("resize")["place"] == place
    seen = play("maximize")
    assert (seen["place"]["width"], seen["place"]["height"], seen["place"]["maximized"]) == (700, 600, True)
    again = play("measure")
    assert again["maximized"] is True
    assert (again["place"]["width"], again["place"]["height"]) == (700, 600)


def test_the_zoom_is_remembered(play: Play) -> None:
    first = play("zoom")
    assert first["again"] == "/?again"
    assert first["place"]["zoom"] == 1.21
    assert play("zoomed_before")["enlarged"] is True


def test_a_window_whose_monitor_is_gone_comes_back_onto_a_screen(play: Play, tmp_path: Path) -> None:
    (tmp_path / "data" / "window.json").write_text(json.dumps({"width": 500, "height": 500, "x": 5000, "y": 40}))
    width, height, x, y = play("measure")["size"]
    assert (width, height) == (500, 500)
    assert 0 <= x <= 300
    assert 0 <= y <= 300


def test_a_page_whose_process_dies_comes_back(play: Play) -> None:
    seen = play("crash", program="crashing")
    assert seen["again"] == "/?first"
    assert seen["told"].startswith("The page had stopped working and was loaded again.")
    assert seen["report"].startswith("The process of the page has ended: ")
    assert f"Chat Desktop {__version__}, Python" in seen["report"]


def test_a_page_that_dies_again_and_again_is_loaded_by_the_person_only(play: Play) -> None:
    seen = play("crash_again_and_again", program="crashing")
    assert seen["given_up"] is True
    assert seen["reports"] == 4
