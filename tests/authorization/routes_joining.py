"""Recipes: the ways in."""

from chat_desktop.chat.joining import invites
from chat_desktop.chat.users.sessions import Browser
from tests.authorization.requests import Ask, asks
from tests.authorization.world import World
from tests.support.cast import PASSWORD
from tests.support.rules_office import Person


@asks("PATCH /api/invite")
def change_ways(world: World, who: Person | None) -> Ask:
    return Ask({"ways": ["link", "pin", "knock"]})


@asks("POST /api/invite/renew")
def renew_link(world: World, who: Person | None) -> Ask:
    return Ask({"what": "link"})


@asks("POST /api/invite/renew (the PIN)")
def renew_pin(world: World, who: Person | None) -> Ask:
    return Ask({"what": "pin"})


@asks("POST /api/invites")
def make_invite(world: World, who: Person | None) -> Ask:
    return Ask({"role": "member"})


@asks("DELETE /api/invites/<invite_id>", "POST /api/invites/<invite_id>/renew")
def about_an_invite(world: World, who: Person | None) -> Ask:
    made = world.office.write(invites.make, world.owner().session_id, "", "member", False, [], None)
    return Ask(values={"invite_id": made.id})


@asks("POST /api/join/look")
def look_at_code(world: World, who: Person | None) -> Ask:
    return Ask({"code": world.code})


@asks("POST /api/join (by the PIN)")
def join_by_pin(world: World, who: Person | None) -> Ask:
    return Ask({"pin": world.pin, "name": world.new_name(), "password": PASSWORD})


@asks("POST /api/knocks")
def knock(world: World, who: Person | None) -> Ask:
    world.site.services.knocks.close()
    return Ask({"name": world.new_name()}, address=world.new_address())


@asks("POST /api/knocks/ask", "POST /api/knocks/withdraw")
def about_ones_knock(world: World, who: Person | None) -> Ask:
    return Ask({"knock": at_the_door(world)[0]})


@asks("POST /api/knocks/enter")
def enter(world: World, who: Person | None) -> Ask:
    token, knock_id = at_the_door(world)
    with world.site.services.knocks.answering(knock_id):
        world.site.services.knocks.admit(knock_id, world.newcomer().user_id)
    return Ask({"knock": token})


@asks("POST /api/knocks/<knock_id>/admit")
def admit(world: World, who: Person | None) -> Ask:
    return Ask({"role": "member"}, {"knock_id": at_the_door(world)[1]})


@asks("POST /api/knocks/<knock_id>/refuse")
def refuse(world: World, who: Person | None) -> Ask:
    return Ask(values={"knock_id": at_the_door(world)[1]})


def at_the_door(world: World, name: str | None = None, *, keep: bool = False) -> tuple[str, str]:
    """The token and the id of a knock by somebody new; the former ones have gone, unless they are kept."""
    knocks = world.site.services.knocks
    if not keep:
        knocks.close()
    token, found = knocks.knock(name or world.new_name(), Browser(world.new_address(), "Firefox"))
    return token, found.id
