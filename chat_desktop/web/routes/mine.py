"""What concerns a person: mentions, replies, reactions, and threads that they follow."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core import commands
from chat_desktop.chat.core.reading_records import Concern
from chat_desktop.chat.reading import concerns
from chat_desktop.chat.users import moments
from chat_desktop.web.answers import asked, number, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import request_session, session_id
from chat_desktop.wire import reading

blueprint = Blueprint("mine", __name__, url_prefix="/api/mine")


@blueprint.get("")
def page() -> Response:
    """Returns a page of the list, the newest first."""
    found, following = current_services().rules.read(
        concerns.page,
        session_id(),
        kind=request.args.get("kind"),
        before=request.args.get("before"),
        limit=number("limit", concerns.PAGE),
    )
    return ok(concerns=[reading.concern(concern, _is_new(concern)) for concern in found], next=following)


@blueprint.get("/new")
def new() -> Response:
    """Returns how many are new, and the threads that the person follows."""
    found, followed = current_services().rules.read(concerns.new, session_id())
    return ok(count=sum(map(_is_new, found)), followed=followed)


@blueprint.put("/seen")
def see() -> Response:
    """Notes up to when the person has seen the list."""
    at = moments.to_ms(asked(commands.SeeConcerns).at)
    current_services().rules.write(concerns.see, session_id(), at)
    return ok()


def _is_new(concern: Concern) -> bool:
    """What was read in its room is not new in the list either."""
    if not concern.is_unseen or concern.kind in ("reaction", "thread"):
        return concern.is_unseen
    identity = request_session().identity
    message = concern.message
    held = current_services().presence.read_seq(identity.user_id, message.room_id) if identity else None
    return message.seq > (concern.read_seq if held is None else held)
