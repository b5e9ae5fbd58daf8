"""A message's JSON is made once, for its event and its ack alike."""

import gc
import time
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.events import MessagePosted
from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.realtime.connection_registry import ConnectionRegistry
from chat_desktop.realtime.handlers import messages
from chat_desktop.realtime.publisher import Publisher
from chat_desktop.realtime.read_marks import ReadMarks
from chat_desktop.wire import payloads
from tests.support.parts.rules_office import RulesOffice


def test_event_and_ack_say_the_same_and_it_is_made_once(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    made, heard = list[str](), list[Any]()
    as_dict = payloads.message

    def note(record: Any) -> payloads.Payload:
        made.append(record.id)
        return as_dict(record)

    monkeypatch.setattr(payloads, "message", note)
    manager = SimpleNamespace(emit_all=lambda event, bodies, room: heard.extend(bodies))
    presence, nothing = Presence(time.monotonic), lambda *it: None
    server: Any = SimpleNamespace(manager=manager)
    publisher = Publisher(server, ConnectionRegistry(), ReadMarks(), presence, nothing, nothing)
    context: Any = SimpleNamespace(rules=office)
    connection: Any = SimpleNamespace(identity=SimpleNamespace(session_id=office.ana.session_id))

    asked = PostMessage(room_id=office.home, client_id="one", body="soup 😀")
    ack = messages.post(context, connection, asked)
    handlers: dict[type, Any] = {}
    publisher.subscribe(handlers.__setitem__)
    handlers[MessagePosted](office.events[-1])
    [told] = heard
    assert len(made) == 1
    told, acked = (msgspec.json.decode(msgspec.json.encode(body))["message"] for body in (told, ack))
    assert told == acked == as_dict(office.events[-1].message)


def test_what_is_kept_goes_with_its_record(office: RulesOffice) -> None:
    messages_ = [office.post(office.ana, f"soup {number}") for number in range(5)]
    office.events.clear()
    first = [bytes(payloads.message_json(message)) for message in messages_]
    assert [bytes(payloads.message_json(message)) for message in messages_] == first
    records = [payloads._encoded[id(message)][0] for message in messages_]
    del messages_
    office.read(lambda look: None)  # the writer has let go of its last job
    office.post(office.ana, "bread")
    gc.collect()
    assert [kept for kept, _ in payloads._encoded.values() if kept in records] == []
