"""The same window on an X server, as a person would see it."""

import shutil

import pytest

from tests.desktop.conftest import Play

pytestmark = [pytest.mark.screen, pytest.mark.skipif(not shutil.which("Xvfb"), reason="Xvfb is not installed")]


def test_a_window_on_a_screen_shows_the_page(play: Play, x_server: str) -> None:
    seen = play("paint", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)
    assert {"#204080", "#c03020", "#20a040"} <= set(seen["colours"])
    assert seen["place"]["width"] == 1180
