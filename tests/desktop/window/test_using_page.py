"""What the window offers for its page: finding, the context menu."""

import json
import re
import shutil
import sys

import pytest

from chat_desktop.desktop import texts
from chat_desktop.desktop.window.background_colour import DARK, LIGHT
from tests.desktop.conftest import ROOT, Play

qt = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")
COMMON = ["Find\N{HORIZONTAL ELLIPSIS}", "Print\N{HORIZONTAL ELLIPSIS}", "Downloads"]


@qt
def test_words_are_found_by_the_keys_alone_and_the_pages_own_search_keys_stay_its_own(play: Play) -> None:
    seen = play("find", program="using_page")
    assert seen["over_page"] is True
    assert (seen["to_page"], seen["bar_stays_away"]) == ("kfx", True)


@qt
def test_the_context_menu_has_what_fits_the_place_and_does_it(play: Play) -> None:
    seen = play("context_menu", program="using_page")
    assert seen["link"] == ["Copy link", "Select all", *COMMON]
    assert seen["picture"] == ["Copy picture", "Save picture", "Select all", *COMMON]
    assert seen["copied"] == [40, 30]
    assert [each for each in seen["field"] if each in ("Paste", "Select all")] == ["Paste", "Select all"]
    assert seen["page"] == ["Select all", *COMMON]


@qt
def test_spelling_is_checked_in_the_chosen_language_with_suggestions_and_an_off_switch(play: Play) -> None:
    seen = play("check_spelling", program="using_page")
    assert seen["choices"] == ["Check spelling while typing", "American English (en_XX)"]
    assert seen["on"] == [False]
    assert seen["languages"] == ["en_XX"]


@qt
@pytest.mark.skipif(shutil.which("xprop") is None, reason="there is nothing that reads the properties of windows")
def test_the_title_bar_and_the_bars_of_the_window_follow_the_theme_of_the_page(play: Play, x_server: str) -> None:
    seen = play("choose_theme", program="using_page", QT_QPA_PLATFORM="xcb", DISPLAY=x_server)
    assert seen["backgrounds"] == [DARK, LIGHT, DARK]
    assert [told.rpartition(" = ")[2] for told in seen["title_bars"]] == ['"dark"', '"light"', '"dark"']


def test_every_text_of_the_window_is_in_the_catalogue_and_no_other() -> None:
    folder = ROOT / "chat_desktop" / "desktop"
    words = json.loads((folder / "texts" / "en.json").read_text("utf-8"))
    modules = "".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.py")))
    used = set(re.findall(r'"([a-z]+\.[a-z_]+)"', modules)) & {*words, *re.findall(r'\btext\("([^"]+)"', modules)}
    assert used == set(words)
    assert texts.text("find.count", at=2, all=7) == "2 of 7"
