"""Where a window may be opened."""

import pytest

from chat_desktop.network.addressing.office_url import office_id, origin


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("http://192.168.1.5:8765", "http://192.168.1.5:8765"),
        (" 192.168.1.5:8765 ", "http://192.168.1.5:8765"),
        ("https://office.local", "https://office.local"),
        ("http://192.168.1.5:8765/join#CODE", "http://192.168.1.5:8765"),
        ("HTTP://Office.LOCAL:8765/r/x?y", "http://office.local:8765"),
        ("[fd12::5]:8765", "http://[fd12::5]:8765"),
        ("büro.local:8765", "http://büro.local:8765"),
    ],
)
def test_an_address_becomes_the_office_it_leads_to(typed: str, meant: str) -> None:
    assert origin(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "file:///etc/passwd", "javascript:alert(1)", "ftp://192.168.1.5", "http://", "http://:8765",
        "http://ana:secret@192.168.1.5", "http://192.168.1.5:99999", "http://192.168.1.5:x", "http://[fd12::5",
        "http://a b", "http://a\\b", "http://a\nb", "http://a\N{RIGHT-TO-LEFT OVERRIDE}b", "x" * 400,
        "data:text/html,x",
        "--data=/tmp",
    ],
)  # fmt: skip
def test_anything_else_is_none(typed: str) -> None:
    assert origin(typed) is None


def test_an_id_that_could_leave_the_folder_is_none() -> None:
    assert office_id("of1") == "of1"
    assert office_id("../..") is None
    assert office_id(None) is None
