"""Forwarding: the host takes the text and the origin from the message itself."""

from typing import Any

import pytest

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import posting
from chat_desktop.errors import Forbidden, NotFound
from chat_desktop.wire import parsing, payloads
from tests.support.parts.rules_office import Person, RulesOffice


def forward(office: RulesOffice, who: Person, message_id: str, room_id: str, client_id: str = "f") -> Message:
    content = {"forwarded": {"message_id": message_id}}
    asked = {"room_id": room_id, "client_id": client_id, "body": "forged", "content": content}
    return office.write(posting.post, who.session_id, parsing.convert(PostMessage, asked))


def origin(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = payloads.message(message)["content"]["forwarded"]
    return found


def test_text_and_origin_are_those_of_the_message(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    original = office.post(office.ana, "October is closed.", office.home)
    office.now += 60_000
    found = forward(office, office.cleo, original.id, room)
    assert found.body == "October is closed."
    assert origin(found) == {
        "message_id": original.id,
        "room_id": office.home,
        "room_name": "General",
        "sender_id": office.ana.user_id,
        "sender_name": "Ana",
        "sent_at": payloads.time(original.created_at),
    }
    again = forward(office, office.ana, found.id, office.home, "g")
    assert origin(again) == origin(found), "the first origin stays"


def test_the_name_of_a_closed_room_is_not_told(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    original = office.post(office.ana, "quiet", room)
    assert origin(forward(office, office.cleo, original.id, office.home))["room_name"] is None


def test_only_what_one_may_read_is_forwarded(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    original = office.post(office.ana, "quiet", room)
    with pytest.raises(NotFound):
        forward(office, office.dora, original.id, office.home)
    with pytest.raises(NotFound):
        forward(office, office.dora, "0", office.home)
    office.write(posting.delete, office.ana.session_id, original.id)
    with pytest.raises(NotFound):
        forward(office, office.cleo, original.id, office.home)


def test_it_is_not_edited_and_a_reader_forwards_nothing(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    found = forward(office, office.ana, office.post(office.ana, "news", room).id, room)
    with pytest.raises(Forbidden):
        office.write(posting.edit, office.ana.session_id, found.id, "other news")
    office.make_guest(office.cleo, room, read_only=True)
    with pytest.raises(Forbidden):
        forward(office, office.cleo, found.id, room)
