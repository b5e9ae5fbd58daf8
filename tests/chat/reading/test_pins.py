"""The pinned messages of a room."""

import json

import pytest

from chat_desktop.chat.core.events import MessageChanged
from chat_desktop.chat.messages import posting
from chat_desktop.chat.reading import pins
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Forbidden, Invalid, NotFound
from tests.support.parts.rules_office import RulesOffice


def test_a_pin_is_a_change_of_its_message(office: RulesOffice) -> None:
    first, second = office.post(office.ana, "Door code"), office.post(office.ana, "Rota")
    office.events.clear()
    for message in (second, first):
        office.now += 1_000
        pinned = office.write(pins.pin, office.ben.session_id, message.id)
        assert json.loads(pinned.pinned or "") == {"user_id": office.ben.user_id, "at": office.now}
    assert [event.message.rev for event in office.events if isinstance(event, MessageChanged)] == [3, 4]
    found = office.read(pins.of_room, office.cleo.session_id, office.home)
    assert [message.id for message in found] == [first.id, second.id]
    again = office.write(pins.pin, office.cleo.session_id, first.id)
    assert again.rev == 4
    office.write(pins.unpin, office.cleo.session_id, first.id)
    office.write(posting.delete, office.ana.session_id, second.id)
    assert office.read(pins.of_room, office.cleo.session_id, office.home) == []
    with pytest.raises(NotFound):
        office.write(pins.pin, office.ana.session_id, second.id)


def test_a_room_has_so_many_pins(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "MOST", 1)
    first, second = office.post(office.ana, "Door code"), office.post(office.ana, "Rota")
    office.write(pins.pin, office.ana.session_id, first.id)
    with pytest.raises(Invalid):
        office.write(pins.pin, office.ana.session_id, second.id)


def test_who_may_pin(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Desk", "closed", office.ben, office.cleo)
    message = office.post(office.ana, "Door code", room_id)
    office.make_guest(office.cleo, room_id, read_only=True)
    with pytest.raises(Forbidden):
        office.write(pins.pin, office.cleo.session_id, message.id)
    office.write(memberships.leave, office.ben.session_id, room_id)
    for who in (office.ben, office.dora):
        with pytest.raises(NotFound):
            office.write(pins.pin, who.session_id, message.id)
        with pytest.raises(NotFound):
            office.read(pins.of_room, who.session_id, room_id)
