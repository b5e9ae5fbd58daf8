"""The icon in the tray: what closing the window does, with a real panel on an X server."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop.desktop.tray import settings
from chat_desktop.desktop.tray.tray import NoTray, closing_question, status, unread_in
from tests.desktop.conftest import Play


@pytest.fixture
def panel(x_server: str) -> Iterator[dict[str, str]]:
    """A panel with a tray on a screen of our own, and no session bus; the environment of the window."""
    with subprocess.Popen(["trayer", "--edge", "top"], env={"DISPLAY": x_server}, stderr=subprocess.DEVNULL) as trayer:
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": x_server, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
        finally:
            trayer.terminate()


@pytest.mark.parametrize(("title", "count"), [("(3) Acme", 3), ("Acme", 0), ("(x) Acme", 0), ("3 (4) Acme", 0)])
def test_the_title_of_the_page_gives_the_unread_count(title: str, count: int) -> None:
    assert unread_in(title) == count


def test_sentences_name_the_people() -> None:
    assert status(1) == "The office is open: 1 person is connected"
    assert status(None) == "The office is open"
    assert closing_question(2).startswith("2 people are connected. Keep the office running")
    assert closing_question(0).startswith("Keep the office running in the tray")
    assert closing_question(1, has_tray=False).startswith("1 person is connected. Keep the office running without its")


def test_there_is_no_choice_before_it_is_made_or_when_the_file_is_damaged(tmp_path: Path) -> None:
    assert settings.keeps_running(tmp_path) is None
    settings.keep_running(tmp_path, True)
    assert settings.keeps_running(tmp_path) is True
    for damaged in ("{", json.dumps({"keeps_running": "yes"}), "[]"):
        (tmp_path / settings.FILE).write_text(damaged)
        assert settings.keeps_running(tmp_path) is None


def test_where_there_is_no_icon_nothing_is_available() -> None:
    assert NoTray().is_available() is False


@pytest.mark.screen
@pytest.mark.skipif(not all(map(shutil.which, ("Xvfb", "trayer"))), reason="there is no panel with a tray")
class TestWithPanel:
    def test_the_office_runs_on_in_the_tray_until_it_is_quit(
        self, play: Play, panel: dict[str, str], tmp_path: Path
    ) -> None:
        seen = play("run_on", program="in_tray", **panel)
        assert seen["asked"] == closing_question(2)
        assert seen["after_cancel"] is True
        assert "#f8b446" in seen["colours"]
        assert "#f8b446" not in seen["colours_when_read"]
        assert "The office is open: 2 are connected" in seen["entries"]
        assert seen["invited"] == "/poster"
        assert seen["question"] == "2 people are connected. Close the office for everyone?"
        assert settings.keeps_running(tmp_path / "data") is True

    def test_who_closes_the_office_is_not_asked_twice(self, play: Play, panel: dict[str, str], tmp_path: Path) -> None:
        assert play("close_for_good", program="in_tray", **panel)["asked"] == closing_question(1)
        assert settings.keeps_running(tmp_path / "data") is False

    def test_a_signal_closes_without_waiting_for_the_choice(
        self, play: Play, panel: dict[str, str], tmp_path: Path
    ) -> None:
        assert play("leave_while_asking", program="in_tray", **panel)["hello"]
        assert settings.keeps_running(tmp_path / "data") is None
