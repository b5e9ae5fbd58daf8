"""The same window on an X server, as a person would see it."""

import shutil

import pytest

from tests.desktop.conftest import Play

GNOMES_TITLE_BAR = 37
pytestmark = [pytest.mark.screen, pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")]


def test_a_window_on_a_screen_shows_the_page(play: Play, x_server: str) -> None:
    seen = play("paint", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)
    assert {"#204080", "#c03020", "#20a040"} <= set(seen["colours"])
    place = seen["place"]
    assert place["width"] == 1180
    # The screen is 1366 x 768: with a title bar the window ends where the screen does, and the page's last line shows.
    assert 700 < place["y"] + GNOMES_TITLE_BAR + place["height"] <= 768
