"""What people arrange in their sidebars: kept for each person, bounded, and told to their own connections."""

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.commands import SidebarSection
from chat_desktop.chat.core.events import SidebarChanged
from chat_desktop.chat.rooms import sidebar
from chat_desktop.errors import Invalid
from tests.support.parts.rules_office import RulesOffice

FAIR = SidebarSection("s1", " Spring\tfair ", ["a", "b"], folded=True)
FAVOURITES = SidebarSection("favourites", None, ["c"])


def test_sections_are_kept_for_one_person_and_published_to_that_person(office: RulesOffice) -> None:
    office.write(sidebar.replace, office.cleo.session_id, [FAVOURITES, FAIR])
    (event,) = office.events
    assert isinstance(event, SidebarChanged)
    assert event.user_id == office.cleo.user_id
    found = office.read(sidebar.get, office.cleo.session_id)
    assert found == [FAVOURITES, SidebarSection("s1", "Spring fair", ["a", "b"], folded=True)]
    assert office.read(sidebar.get, office.dora.session_id) == []


def test_boot_and_welcome_carry_them_only_when_something_is_arranged(office: RulesOffice) -> None:
    office.write(sidebar.replace, office.cleo.session_id, [FAVOURITES])
    text = '[{"id":"favourites","rooms":["c"]}]'
    assert office.read(boot_snapshot.full, office.cleo.session_id).sidebar == text
    assert office.write(boot_snapshot.welcome, office.cleo.session_id)[2].sidebar == text
    office.write(sidebar.replace, office.cleo.session_id, [])
    assert office.read(boot_snapshot.full, office.cleo.session_id).sidebar is None
    assert office.write(boot_snapshot.welcome, office.cleo.session_id)[2].sidebar is None


@pytest.mark.parametrize(
    "sections",
    [
        [SidebarSection(f"s{number}", "x") for number in range(sidebar.MOST_SECTIONS + 1)],
        [SidebarSection("s1", "x"), SidebarSection("s1", "y")],
        [SidebarSection("s1", "x", ["a"]), SidebarSection("favourites", None, ["a"])],
        [SidebarSection("rooms", None, [str(number) for number in range(sidebar.MOST_ROOMS + 1)])],
        [SidebarSection("s1", "  ")],
        [SidebarSection("s1", "x" * 41)],
        [SidebarSection("s1", "a\u202eb")],
        [SidebarSection("s1", "x", ["a" * 41])],
        [SidebarSection("", "x")],
        [SidebarSection("s1", "x", ["a\u202e"])],
        [SidebarSection("<b>", "x")],
    ],
    ids=lambda sections: sections[0].id if len(sections) > 2 else repr(sections)[:60],
)
def test_what_is_too_much_or_stands_twice_is_refused(office: RulesOffice, sections: list[SidebarSection]) -> None:
    with pytest.raises(Invalid):
        office.write(sidebar.replace, office.cleo.session_id, sections)
    assert office.read(sidebar.get, office.cleo.session_id) == []
