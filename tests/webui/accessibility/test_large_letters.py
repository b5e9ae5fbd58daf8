"""With letters of twice the size everything in a conversation fits a phone, and words are read as words."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.finding.test_search import await_index
from tests.webui.accessibility.page_checks import columns_of_letters
from tests.webui.accessibility.test_accessible_search import STATES, field, search_everything
from tests.webui.accessibility.test_accessible_states import LONG, Room, over_an_edge, walk
from tests.webui.accessibility.test_accessible_states import room as room


def look(page: Page) -> list[str]:
    return over_an_edge(page) + columns_of_letters(page)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_each_state_fits_a_phone(room: Room, direction: str) -> None:
    assert walk(room.entered("phone", direction, large=True), "phone", look) == {}


def test_the_search_fits_a_phone(room: Room) -> None:
    person = room.entered("phone", large=True)
    person.allow("400", "404")  # how the host refuses a name that it does not know
    await_index(room.dora, LONG, 2)
    page = person.page
    wrong = {}
    search_everything(page, "phone")
    for state, (typed, shown) in STATES.items():
        field(page).fill(typed)
        expect(page.locator(shown).first).to_be_visible()
        wrong[state] = look(page)
    assert {state: found for state, found in wrong.items() if found} == {}
