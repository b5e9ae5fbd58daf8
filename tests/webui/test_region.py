"""Clocks and dates are written as the browser's region writes them, in the page's language; and rooms count rightly."""

import re

import pytest

from tests.support.pages import People
from tests.webui.conftest import Run

AFTERNOON = "2026-11-23T14:05:00.000Z"


@pytest.mark.parametrize(
    ("browser", "locale"),
    [
        (["de-DE", "en-US"], "en-DE"),
        (["de", "en-US", "en"], "en-DE"),
        (["en-GB"], "en-GB"),
        (["en-US", "de-DE"], "en-US"),
        (["pt-BR"], "en-BR"),
        (["ar-EG"], "en-EG"),
        (["no language!"], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_of_the_browser_names_the_region(run: Run, browser: list[str], locale: str) -> None:
    assert run("lib/i18n.js", "return m.inRegion('en', a)", browser) == locale


@pytest.mark.parametrize(
    ("locale", "clock"),
    [("de-DE", r"14:05"), ("fr-FR", r"14:05"), ("pt-BR", r"14:05"), ("en-GB", r"14:05"), ("en-US", r"2:05\sPM")],
)
def test_the_clock_has_the_hours_of_the_region_whatever_the_language(people: People, locale: str, clock: str) -> None:
    person = people("desktop", locale=locale, timezone_id="UTC")
    person.open("/sign-in")
    assert person.page.locator("html").get_attribute("lang") == "en"
    written = person.module("lib/time.js", "return [m.clock(a), m.brief(a), m.moment(a)]", AFTERNOON)
    assert re.fullmatch(clock, written[0]), written
    assert all(re.search(clock, one) and "Nov" in one for one in written[1:]), written


def test_an_older_word_about_a_room_does_not_make_my_own_message_unread(run: Run) -> None:
    script = """
    m.replaceRooms([{...a, last_seq: 8, last_rev: 8, read_seq: 8}]);
    m.heard({room_id: 'r', seq: 9, rev: 9, sender_id: '', mentions: []});
    m.putRoom({...a, last_seq: 8, last_rev: 8, read_seq: 8});
    return m.badge(m.rooms.value.get('r'));
    """
    room = {"id": "r", "kind": "open", "involvement": "everything", "unread_mentions": 0, "last_message": None}
    assert run("store/rooms.js", script, room) == {"count": 0, "forMe": False, "unread": False}
