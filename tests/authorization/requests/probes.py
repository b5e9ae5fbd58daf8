"""Builds the requests by which somebody outside of a room asks about it, for each route.

An operation that is not named here is asked as in routes_*.py, with the room's and the message's ids in its path.
"""

import re
from collections.abc import Callable

from tests.authorization.requests.routes import REQUESTS, AskedRequest
from tests.authorization.requests.routes_joining import waiting_knock
from tests.authorization.requests.routes_scheduled import in_hours
from tests.authorization.world.outsiders import PrivateRoomWorld, Target
from tests.support.parts.rules_office import Person

Probe = Callable[[PrivateRoomWorld, Person | None, Target], AskedRequest]

PROBES: dict[str, Probe] = {}


def probes(*operations: str) -> Callable[[Probe], Probe]:
    def register(probe: Probe) -> Probe:
        for operation in operations:
            PROBES[operation] = probe
        return probe

    return register


def probe_for(operation: str, world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    """What is asked at DOOR about TARGET, with every place of the path filled."""
    if operation in PROBES:
        asked = PROBES[operation](world, who, target)
    else:
        builder = REQUESTS.get(operation)
        asked = builder(world, who) if builder else AskedRequest()
        asked.values |= {"room_id": target.room_id, "message_id": target.message_id}
    if "<room_id>" in operation:
        asked.values.setdefault("user_id", world.cleo.user_id)
    asked.values = world.values(operation.split(" (")[0]) | asked.values
    return asked


def names_a_room(operation: str) -> bool:
    """Whether what is asked there names the room: then its refusal is that of a room that never was."""
    return operation in PROBES or re.search("<(room_id|message_id)>", operation) is not None


@probes("GET /api/boot (?room=)")
def boot(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(query=f"?room={target.room_id}")


@probes("GET /api/boot (?room= and ?around=)")
def boot_around(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(query=f"?room={target.room_id}&around={target.message_id}")


@probes("GET /api/boot (only ?around=)")
def boot_around_alone(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(query=f"?around={target.message_id}")


@probes("GET /r/<room_id>/<message_id> (their own room, another's message)")
def foreign_message(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(values={"room_id": world.own_room(who), "message_id": target.message_id})


@probes("GET /api/rooms/<room_id>/messages (?around=)")
def page_around(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(values={"room_id": target.room_id}, query="?around=1")


@probes("POST /api/scheduled")
def schedule_there(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"room_id": target.room_id, "body": "later", "send_at": in_hours(world, 1)})


@probes("PATCH /api/scheduled/<scheduled_id>")
def change_theirs(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"body": "mine"}, {"scheduled_id": target.message_id})


@probes("DELETE /api/scheduled/<scheduled_id>", "POST /api/scheduled/<scheduled_id>/send")
def about_theirs(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(values={"scheduled_id": target.message_id})


@probes("POST /api/invites (for that room)")
def invite_there(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"role": "guest", "room_ids": [target.room_id]})


@probes("POST /api/knocks/<knock_id>/admit (into that room)")
def admit_there(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"role": "guest", "room_ids": [target.room_id]}, {"knock_id": waiting_knock(world)[1]})


@probes("PATCH /api/users/<user_id> (makes someone a guest there)")
def guest_there(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"role": "guest", "room_ids": [target.room_id]})


@probes("POST /api/later (that message)")
def save_there(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"message_id": target.message_id})


@probes("GET /api/search")
def search(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    """For the beginnings of words of the room, and for letters in the middle of them. The answer does not repeat q."""
    world.office.indexer.catch_up()
    word = {world.closed: "ocelo", world.direct: "arwha", world.open: "elica"}.get(target, "ocel")
    return AskedRequest(query=f"?q={word}")


@probes("GET /api/search (?room=)")
def search_in_it(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(query=f"?q=ocelot&room={target.room_id}")


@probes("GET /api/search (?has=file)")
def search_for_files(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    """By what they are, without any word."""
    world.office.indexer.catch_up()
    return AskedRequest(query="?has=file&type=txt")


@probes("GET /api/search (?count=)")
def count_results(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    """Of what only the room has, each way in which a word is found."""
    return AskedRequest(query=f"{search(world, who, target).query}&count=1")


@probes("GET /files/<attachment_id>/<name>")
def their_file(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(values={"attachment_id": world.file_of(target), "name": "ocelot.txt"})


@probes("PUT /api/voices/played/<attachment_id>")
def mark_their_file_as_played(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(values={"attachment_id": world.file_of(target)})


@probes("GET /api/files/zip")
def their_files_together(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(query=f"?ids={world.file_of(target)}")


@probes("POST /api/export")
def export_their_room(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"what": "rooms", "room_ids": [target.room_id]})


@probes("POST /api/import")
def import_their_file(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"attachment_id": world.file_of(target)})


@probes("DELETE /api/storage/files/<attachment_id>")
def remove_their_file(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest(values={"attachment_id": world.file_of(target)})


@probes("DELETE /api/storage/unseen/<file_key>")
def remove_their_unseen_file(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    """By its id, which is no key of it."""
    return AskedRequest(values={"file_key": world.file_of(target)})


@probes("PUT /api/retention", "POST /api/retention/preview")
def delete_their_messages(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"days": 30, "rooms": [{"room_id": target.room_id, "days": 1}]})


@probes("PUT /api/storage/rule", "POST /api/storage/preview")
def keep_their_files(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"days": 30, "kept_rooms": [target.room_id]})


@probes("PUT /api/storage/rule (days of that room)", "POST /api/storage/preview (days of that room)")
def delete_their_files(world: PrivateRoomWorld, who: Person | None, target: Target) -> AskedRequest:
    return AskedRequest({"days": None, "rooms": [{"room_id": target.room_id, "days": 1}]})
