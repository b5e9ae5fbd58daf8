"""Registers the requests about joining: invites, PINs and knocks."""

from chat_desktop.chat.joining import invites
from chat_desktop.chat.users.sessions import Browser
from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World
from tests.support.cast import PASSWORD
from tests.support.parts.rules_office import Person


@requests_for("PATCH /api/invite")
def change_ways(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"ways": ["link", "pin", "knock"]})


@requests_for("POST /api/invite/renew")
def renew_link(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"what": "link"})


@requests_for("POST /api/invite/renew (the PIN)")
def renew_pin(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"what": "pin"})


@requests_for("POST /api/invites")
def make_invite(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"role": "member"})


@requests_for("DELETE /api/invites/<invite_id>", "POST /api/invites/<invite_id>/renew")
def about_an_invite(world: World, who: Person | None) -> AskedRequest:
    made = world.office.write(invites.create, world.owner().session_id, "", "member", False, [], None)
    return AskedRequest(values={"invite_id": made.id})


@requests_for("POST /api/join/look")
def look_at_code(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"code": world.code})


@requests_for("POST /api/join (by the PIN)")
def join_by_pin(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"pin": world.pin, "name": world.new_name(), "password": PASSWORD})


@requests_for("POST /api/knocks")
def knock(world: World, who: Person | None) -> AskedRequest:
    world.site.services.joining.knocks.close()
    return AskedRequest({"name": world.new_name()}, address=world.new_address())


@requests_for("POST /api/knocks/ask", "POST /api/knocks/withdraw")
def about_ones_knock(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"knock": waiting_knock(world)[0]})


@requests_for("POST /api/knocks/enter")
def enter(world: World, who: Person | None) -> AskedRequest:
    token, knock_id = waiting_knock(world)
    with world.site.services.joining.knocks.answering(knock_id):
        world.site.services.joining.knocks.admit(knock_id, world.newcomer().user_id)
    return AskedRequest({"knock": token})


@requests_for("POST /api/knocks/<knock_id>/admit")
def admit(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"role": "member"}, {"knock_id": waiting_knock(world)[1]})


@requests_for("POST /api/knocks/<knock_id>/refuse")
def refuse(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"knock_id": waiting_knock(world)[1]})


def waiting_knock(world: World, name: str | None = None, *, keep: bool = False) -> tuple[str, str]:
    """The token and the id of a knock by somebody new; the former ones have gone, unless they are kept."""
    knocks = world.site.services.joining.knocks
    if not keep:
        knocks.close()
    token, found = knocks.knock(name or world.new_name(), Browser(world.new_address(), "Firefox"))
    return token, found.id
