"""The whole program in its window, from the double click to the last question."""

import sys

import pytest

from chat_desktop.desktop.tray.tray import closing_question
from tests.desktop.conftest import Play
from tests.support.cast import OFFICE

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")


def test_an_office_is_set_up_in_the_window_closed_on_purpose_and_opened_again_signed_in(play: Play) -> None:
    first = play("first_day", program="program")
    assert first["first"] == "/setup"
    assert first["title"] == f"General \N{EN DASH} {OFFICE}"
    assert first["colours"] > 20
    assert first["asked"] == closing_question(1, has_tray=False)
    assert first["told"] == "The office was closed."
    assert first["card_left"] is False
    second = play("second_day", program="program")
    assert second["hash"] == ""
    assert second["title"] == f"General \N{EN DASH} {OFFICE}"
    assert second["second_start"] == 0
    assert second["card_left"] is False


def test_files_come_into_the_window_outlive_a_cut_link_and_are_opened_there(
    play: Play,
) -> None:
    seen = play("files", program="program")
    assert seen["tray"] == ["Übersicht é.txt", "image.png", "copied.txt", "plan.pdf"]
    assert seen["saved"] == "dropped"
    assert seen["document"] == ["plan.pdf"]
    assert seen["still_at"].startswith("/r/")
    assert seen["said"] == ["The connection was lost.", "Paused"]
    assert [name.split()[-1] for name in seen["opened"]] == [
        *("harbour.jpg", "tour.webm", "numbers.csv", "notes.txt", "song.wav", "all.zip")
    ]
