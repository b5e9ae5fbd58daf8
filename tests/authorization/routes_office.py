"""Recipes: the page, getting in by the office's own link, one's account, rooms."""

from tests.authorization.requests import Ask, asks
from tests.authorization.world import World
from tests.support.cast import PASSWORD
from tests.support.rules_office import Person


@asks("GET /ui/<version>/<path:name>")
def page_file(world: World, who: Person | None) -> Ask:
    return Ask(values={"version": "0", "name": "app/main.js"})


@asks("POST /api/setup")
def set_up(world: World, who: Person | None) -> Ask:
    token = world.site.services.setup_tokens.issue()
    return Ask({"token": token, "office_name": "Ours", "name": world.new_name(), "password": PASSWORD})


@asks("POST /api/join")
def join(world: World, who: Person | None) -> Ask:
    return Ask({"code": world.code, "name": world.new_name(), "password": PASSWORD})


@asks("POST /api/session")
def sign_in(world: World, who: Person | None) -> Ask:
    return Ask({"name": world.new_member_name(), "password": PASSWORD})


@asks("POST /api/desktop/raise")
def raise_window(world: World, who: Person | None) -> Ask:
    return Ask({"secret": world.site.services.desktop_secret})


@asks("PATCH /api/account")
def rename_oneself(world: World, who: Person | None) -> Ask:
    return Ask({"name": world.new_name()})


@asks("POST /api/account/password")
def change_password(world: World, who: Person | None) -> Ask:
    return Ask({"current_password": PASSWORD, "password": PASSWORD})


@asks("PATCH /api/office")
def rename_office(world: World, who: Person | None) -> Ask:
    return Ask({"name": "Ours"})


@asks("POST /api/rooms")
def make_room(world: World, who: Person | None) -> Ask:
    return Ask({"name": world.new_name(), "kind": "closed"})


@asks("PATCH /api/rooms/<room_id>")
def change_room(world: World, who: Person | None) -> Ask:
    return Ask({"topic": "Ours"})


@asks("PATCH /api/rooms/<room_id> (the first room's name)")
def rename_home(world: World, who: Person | None) -> Ask:
    return Ask({"name": "Main"}, {"room_id": world.home_of(who)})


@asks("POST /api/rooms/<room_id>/join")
def join_room(world: World, who: Person | None) -> Ask:
    return Ask(values={"room_id": world.open_room()})


@asks("POST /api/rooms/<room_id>/members")
def add_members(world: World, who: Person | None) -> Ask:
    return Ask({"user_ids": [world.office.cleo.user_id]})


@asks("PATCH /api/rooms/<room_id>/membership")
def involve(world: World, who: Person | None) -> Ask:
    return Ask({"involvement": "mentions"})


@asks("POST /api/direct")
def write_directly(world: World, who: Person | None) -> Ask:
    return Ask({"user_ids": [world.newcomer().user_id]})


@asks("POST /api/direct (to someone in none of their rooms)")
def write_to_a_stranger(world: World, who: Person | None) -> Ask:
    return Ask({"user_ids": [world.office.dora.user_id]})


@asks("POST /api/rooms/<room_id>/leave (the first room)")
def leave_home(world: World, who: Person | None) -> Ask:
    return Ask(values={"room_id": world.office.home})


@asks("POST /api/rooms/<room_id>/members (a guest, into the first room)")
def add_guest_at_home(world: World, who: Person | None) -> Ask:
    guest = world.looker("guest")
    return Ask({"user_ids": [guest.user_id if guest else "0"]}, {"room_id": world.office.home})
