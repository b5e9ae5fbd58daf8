"""Another's office in a window of its own: the whole program, against a real host."""

import sys
from pathlib import Path

import pytest

from chat_desktop.storage import probe
from tests.desktop.conftest import Play
from tests.support.cast import OFFICE

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")


def test_an_office_is_visited_without_a_bridge_remembered_and_opened_again_by_a_double_click(
    play: Play, tmp_path: Path
) -> None:
    first = play("first_visit", program="visiting")
    assert first["at"] is True
    assert first["bridge"] == "undefinedundefined"
    assert first["title"] == f"General \N{EN DASH} {OFFICE}"
    assert first["menu"] == ["Open this office again", "Host an office on this computer"]
    assert first["browsed"] == ["http://127.0.0.2:9/news", "http://127.0.0.2:9/new"]
    assert first["stayed"] is True
    assert first["saved"] == "from the office"
    assert first["second_start"] == 0
    assert first["storage"] is True
    assert (first["remembered"]["name"], len(first["remembered"]["key"])) == (OFFICE, 64)
    assert not (tmp_path / "data" / "mine" / "chat.db").exists()
    again = play("opened_again", program="visiting")
    assert again["title"] == f"General \N{EN DASH} {OFFICE}"
    assert again["size"] == [800, 600]


def test_an_office_that_cannot_be_reached_is_waited_for_with_a_way_back_to_ones_own(play: Play) -> None:
    seen = play("away", program="visiting")
    assert seen["started"] == ["run", "--own"]
    assert seen["seconds"] < 10


def test_the_set_up_page_of_a_fresh_start_gives_way_to_a_colleagues_office(play: Play, tmp_path: Path) -> None:
    assert play("instead", program="visiting")["visiting"] is True
    assert not probe.has_owner(tmp_path / "data" / "mine")


def test_a_double_click_beside_a_host_without_a_window_opens_one_that_follows_it(play: Play, tmp_path: Path) -> None:
    seen = play("beside_a_service", program="visiting")
    assert seen["at"] is True
    assert seen["title"] == f"General \N{EN DASH} {OFFICE}"
    assert seen["second_start"] == 0
    assert seen["menu"] == ["Open this office again"]
    # Closing the window closes no office, and asks nothing.
    assert seen["serves_on"] == 200
    assert not (tmp_path / "data" / "data" / "visits").exists()
