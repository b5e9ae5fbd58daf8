"""Registers the requests about users and about one's own sessions."""

import contextlib

from chat_desktop.chat.reading import later
from chat_desktop.chat.users import devices, sessions
from chat_desktop.errors import NotSignedIn
from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World
from tests.support.parts.rules_office import BROWSER, Person

ACTS = ("deactivate", "remove", "ban")


def on(person: Person | None, body: object = None) -> AskedRequest:
    return AskedRequest(body, {"user_id": person.user_id if person else "0"})


@requests_for("PATCH /api/users/<user_id>")
def mute(world: World, who: Person | None) -> AskedRequest:
    return on(world.newcomer(), {"read_only": True})


@requests_for("PATCH /api/users/<user_id> (makes an admin)")
def promote(world: World, who: Person | None) -> AskedRequest:
    return on(world.newcomer(), {"role": "admin"})


@requests_for("PATCH /api/users/<user_id> (demotes an admin)")
def demote(world: World, who: Person | None) -> AskedRequest:
    return on(world.person("admin"), {"role": "member"})


@requests_for("PATCH /api/users/<user_id> (makes an admin read-only)")
def mute_an_admin(world: World, who: Person | None) -> AskedRequest:
    return on(world.person("admin"), {"read_only": True})


@requests_for("PATCH /api/users/<user_id> (oneself, an admin)")
def promote_oneself(world: World, who: Person | None) -> AskedRequest:
    return on(who, {"role": "admin"})


@requests_for("PATCH /api/users/<user_id> (demotes the owner)")
def demote_the_owner(world: World, who: Person | None) -> AskedRequest:
    return on(world.office.ana, {"role": "member"})


@requests_for("PATCH /api/users/<user_id> (transfers the office)", spoils=True)
def hand_over(world: World, who: Person | None) -> AskedRequest:
    return on(world.newcomer(), {"role": "owner"})


POSTS_ON_AN_ADMIN = [f"POST /api/users/<user_id>/{act}" for act in (*ACTS, "sign-in-link")]
ON_AN_ADMIN = [*POSTS_ON_AN_ADMIN, "DELETE /api/users/<user_id>/sessions"]


@requests_for(*(f"{operation} (an admin)" for operation in ON_AN_ADMIN))
def about_an_admin(world: World, who: Person | None) -> AskedRequest:
    return on(world.person("admin"))


@requests_for(*(f"POST /api/users/<user_id>/{act} (the owner)" for act in ACTS))
def about_the_owner(world: World, who: Person | None) -> AskedRequest:
    return on(world.office.ana)


@requests_for("POST /api/users/<user_id>/reactivate")
def let_back(world: World, who: Person | None) -> AskedRequest:
    return on(world.person("gone"))


@requests_for("DELETE /api/sessions/<which>")
def end_my_other_browser(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"which": _another(world, who)})


@requests_for("DELETE /api/sessions/<which> (somebody else's)")
def end_anothers_browser(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(values={"which": world.newcomer().session_id})


@requests_for("POST /api/session (by a link to another device)", "POST /api/session/look")
def sign_in_by_link(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(
        {"link_token": world.office.write(devices.create_device_link, world.newcomer().session_id).token}
    )


def _another(world: World, who: Person | None) -> str:
    """The session of the person in a second browser."""
    if who is None or not world.is_active(who):
        return "0"
    return world.office.write(sessions.start_for, who.user_id, None, BROWSER).session_id


@requests_for("POST /api/later")
def save_for_later(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"note": "Water the plants"})


@requests_for("PATCH /api/later/<saved_id>", "DELETE /api/later/<saved_id>")
def change_saved(world: World, who: Person | None) -> AskedRequest:
    saved_id = "none"
    if who and (found := world.site.services.sessions.cache.find(who.token)):
        with contextlib.suppress(NotSignedIn):
            saved_id = world.office.write(later.save, found.session_id, None, "Water the plants", None).id
    return AskedRequest({"remind_at": None}, {"saved_id": saved_id})


@requests_for("PUT /api/mine/seen")
def see_concerns(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"at": "2026-11-23T01:29:03.123Z"})


@requests_for("GET /api/search")
def search(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest(query="?q=mine")
