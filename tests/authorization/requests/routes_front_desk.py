"""Registers the requests about front desks."""

from chat_desktop.chat.front_desk import desks, pins
from chat_desktop.chat.front_desk.commands import MakeFrontDesk
from chat_desktop.chat.users import sessions
from chat_desktop.errors import Invalid
from chat_desktop.web.cookies import FRONT_DESK, cookie_name
from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World, hashed
from tests.support.cast import PASSWORD
from tests.support.parts.rules_office import BROWSER, Person


def made(world: World, user: Person) -> tuple[str, str]:
    """Returns the id of a new front desk that a person uses, and its cookie."""
    maker = world.office.write(sessions.start_for, world.office.ana.user_id, None, BROWSER)
    asked = MakeFrontDesk("Front desk", [user.user_id])
    desk, token = world.office.write(desks.make, maker.session_id, asked, BROWSER)
    return desk.id, f"{cookie_name(world.office.office.id, kind=FRONT_DESK)}={token}"


def newcomer_with_pin(world: World) -> Person:
    person = world.newcomer()
    world.office.write(pins.store, person.user_id, hashed(), 4)
    return person


@requests_for("POST /api/front-desks", spoils=True)
def make(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"name": "Front desk", "user_ids": [world.newcomer().user_id]})


@requests_for("PATCH /api/front-desks/<desk_id>")
def change(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"name": "Entrance"}, {"desk_id": made(world, world.newcomer())[0]})


@requests_for("DELETE /api/front-desks/<desk_id>")
def end(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({}, {"desk_id": made(world, world.newcomer())[0]})


@requests_for("DELETE /api/account/front-desks/<desk_id>")
def leave(world: World, who: Person | None) -> AskedRequest:
    try:
        return AskedRequest({}, {"desk_id": made(world, who)[0] if who else "0"})
    except Invalid:
        return AskedRequest({}, {"desk_id": "0"})  # guests use none


@requests_for("DELETE /api/users/<user_id>/front-desk-pin")
def reset(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({}, {"user_id": newcomer_with_pin(world).user_id})


@requests_for("PUT /api/account/front-desk-pin")
def set_pin(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"pin": "7302", "current_password": PASSWORD})


# A request with the cookie of a desk has no other, so it comes from nobody.
@requests_for("GET /api/front-desk (in the browser of a front desk)")
def locked_screen(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(headers={"Cookie": made(world, world.newcomer())[1]})


@requests_for("POST /api/front-desk/open")
def open_elsewhere(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"user_id": newcomer_with_pin(world).user_id, "pin": PASSWORD})


@requests_for("POST /api/front-desk/pin")
def replace_elsewhere(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"user_id": world.newcomer().user_id, "password": PASSWORD, "pin": "7302"})
