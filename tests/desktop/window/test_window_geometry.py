"""The window's place: remembered, and never where no hand reaches it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from chat_desktop.desktop.window.window_geometry import TITLE_BAR, Screen, WindowGeometry, fit_to_screens, load, save

LAPTOP = Screen(0, 0, 1440, 900)
MONITOR = Screen(1440, -200, 2560, 1440)
GNOMES_TITLE_BAR = 37  # the tallest of the usual ones
MIDDLE = WindowGeometry(700, 600, 370, (900 - TITLE_BAR - 600) // 2)


def test_a_place_comes_back_as_it_was(tmp_path: Path) -> None:
    place = WindowGeometry(700, 600, -1200, 30, maximized=True, zoom=1.21)
    save(tmp_path, place)
    assert load(tmp_path) == place
    assert [each.name for each in tmp_path.iterdir()] == ["window.json"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"colour": 1}',
        '{"width": "wide"}',
        '{"width": 1e9}',
        '{"x": true}',
        '{"maximized": 3}',
        '{"zoom": 100}',
        '{"zoom": "large"}',
        "\x00",
    ],
)
def test_a_place_that_makes_no_sense_is_the_first_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text)
    assert load(tmp_path) == WindowGeometry()


def test_without_a_file_it_is_the_first_one(tmp_path: Path) -> None:
    assert load(tmp_path) == WindowGeometry()


def test_a_tiny_window_is_made_usable(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text(json.dumps({"width": 10, "height": 10}))
    assert load(tmp_path) == WindowGeometry(360, 480)


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    save(tmp_path / "nowhere", WindowGeometry())


@pytest.mark.parametrize(
    ("place", "screens", "expected"),
    [
        (WindowGeometry(700, 600, 40, 30), [LAPTOP], WindowGeometry(700, 600, 40, 30)),
        (WindowGeometry(700, 600, 1500, -100), [LAPTOP, MONITOR], WindowGeometry(700, 600, 1500, -100)),
        (WindowGeometry(700, 600, 1500, -100), [LAPTOP], MIDDLE),
        (WindowGeometry(700, 600, 1400, 30), [LAPTOP], MIDDLE),
        (WindowGeometry(700, 600, 40, 890), [LAPTOP], MIDDLE),
        (WindowGeometry(700, 600, 40, -30), [LAPTOP], MIDDLE),
        (WindowGeometry(2000, 1200, 0, 0), [LAPTOP], WindowGeometry(1440, 900 - TITLE_BAR, 0, 0)),
        (WindowGeometry(2000, 600, 0, 0), [LAPTOP, MONITOR], WindowGeometry(2000, 600, 0, 0)),
        (WindowGeometry(700, 600), [LAPTOP], MIDDLE),
        (WindowGeometry(700, 600, maximized=True), [LAPTOP], replace(MIDDLE, maximized=True)),
        (WindowGeometry(700, 600, 9_000, 30), [], WindowGeometry(700, 600, 9_000, 30)),
    ],
)
def test_a_place_that_no_screen_shows_is_in_the_middle_of_the_first(
    place: WindowGeometry, screens: list[Screen], expected: WindowGeometry
) -> None:
    assert fit_to_screens(place, screens) == expected


@pytest.mark.parametrize("screen", [Screen(0, 0, 1366, 768), Screen(0, 28, 1366, 700), Screen(0, 0, 1280, 800)])
@pytest.mark.parametrize(
    "was",
    [
        WindowGeometry(),
        WindowGeometry(1180, 780, 60, 30),
        WindowGeometry(900, 650, 60, 400),
        WindowGeometry(500, 500, 800, 600),
    ],
)
def test_with_its_title_bar_the_window_is_on_a_small_screen_down_to_its_foot(
    screen: Screen, was: WindowGeometry
) -> None:
    """On its last line a person writes."""
    now = fit_to_screens(was, [screen])
    assert now.y is not None
    assert screen.y <= now.y
    assert now.y + GNOMES_TITLE_BAR + now.height <= screen.y + screen.height
    assert now.height >= min(was.height, screen.height - TITLE_BAR)
