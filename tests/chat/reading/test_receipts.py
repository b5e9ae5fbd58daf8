"""Who has read a message, by name."""

import pytest

from chat_desktop.chat.core import policy
from chat_desktop.chat.reading import receipts
from chat_desktop.chat.rooms import read_receipts
from chat_desktop.errors import NotFound
from tests.support.parts.rules_office import RulesOffice


def test_the_members_of_the_room_are_named_with_their_marks(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Desk", "closed", office.ben, office.cleo)
    message = office.post(office.ana, "The door code is new", room_id)
    office.write(read_receipts.store, {(office.ben.user_id, room_id): message.seq})
    found, members = office.read(receipts.of_message, office.cleo.session_id, message.id)
    assert found.id == message.id
    assert members is not None
    marks = {member.user_id: member.read_seq for member in members}
    assert marks == {office.ana.user_id: 1, office.ben.user_id: 1, office.cleo.user_id: 0}


def test_nobody_outside_of_the_room_learns_of_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Desk", "closed", office.ben)
    message = office.post(office.ana, "The door code is new", room_id)
    with pytest.raises(NotFound):
        office.read(receipts.of_message, office.cleo.session_id, message.id)


def test_names_are_for_small_rooms(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    room_id = office.make_room(office.ana, "Desk", "closed", office.ben, office.cleo)
    message = office.post(office.ana, "The door code is new", room_id)
    monkeypatch.setattr(policy, "NAMED_READERS_MOST", 2)
    assert office.read(receipts.of_message, office.cleo.session_id, message.id)[1] is None
    office.remove_from_office(office.ben)
    members = office.read(receipts.of_message, office.cleo.session_id, message.id)[1]
    assert members is not None
    assert len(members) == 2
