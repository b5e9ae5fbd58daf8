"""Clocks and dates are written as the browser's region writes them, in the page's language."""

import re

import pytest

from tests.support.browsers.pages import People

AFTERNOON = "2026-11-23T14:05:00.000Z"


@pytest.mark.parametrize(
    ("locale", "clock"),
    [("de-DE", r"14:05"), ("fr-FR", r"14:05"), ("pt-BR", r"14:05"), ("en-GB", r"14:05"), ("en-US", r"2:05\sPM")],
)
def test_the_clock_has_the_hours_of_the_region_whatever_the_language(people: People, locale: str, clock: str) -> None:
    person = people("desktop", locale=locale, timezone_id="UTC")
    # The language that was chosen in this browser, whatever the browser prefers.
    person.page.context.add_cookies([{"name": "lang", "value": "en", "url": person.base}])
    person.open("/sign-in")
    assert person.page.locator("html").get_attribute("lang") == "en"
    written = person.module("lib/time.js", "return [m.clock(a), m.brief(a), m.moment(a)]", AFTERNOON)
    assert re.fullmatch(clock, written[0]), written
    assert all(re.search(clock, one) and "Nov" in one for one in written[1:]), written
