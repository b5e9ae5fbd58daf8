"""Which voice notes a person has played."""

from flask import Blueprint, Response

from chat_desktop.chat.reading import played_voices
from chat_desktop.web.answers import ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("played_voices", __name__, url_prefix="/api/voices/played")


@blueprint.get("")
def mine() -> Response:
    """Returns the ids of the files that the person has played."""
    return ok(played=current_services().rules.read(played_voices.of_person, session_id()))


@blueprint.put("/<attachment_id>")
def mark(attachment_id: str) -> Response:
    """Notes that the person has played a file."""
    current_services().rules.write(played_voices.mark, session_id(), attachment_id)
    return ok()
