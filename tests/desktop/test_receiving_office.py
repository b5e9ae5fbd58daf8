"""A computer on which the program is new receives an office in its real window, or takes it over from its copy."""

import json
import sys

import pytest

from tests.conftest import StartHost
from tests.desktop.conftest import Play
from tests.runtime.copies.two_copies import set_up

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these scenarios speak Qt")


def test_the_window_shows_the_code_and_then_the_office_signed_in_as_its_owner(
    play: Play, start_host: StartHost
) -> None:
    first = set_up(start_host)
    known = {"FIRST_URL": first.url, "FIRST_COOKIES": json.dumps(first.ana.cookies)}
    seen = play("arrives", program="receiving_office", **known)
    assert seen["person"] == "Ana, owner"
    assert "Harbour Street" in seen["title"]
    assert len(seen["code"]) == len("K7QM-2XPD-9HTR")
    assert seen["moved_to"] == [seen["own_address"]]


def test_the_window_becomes_a_stand_by_and_takes_over_by_a_click_when_the_host_is_gone(
    play: Play, start_host: StartHost
) -> None:
    first = set_up(start_host)
    known = {"FIRST_URL": first.url, "FIRST_COOKIES": json.dumps(first.ana.cookies)}
    seen = play("takes_over", program="receiving_office", **known, FIRST_PID=str(first.process.pid))
    assert not seen["offered_early"]
    assert seen["person"] == "Ana, owner"
    assert "Harbour Street" in seen["title"]
