"""People: what the owner and admins do to others, the devices of a person, and the audit log."""

from collections.abc import Callable

from flask import Blueprint, Response

from chat_desktop.chat.core import audit_log, commands
from chat_desktop.chat.core.records import SignInLink, User
from chat_desktop.chat.joining import removal, roles
from chat_desktop.chat.users import devices, profiles, sessions
from chat_desktop.errors import EndedUnstored
from chat_desktop.web.answers import asked, number, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import request_session, session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("people", __name__, url_prefix="/api")

SIGN_IN = "/sign-in"


@blueprint.get("/users/<user_id>/profile")
def profile(user_id: str) -> Response:
    """Returns the local time zone of a person, the rooms in common, and since when they are here."""
    found = current_services().rules.read(profiles.get, session_id(), user_id)
    return ok(time_zone=found.time_zone, created_at=payloads.time(found.created_at), room_ids=found.room_ids)


@blueprint.patch("/users/<user_id>")
def change(user_id: str) -> Response:
    """Changes the role, read-only and the rooms of a person."""
    form = asked(commands.ChangeUser)
    changes = form.role, form.read_only, form.room_ids
    return _user(current_services().rules.write(roles.change, session_id(), user_id, *changes))


@blueprint.post("/users/<user_id>/deactivate")
def deactivate(user_id: str) -> Response:
    """Makes a person inactive."""
    return _ended(removal.deactivate, user_id)


@blueprint.post("/users/<user_id>/reactivate")
def reactivate(user_id: str) -> Response:
    """Makes a person active again."""
    return _user(current_services().rules.write(removal.reactivate, session_id(), user_id))


@blueprint.post("/users/<user_id>/remove")
def remove(user_id: str) -> Response:
    """Removes a person."""
    return _ended(removal.remove, user_id)


@blueprint.post("/users/<user_id>/ban")
def ban(user_id: str) -> Response:
    """Bans a person."""
    return _ended(removal.ban, user_id)


@blueprint.delete("/users/<user_id>/sessions")
def sign_out_everywhere(user_id: str) -> Response:
    """Ends all sessions of a person."""
    current_services().sessions.end(removal.sign_out_everywhere, session_id(), user_id)
    return ok()


@blueprint.post("/users/<user_id>/sign-in-link")
def link_back(user_id: str) -> Response:
    """Makes a link for a person who has lost their password."""
    return _link(current_services().rules.write(devices.create_recovery_link, session_id(), user_id))


@blueprint.get("/sessions")
def mine() -> Response:
    """Returns the devices of the person."""
    now, found = current_services().rules.read(devices.list_own, session_id())
    activity_of = current_services().presence.activity_of_session
    return ok(sessions=[payloads.device(device, activity_of(device.id), now) for device in found])


@blueprint.post("/sessions/link")
def link_another() -> Response:
    """Makes a link for another device."""
    return _link(current_services().rules.write(devices.create_device_link, session_id()))


@blueprint.delete("/sessions/<which>")
def end(which: str) -> Response:
    """Signs one of the devices out."""
    is_own = which == session_id()
    try:
        current_services().sessions.end(sessions.end_own, session_id(), which)
    except EndedUnstored:
        if not is_own:
            raise
    if is_own:
        request_session().clear_cookie()
    return ok()


@blueprint.get("/audit")
def log() -> Response:
    """Returns a page of the audit log."""
    before, limit = number("before", None), number("limit", audit_log.PAGE)
    page = current_services().rules.read(audit_log.page, session_id(), before, limit)
    return ok(entries=[payloads.audit_entry(entry) for entry in page.entries], more=page.more)


def _ended(rule: Callable[..., User], user_id: str) -> Response:
    return _user(current_services().sessions.end(rule, session_id(), user_id))


def _user(user: User) -> Response:
    return ok(user=payloads.user(user, current_services().presence.of_user(user.id)))


def _link(link: SignInLink) -> Response:
    """Returns a link. Its token is in the fragment, which browsers do not send and logs do not contain."""
    url = current_services().links.to_page(SIGN_IN, f"link={link.token}")
    return ok(201, url=url, qr=current_services().links.qr_code(url), expires_at=payloads.time(link.expires_at))
