"""With letters of twice the size everything in a conversation fits a phone, and words are read as words."""

import pytest
from playwright.sync_api import Page

from tests.webui.accessibility.page_checks import columns_of_letters
from tests.webui.accessibility.test_accessible_states import Room, over_an_edge, walk
from tests.webui.accessibility.test_accessible_states import room as room


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_each_state_fits_a_phone(room: Room, direction: str) -> None:
    person = room.entered("phone", direction, large=True)

    def look(page: Page) -> list[str]:
        return over_an_edge(page) + columns_of_letters(page)

    assert walk(person, "phone", look) == {}
