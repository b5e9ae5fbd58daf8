"""The join methods: for members the link and its QR code, for the owner and admins also settings and knocks."""

from typing import Any

from flask import Blueprint, Response

from chat_desktop.chat.core import actors, commands, policy
from chat_desktop.chat.core.records import Actor, Invite, Office
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.joining import invites, join_methods, knock_answers
from chat_desktop.chat.office import offices
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("ways", __name__, url_prefix="/api")

POSTER = "/poster"


@blueprint.get("/invite")
def invite() -> Response:
    """Returns the link of the office, and for admins the settings of joining."""
    return _invite_response(*current_services().rules.read(_actor_and_office, session_id()))


@blueprint.patch("/invite")
def change() -> Response:
    """Turns join methods on and off."""
    office = current_services().rules.write(join_methods.change, session_id(), asked(commands.ChangeJoinMethods).ways)
    if "knock" not in office.ways:
        current_services().joining.knocks.close()
    return _invite_response(*current_services().rules.read(_actor_and_office, session_id()))


@blueprint.post("/invite/renew")
def renew() -> Response:
    """Replaces the code of the link, or the PIN."""
    current_services().rules.write(join_methods.renew, session_id(), asked(commands.RenewJoinMethod).what)
    return _invite_response(*current_services().rules.read(_actor_and_office, session_id()))


@blueprint.get("/invites")
def listed() -> Response:
    """Returns the invite links."""
    return ok(invites=[_invite(one) for one in current_services().rules.read(invites.list_active, session_id())])


@blueprint.post("/invites")
def make() -> Response:
    """Creates an invite link."""
    form = asked(commands.MakeInvite)
    made = current_services().rules.write(
        invites.create, session_id(), form.label, form.role, form.read_only, form.room_ids, form.expires_in
    )
    return ok(201, invite=_invite(made))


@blueprint.post("/invites/<invite_id>/renew")
def renew_invite(invite_id: str) -> Response:
    """Replaces the code of an invite link."""
    expires_in = asked(commands.RenewInvite).expires_in
    return ok(invite=_invite(current_services().rules.write(invites.renew, session_id(), invite_id, expires_in)))


@blueprint.delete("/invites/<invite_id>")
def revoke(invite_id: str) -> Response:
    """Revokes an invite link."""
    current_services().rules.write(invites.revoke, session_id(), invite_id)
    return ok()


@blueprint.get("/knocks")
def knocks() -> Response:
    """Returns the waiting knocks."""
    current_services().rules.read(knock_answers.require_permission, session_id())
    return ok(knocks=[payloads.knock(one) for one in current_services().joining.knocks.waiting()])


@blueprint.post("/knocks/<knock_id>/admit")
def admit(knock_id: str) -> Response:
    """Lets a newcomer in."""
    form = asked(commands.AdmitKnock)
    services, mine = current_services(), session_id()
    services.rules.read(knock_answers.require_permission, mine)
    with services.joining.knocks.answering(knock_id) as waiting:
        user = services.rules.write(knock_answers.admit, mine, waiting, form.role, form.room_ids, form.read_only)
        services.joining.knocks.admit(knock_id, user.id)
    return ok(user=payloads.user(user, services.presence.of_user(user.id)))


@blueprint.post("/knocks/<knock_id>/refuse")
def refuse(knock_id: str) -> Response:
    """Refuses a newcomer."""
    services, mine = current_services(), session_id()
    services.rules.read(knock_answers.require_permission, mine)
    with services.joining.knocks.answering(knock_id) as waiting:
        services.rules.write(knock_answers.refuse, mine, waiting)
        services.joining.knocks.refuse(knock_id)
    return ok()


def _actor_and_office(reading: Reading, session_id: str) -> tuple[Actor, Office]:
    actor = actors.find(reading, session_id)
    policy.see_join_link(actor)
    return actor, offices.get(reading)


def _invite_response(actor: Actor, office: Office) -> Response:
    found = current_services().links.invite()
    is_open = "link" in office.ways
    # A closed link is not shown: the page that it opens shows the other join methods.
    join_url = found.join_url if is_open else found.join_url.partition("#")[0]
    shown: dict[str, Any] = {
        "join_url": join_url,
        "address": found.address,
        "lan_urls": found.lan_urls,
        "name_url": found.name_url,
        "qr": found.qr if is_open else current_services().links.qr_code(join_url),
    }
    return ok(**shown, **(_for_admins(office) if actor.role in policy.ADMIN_ROLES else {}))


def _for_admins(office: Office) -> dict[str, Any]:
    rests = current_services().joining.pin_limit.rests_for() if office.pin else None
    return {
        "ways": list(office.ways),
        "pin": office.pin,
        "pin_rests": None if rests is None else max(1, round(rests)),
        "poster_url": POSTER,
    }


def _invite(record: Invite) -> payloads.Payload:
    join_url = f"{current_services().links.invite().join_url.partition('#')[0]}#{record.code}"
    return payloads.invite(record, join_url, current_services().links.qr_code(join_url))
