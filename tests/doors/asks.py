"""What is asked at each door: a request that somebody with every right would be granted.

A door that is not named here is asked with an empty body, about the shared room, its message and a fresh member.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cast import PASSWORD
from tests.doors.world import World
from tests.inside import Person


@dataclass
class Ask:
    """`values` fill the path's places beside what the world has for them; `query` begins with `?`."""

    body: Any = None
    values: dict[str, str] = field(default_factory=dict)
    query: str = ""


Recipe = Callable[[World, Person | None], Ask]

ASKS: dict[str, Recipe] = {}

# After these the office is another one: the next door gets a new world.
SPOILING = set[str]()


def asks(*doors: str, spoils: bool = False) -> Callable[[Recipe], Recipe]:
    def register(recipe: Recipe) -> Recipe:
        for door in doors:
            ASKS[door] = recipe
            SPOILING.update([door] if spoils else [])
        return recipe

    return register


def ask_for(door: str, world: World, who: Person | None) -> Ask:
    return ASKS[door](world, who) if door in ASKS else Ask()


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
    return Ask(values={"room_id": world.office.make_room(world.office.cleo, world.new_name(), "open")})


@asks("POST /api/rooms/<room_id>/members")
def add_members(world: World, who: Person | None) -> Ask:
    return Ask({"user_ids": [world.office.cleo.user_id]})


@asks("PATCH /api/rooms/<room_id>/membership")
def involve(world: World, who: Person | None) -> Ask:
    return Ask({"involvement": "mentions"})


@asks("POST /api/direct")
def write_directly(world: World, who: Person | None) -> Ask:
    return Ask({"user_ids": [world.newcomer().user_id]})


@asks("POST /api/direct (to somebody in no room of theirs)")
def write_to_a_stranger(world: World, who: Person | None) -> Ask:
    return Ask({"user_ids": [world.office.dora.user_id]})
