"""What helps a person to read: who has read a message."""

from flask import Blueprint, Response

from chat_desktop.chat.reading import receipts
from chat_desktop.web.answers import ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("reading", __name__, url_prefix="/api")


@blueprint.get("/messages/<message_id>/receipts")
def message_receipts(message_id: str) -> Response:
    """Returns who of the room has read a message, who has not, and on how many connected devices it is."""
    services = current_services()
    message, members = services.rules.read(receipts.of_message, session_id(), message_id)
    seen, unseen = list[str](), list[str]()
    for member in members:
        if member.user_id == message.sender_id:
            continue
        held = services.presence.read_seq(member.user_id, message.room_id)
        read_seq = member.read_seq if held is None else held
        (seen if read_seq >= message.seq else unseen).append(member.user_id)
    devices = services.presence.devices_in_room(message.room_id, message.sender_id)
    return ok(seen=seen, unseen=unseen, devices=devices)
