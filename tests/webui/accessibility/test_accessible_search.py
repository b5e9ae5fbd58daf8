"""The search is for everybody: axe finds nothing in its states, nothing reaches over an edge, and fingers meet it."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.finding.test_search import await_index
from tests.webui.accessibility.page_checks import SMALLEST_TARGET_PX, TOO_SMALL, faults, sideways, wide
from tests.webui.accessibility.test_accessible_states import LONG, NARROW, Room
from tests.webui.accessibility.test_accessible_states import room as room


def field(page: Page) -> Locator:
    return page.get_by_role("combobox")


def search_everything(page: Page, kind: str) -> None:
    page.keyboard.press("Control+k")
    expect(field(page)).to_be_focused()


def search_room(page: Page, kind: str) -> None:
    page.get_by_role("button", name="Search this room").click()
    expect(field(page)).to_be_focused()


# What is typed, and what is shown then.
STATES = {
    "nothing typed": ("", "[role=combobox]"),
    "found": ("keys", ".said mark:text-is('keys')"),
    "long words": (LONG, f".said mark:text-is('{LONG}')"),
    "completing": ("keys in:", "[role=option]"),
    "filtered": ("from:me has:poll", ".search-chip[data-set]"),
    "nothing found": ("nobody wrote this", ".search-nothing"),
    "refused": ("from:nobodyoftheoffice keys", ".search-problem"),
}


@pytest.mark.parametrize(
    ("kind", "direction", "begin"),
    [
        ("desktop", "ltr", search_everything),
        ("desktop", "ltr", search_room),
        ("phone", "ltr", search_everything),
        ("phone", "rtl", search_room),
    ],
)
def test_the_search_is_for_everybody(room: Room, kind: str, direction: str, begin: Callable[[Page, str], None]) -> None:
    options: dict[str, Any] = {"viewport": NARROW} if kind == "phone" else {}
    person = room.entered(kind, direction, **options)
    person.allow("400", "404")  # how the host refuses a name that it does not know
    # The last words of the room, and of the one beside it. What is indexed after a search is not in its answer.
    await_index(room.dora, LONG, 2)
    page = person.page
    wrong: dict[str, list[str]] = {}
    begin(page, kind)
    for state, (typed, shown) in STATES.items():
        field(page).fill(typed)
        expect(page.locator(shown).first).to_be_visible()
        wrong[state] = sideways(page) + wide(page)
        if direction == "ltr":
            wrong[state] += faults(page)
        if kind == "phone":
            targets = page.locator(".beside :is(button, a, li[role=option]):visible")
            wrong[state] += targets.evaluate_all(TOO_SMALL, SMALLEST_TARGET_PX)
    assert {state: found for state, found in wrong.items() if found} == {}
