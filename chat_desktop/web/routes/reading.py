"""What helps a person to read: threads, pins, and who has read a message."""

from flask import Blueprint, Response

from chat_desktop.chat.core.records import Member, Message
from chat_desktop.chat.reading import pins, receipts, threads
from chat_desktop.web.answers import number, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import payloads, reading

blueprint = Blueprint("reading", __name__, url_prefix="/api")


@blueprint.get("/messages/<message_id>/receipts")
def message_receipts(message_id: str) -> Response:
    """Returns on how many connected devices a message is, and in a small room who has read it and who has not."""
    services = current_services()
    message, members = services.rules.read(receipts.of_message, session_id(), message_id)
    devices = services.presence.devices_in_room(message.room_id, message.sender_id)
    return ok(devices=devices, **({} if members is None else _readers(message, members)))


def _readers(message: Message, members: list[Member]) -> payloads.Payload:
    seen, unseen = list[str](), list[str]()
    for member in members:
        if member.user_id == message.sender_id:
            continue
        held = current_services().presence.read_seq(member.user_id, message.room_id)
        read_seq = member.read_seq if held is None else held
        (seen if read_seq >= message.seq else unseen).append(member.user_id)
    return {"seen": seen, "unseen": unseen}


@blueprint.get("/messages/<message_id>/thread")
def thread(message_id: str) -> Response:
    """Returns a part of the thread that the message is in."""
    found = current_services().rules.read(
        threads.page,
        session_id(),
        message_id,
        before=number("before", None),
        limit=number("limit", threads.PAGE),
    )
    return ok(**reading.thread(found))


@blueprint.put("/messages/<message_id>/follow")
def follow(message_id: str) -> Response:
    """Follows the thread."""
    current_services().rules.write(threads.follow, session_id(), message_id)
    return ok(following=True)


@blueprint.delete("/messages/<message_id>/follow")
def unfollow(message_id: str) -> Response:
    """Leaves the thread."""
    current_services().rules.write(threads.unfollow, session_id(), message_id)
    return ok(following=False)


@blueprint.get("/rooms/<room_id>/pins")
def room_pins(room_id: str) -> Response:
    """Returns the pinned messages of a room, the one pinned last first."""
    found = current_services().rules.read(pins.of_room, session_id(), room_id)
    return ok(messages=[payloads.message(message) for message in found])


@blueprint.put("/messages/<message_id>/pin")
def pin(message_id: str) -> Response:
    """Pins a message."""
    return ok(message=payloads.message(current_services().rules.write(pins.pin, session_id(), message_id)))


@blueprint.delete("/messages/<message_id>/pin")
def unpin(message_id: str) -> Response:
    """Unpins a message."""
    return ok(message=payloads.message(current_services().rules.write(pins.unpin, session_id(), message_id)))
