"""How an outsider asks about a room at each door: by the path's ids, and by every other place that takes one.

A door that is not named here is asked as in asks.py, with the room's and the message's ids in its path.
"""

import re
from collections.abc import Callable

from tests.authorization.outsiders import Secrets, Target
from tests.authorization.routes import ASKS, Ask
from tests.authorization.routes_joining import at_the_door
from tests.support.rules_office import Person

Probe = Callable[[Secrets, Person | None, Target], Ask]

PROBES: dict[str, Probe] = {}


def probes(*doors: str) -> Callable[[Probe], Probe]:
    def register(probe: Probe) -> Probe:
        for door in doors:
            PROBES[door] = probe
        return probe

    return register


def probe_for(door: str, world: Secrets, who: Person | None, target: Target) -> Ask:
    """What is asked at DOOR about TARGET, with every place of the path filled."""
    if door in PROBES:
        asked = PROBES[door](world, who, target)
    else:
        recipe = ASKS.get(door)
        asked = recipe(world, who) if recipe else Ask()
        asked.values |= {"room_id": target.room_id, "message_id": target.message_id}
    if "<room_id>" in door:
        asked.values.setdefault("user_id", world.cleo.user_id)
    asked.values = world.values(door.split(" (")[0]) | asked.values
    return asked


def names_a_room(door: str) -> bool:
    """Whether what is asked there names the room: then its refusal is that of a room that never was."""
    return door in PROBES or re.search("<(room_id|message_id)>", door) is not None


@probes("GET /api/boot (?room=)")
def boot(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask(query=f"?room={target.room_id}")


@probes("GET /api/boot (?room= and ?around=)")
def boot_around(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask(query=f"?room={target.room_id}&around={target.message_id}")


@probes("GET /api/boot (only ?around=)")
def boot_around_alone(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask(query=f"?around={target.message_id}")


@probes("GET /r/<room_id>/<message_id> (their own room, another's message)")
def foreign_message(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask(values={"room_id": world.own_room(who), "message_id": target.message_id})


@probes("GET /api/rooms/<room_id>/messages (?around=)")
def page_around(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask(values={"room_id": target.room_id}, query="?around=1")


@probes("POST /api/invites (for that room)")
def invite_there(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask({"role": "guest", "room_ids": [target.room_id]})


@probes("POST /api/knocks/<knock_id>/admit (into that room)")
def admit_there(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask({"role": "guest", "room_ids": [target.room_id]}, {"knock_id": at_the_door(world)[1]})


@probes("PATCH /api/users/<user_id> (makes someone a guest there)")
def guest_there(world: Secrets, who: Person | None, target: Target) -> Ask:
    return Ask({"role": "guest", "room_ids": [target.room_id]})
