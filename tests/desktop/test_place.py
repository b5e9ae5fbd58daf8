"""The window's place: remembered, and never where no hand reaches it."""

import json
from pathlib import Path

import pytest

from chat_desktop.desktop.place import Place, Screen, fitted, load, save

LAPTOP = Screen(0, 0, 1440, 900)
MONITOR = Screen(1440, -200, 2560, 1440)


def test_a_place_comes_back_as_it_was(tmp_path: Path) -> None:
    place = Place(700, 600, -1200, 30, maximized=True)
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
        "\x00",
    ],
)
def test_a_place_that_makes_no_sense_is_the_first_one(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text)
    assert load(tmp_path) == Place()


def test_without_a_file_it_is_the_first_one(tmp_path: Path) -> None:
    assert load(tmp_path) == Place()


def test_a_tiny_window_is_made_usable(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text(json.dumps({"width": 10, "height": 10}))
    assert load(tmp_path) == Place(360, 480)


def test_a_folder_that_cannot_be_written_is_no_trouble(tmp_path: Path) -> None:
    save(tmp_path / "nowhere", Place())


@pytest.mark.parametrize(
    ("place", "screens", "expected"),
    [
        (Place(700, 600, 40, 30), [LAPTOP], Place(700, 600, 40, 30)),
        (Place(700, 600, 1500, -100), [LAPTOP, MONITOR], Place(700, 600, 1500, -100)),
        (Place(700, 600, 1500, -100), [LAPTOP], Place(700, 600)),
        (Place(700, 600, 1400, 30), [LAPTOP], Place(700, 600)),
        (Place(700, 600, 40, 890), [LAPTOP], Place(700, 600)),
        (Place(700, 600, 40, -30), [LAPTOP], Place(700, 600)),
        (Place(2000, 1200, 0, 0), [LAPTOP], Place(1440, 900, 0, 0)),
        (Place(700, 600), [LAPTOP], Place(700, 600)),
        (Place(700, 600, 9_000, 30), [], Place(700, 600, 9_000, 30)),
    ],
)
def test_a_place_that_no_screen_shows_is_forgotten(place: Place, screens: list[Screen], expected: Place) -> None:
    assert fitted(place, screens) == expected
