"""Registers the requests about the page, accounts and rooms."""

from chat_desktop.chat.messages import room_state
from chat_desktop.chat.rooms import memberships
from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World
from tests.support.cast import PASSWORD
from tests.support.parts.rules_office import Person


@requests_for("GET /ui/<version>/<path:name>")
def page_file(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"version": "0", "name": "app/main.js"})


@requests_for("POST /api/setup")
def set_up(world: World, who: Person | None) -> AskedRequest:
    token = world.site.services.sign_in.setup_tokens.issue()
    return AskedRequest({"token": token, "office_name": "Ours", "name": world.new_name(), "password": PASSWORD})


@requests_for(
    *("POST /api/receive", "POST /api/receive/ask", "POST /api/receive/withdraw"),
    *(f"POST /api/kept-copies/{act}" for act in ("ask", "enrol", "withdraw", "renew", "remove", "take-over")),
)
def receive(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"token": world.site.services.sign_in.setup_tokens.issue()}, here=True)


@requests_for("POST /api/join")
def join(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"code": world.code, "name": world.new_name(), "password": PASSWORD})


@requests_for("POST /api/session")
def sign_in(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"name": world.new_member_name(), "password": PASSWORD})


@requests_for("POST /api/desktop/raise")
def raise_window(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"secret": world.site.services.desktop.secret})


@requests_for("PATCH /api/account")
def rename_oneself(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"name": world.new_name()})


@requests_for("PUT /api/account/status")
def set_my_status(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"text": "Lunch"})


@requests_for("PUT /api/account/do-not-disturb")
def do_not_disturb_me(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"on": True})


@requests_for("PUT /api/account/quiet-hours")
def set_my_quiet_hours(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"hours": None})


@requests_for("PUT /api/account/time-zone")
def set_my_time_zone(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"time_zone": "Europe/Berlin"})


@requests_for("PUT /api/account/sidebar")
def arrange_my_sidebar(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"sections": [{"id": "favourites", "rooms": [world.office.home]}]})


@requests_for("PATCH /api/account/preferences")
def set_my_preferences(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"enter_sends": False})


@requests_for("POST /api/account/password")
def change_password(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"current_password": PASSWORD, "password": PASSWORD})


@requests_for("PATCH /api/office")
def rename_office(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"name": "Ours"})


@requests_for("POST /api/rooms")
def make_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"name": world.new_name(), "kind": "closed"})


@requests_for("PATCH /api/rooms/<room_id>")
def change_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"topic": "Ours"})


def fresh_room(world: World, who: Person | None, name: str | None = None) -> dict[str, str]:
    """A room that WHO is in, which the operation may close or delete."""
    room = world.office.make_room(world.newcomer(), name or world.new_name(), "closed")
    if who is not None:
        world.enter(who.user_id, room)
    return {"room_id": room}


@requests_for("PATCH /api/rooms/<room_id> (opens or closes)")
def open_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"kind": "open"}, fresh_room(world, who))


@requests_for("PATCH /api/rooms/<room_id> (archives)")
def archive_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"archived": True}, fresh_room(world, who))


def archived_room(world: World, who: Person | None) -> tuple[str, str]:
    """An archived room that WHO is in, and a message there."""
    maker = world.newcomer()
    room_id = world.office.make_room(maker, world.new_name(), "closed")
    if who is not None:
        world.enter(who.user_id, room_id)
    message = world.office.post(maker, "before", room_id)
    world.office.write(room_state.archive, maker.session_id, room_id, archived=True)
    return room_id, message.id


@requests_for("PATCH /api/rooms/<room_id> (archived)")
def change_archived_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"topic": "Ours"}, {"room_id": archived_room(world, who)[0]})


@requests_for("POST /api/rooms/<room_id>/members (archived)")
def add_to_archived_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"user_ids": [world.office.cleo.user_id]}, {"room_id": archived_room(world, who)[0]})


@requests_for(
    "PUT /api/messages/<message_id>/pin (in an archived room)",
    "DELETE /api/messages/<message_id>/pin (in an archived room)",
)
def pin_in_archived_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"message_id": archived_room(world, who)[1]})


@requests_for("DELETE /api/rooms/<room_id>")
def delete_room(world: World, who: Person | None) -> AskedRequest:
    name = world.new_name()
    return AskedRequest({"name": name}, fresh_room(world, who, name))


@requests_for("DELETE /api/rooms/<room_id> (archived, and left by everybody)")
def delete_left_room(world: World, who: Person | None) -> AskedRequest:
    maker, name = world.newcomer(), world.new_name()
    room_id = world.office.make_room(maker, name, "closed")
    world.office.write(room_state.archive, maker.session_id, room_id, archived=True)
    world.office.write(memberships.leave, maker.session_id, room_id)
    return AskedRequest({"name": name}, {"room_id": room_id})


@requests_for("PATCH /api/rooms/<room_id> (the first room's name)")
def rename_home(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"name": "Main"}, {"room_id": world.home_of(who)})


@requests_for("POST /api/rooms/<room_id>/join")
def join_room(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"room_id": world.open_room()})


@requests_for("POST /api/rooms/<room_id>/members")
def add_members(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"user_ids": [world.office.cleo.user_id]})


@requests_for("PATCH /api/rooms/<room_id>/membership")
def involve(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"involvement": "mentions"})


@requests_for("POST /api/direct")
def write_directly(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"user_ids": [world.newcomer().user_id]})


@requests_for("POST /api/direct (to someone in none of their rooms)")
def write_to_a_stranger(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"user_ids": [world.office.dora.user_id]})


@requests_for("POST /api/rooms/<room_id>/leave (the first room)")
def leave_home(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"room_id": world.office.home})


@requests_for("POST /api/rooms/<room_id>/members (a guest, into the first room)")
def add_guest_at_home(world: World, who: Person | None) -> AskedRequest:
    guest = world.standing_person("guest")
    return AskedRequest({"user_ids": [guest.user_id if guest else "0"]}, {"room_id": world.office.home})
