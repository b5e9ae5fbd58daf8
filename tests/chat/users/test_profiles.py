"""The profile of a person: whose it is shown to, and what it says."""

import pytest

from chat_desktop.chat.users import availability, profiles
from chat_desktop.errors import NotFound
from tests.support.parts.rules_office import RulesOffice


def test_it_has_the_rooms_in_common_and_no_others(office: RulesOffice) -> None:
    both = office.make_room(office.cleo, "Both", "closed", office.dora)
    office.make_room(office.cleo, "Alone", "closed")
    office.write(availability.set_time_zone, office.cleo.session_id, "Asia/Tokyo")
    found = office.read(profiles.get, office.dora.session_id, office.cleo.user_id)
    assert (found.time_zone, found.room_ids) == ("Asia/Tokyo", [office.home, both])
    assert office.read(profiles.get, office.ana.session_id, office.cleo.user_id).room_ids == [office.home]


def test_a_guest_gets_it_only_of_people_whom_they_see(office: RulesOffice) -> None:
    office.make_room(office.cleo, "Desk", "closed", office.dora)
    office.make_guest(office.dora)
    assert len(office.read(profiles.get, office.dora.session_id, office.cleo.user_id).room_ids) == 1
    for user_id in (office.ben.user_id, "nobody"):
        with pytest.raises(NotFound):
            office.read(profiles.get, office.dora.session_id, user_id)
