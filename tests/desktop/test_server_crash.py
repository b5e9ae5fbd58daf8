"""The thread of the server dies of an error or hangs while its window is open, really."""

import sys

import pytest

from tests.desktop.conftest import Play

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")


def test_the_window_tells_it_and_its_page_goes_on(play: Play) -> None:
    seen = play("dies_again_and_again", program="server_crash")
    assert seen["same_port"] is True
    assert seen["marker"] == "the same page"
    assert seen["reports"] == 4


def test_a_window_whose_host_has_given_up_can_be_closed(play: Play) -> None:
    seen = play("gives_up", program="server_crash")
    assert (seen["given_up"], seen["closed"]) == (True, True)
    assert "Keep the office running" in seen["asked"]


def test_a_server_that_hangs_is_told_and_started_again(play: Play) -> None:
    seen = play("hangs", program="server_crash")
    assert seen["marker"] == "the same page"
    assert seen["report"].startswith("The server did not answer for")
    assert seen["closed"] is True
