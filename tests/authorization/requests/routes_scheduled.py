"""Registers the requests about scheduled messages."""

from datetime import UTC, datetime

from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.requests.routes_office import archived_room
from tests.authorization.world.contents import schedule
from tests.authorization.world.world import World
from tests.support.parts.rules_office import Person


def in_hours(world: World, hours: int) -> str:
    return datetime.fromtimestamp(world.office.now / 1000 + 3_600 * hours, UTC).isoformat()


def made(world: World, who: Person | None) -> str:
    """The id of a scheduled message of the person, or of another one if they cannot have any."""
    mine = who if who and world.is_active(who) and not world.is_read_only(who) else world.newcomer()
    return schedule(world, mine)


@requests_for("POST /api/scheduled")
def create(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"room_id": world.shared, "body": "later", "send_at": in_hours(world, 1)})


@requests_for("POST /api/scheduled (in an archived room)")
def create_in_archived_room(world: World, who: Person | None) -> AskedRequest:
    room_id = archived_room(world, who)[0]
    return AskedRequest({"room_id": room_id, "body": "later", "send_at": in_hours(world, 1)})


@requests_for("PATCH /api/scheduled/<scheduled_id>")
def change(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"send_at": in_hours(world, 2)}, {"scheduled_id": made(world, who)})


@requests_for("DELETE /api/scheduled/<scheduled_id>", "POST /api/scheduled/<scheduled_id>/send")
def about(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"scheduled_id": made(world, who)})
