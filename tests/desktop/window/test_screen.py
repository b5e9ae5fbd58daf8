"""The same window on an X server, as a person would see it."""

import json
import shutil
import subprocess
from pathlib import Path

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


def screens(file: Path, number: int) -> str:
    """Writes so many screens beside each other into a file, and returns the platform of Qt that has them."""
    sizes = ({"name": f"{at}", "x": at * 683, "y": 0, "width": 683, "height": 768, "dpi": 96} for at in range(number))
    file.write_text(json.dumps({"screens": list(sizes)}))
    return f"offscreen:configfile={file}"


def test_a_window_that_was_on_a_second_screen_is_there_again_or_on_the_first(play: Play, tmp_path: Path) -> None:
    two, one = screens(tmp_path / "two.json", 2), screens(tmp_path / "one.json", 1)
    assert play("move_to_second_screen", QT_QPA_PLATFORM=two)["place"]["x"] == 800
    assert play("measure", QT_QPA_PLATFORM=two)["size"][2] == 800
    width, _, x, _ = play("measure", QT_QPA_PLATFORM=one)["size"]
    assert (x, x + width) == (0, 683)


@pytest.mark.skipif(not shutil.which("xrandr"), reason="xrandr is not installed")
def test_a_window_whose_monitor_is_unplugged_moves_onto_the_other(play: Play, x_server: str, tmp_path: Path) -> None:
    for name, at, output in (("left", 0, "screen"), ("right", 683, "none")):
        place = f"683/180x768/200+{at}+0"
        subprocess.run(["xrandr", "--display", x_server, "--setmonitor", name, place, output], check=True)
    try:
        geometry = {"width": 500, "height": 600, "x": 760, "y": 60}
        (tmp_path / "data" / "window.json").write_text(json.dumps(geometry))
        seen = play("lose_its_screen", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)
    finally:
        for name in ("left", "right"):
            subprocess.run(["xrandr", "--display", x_server, "--delmonitor", name], check=False)
    assert seen["was"] >= 683
    assert 0 <= seen["x"] <= 183
