"""Rooms, their people and their messages."""

from flask import Blueprint, Response

from chat_desktop.chat.core import commands
from chat_desktop.chat.core.records import Member, Room
from chat_desktop.chat.messages import history, posting, room_state
from chat_desktop.chat.rooms import left_rooms, memberships, rooms
from chat_desktop.errors import Invalid
from chat_desktop.web.answers import asked, number, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import request_session, session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("rooms", __name__, url_prefix="/api")


@blueprint.get("/rooms")
def mine() -> Response:
    """Returns the rooms of the person."""
    return ok(rooms=[_room(room) for room in current_services().rules.read(rooms.list_own, session_id())])


@blueprint.get("/rooms/open")
def open_ones() -> Response:
    """Returns the open rooms that the person may join."""
    return ok(rooms=[payloads.room(room) for room in current_services().rules.read(rooms.list_open, session_id())])


@blueprint.get("/rooms/left")
def left() -> Response:
    """Returns the archived rooms that everybody has left, which the owner can delete."""
    found = current_services().rules.read(left_rooms.list_all, session_id())
    return ok(rooms=[payloads.left_room(room) for room in found])


@blueprint.post("/rooms")
def create() -> Response:
    """Creates a room."""
    form = asked(commands.CreateRoom)
    made = current_services().rules.write(rooms.create, session_id(), form.name, form.kind, form.user_ids)
    return ok(201, room=_room(made))


@blueprint.patch("/rooms/<room_id>")
def change(room_id: str) -> Response:
    """Changes the name, the topic and the description; or whether the room is open, or archived. Raises Invalid."""
    form, write = asked(commands.ChangeRoom), current_services().rules.write
    has_text = any(text is not None for text in (form.name, form.topic, form.description, form.line))
    if (form.kind is not None) + (form.archived is not None) + has_text > 1:
        raise Invalid("kind", "change_whether_room_open_archived")
    if form.kind is not None:
        return ok(room=_room(write(room_state.set_kind, session_id(), room_id, form.kind)))
    if form.archived is not None:
        return ok(room=_room(write(room_state.archive, session_id(), room_id, form.archived)))
    return ok(
        room=_room(write(rooms.change, session_id(), room_id, form.name, form.topic, form.description, form.line))
    )


@blueprint.get("/rooms/<room_id>/details")
def details(room_id: str) -> Response:
    """Returns the description, and when and by whom the room was made."""
    found = current_services().rules.read(rooms.details, session_id(), room_id)
    return ok(**payloads.room_details(found))


@blueprint.delete("/rooms/<room_id>")
def delete(room_id: str) -> Response:
    """Deletes the room with everything in it."""
    current_services().rules.write(room_state.delete, session_id(), room_id, asked(commands.DeleteRoom).name)
    return ok()


@blueprint.post("/rooms/<room_id>/join")
def join(room_id: str) -> Response:
    """Joins an open room."""
    return ok(room=_room(current_services().rules.write(memberships.join, session_id(), room_id)))


@blueprint.post("/rooms/<room_id>/leave")
def leave(room_id: str) -> Response:
    """Leaves a room."""
    return ok(room=payloads.room(current_services().rules.write(memberships.leave, session_id(), room_id)))


@blueprint.get("/rooms/<room_id>/members")
def members(room_id: str) -> Response:
    """Returns the members."""
    found = current_services().rules.read(memberships.list_members, session_id(), room_id)
    return ok(members=[_member(room_id, member) for member in found])


@blueprint.post("/rooms/<room_id>/members")
def add_members(room_id: str) -> Response:
    """Adds members."""
    form = asked(commands.People)
    found = current_services().rules.write(memberships.add, session_id(), room_id, form.user_ids)
    return ok(members=[_member(room_id, member) for member in found])


@blueprint.delete("/rooms/<room_id>/members/<user_id>")
def remove_member(room_id: str, user_id: str) -> Response:
    """Removes a member."""
    current_services().rules.write(memberships.remove, session_id(), room_id, user_id)
    return ok()


@blueprint.patch("/rooms/<room_id>/membership")
def involve(room_id: str) -> Response:
    """Sets which messages notify the person."""
    form = asked(commands.ChangeMembership)
    return ok(
        room=_room(current_services().rules.write(memberships.set_involvement, session_id(), room_id, form.involvement))
    )


@blueprint.post("/direct")
def direct() -> Response:
    """Returns the direct conversation with these people, and creates it if necessary."""
    form = asked(commands.People)
    room, is_new = current_services().rules.write(rooms.get_or_create_direct, session_id(), form.user_ids)
    return ok(201 if is_new else 200, room=_room(room))


@blueprint.get("/rooms/<room_id>/messages")
def page(room_id: str) -> Response:
    """Returns a page of messages."""
    found = current_services().rules.read(
        history.page,
        session_id(),
        room_id,
        before=number("before", None),
        after=number("after", None),
        around=number("around", None),
        limit=number("limit", history.PAGE),
    )
    return ok(**payloads.page(found))


@blueprint.get("/messages/<message_id>")
def message(message_id: str) -> Response:
    """Returns one message."""
    return ok(message=payloads.message(current_services().rules.read(posting.get, session_id(), message_id)))


def _room(room: Room) -> payloads.Payload:
    identity = request_session().identity
    return payloads.room(room, current_services().presence.read_seq(identity.user_id, room.id) if identity else None)


def _member(room_id: str, member: Member) -> payloads.Payload:
    return payloads.member(member, current_services().presence.read_seq(member.user_id, room_id))
