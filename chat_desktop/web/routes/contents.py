"""What messages carry besides their text: who has answered them."""

from flask import Blueprint, Response

from chat_desktop.chat.contents import answers
from chat_desktop.web.answers import ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import contents

blueprint = Blueprint("contents", __name__, url_prefix="/api")


@blueprint.get("/messages/<message_id>/answers")
def of_message(message_id: str) -> Response:
    """Returns who has answered a message, and the person's own answers."""
    return ok(**contents.answers(current_services().rules.read(answers.get, session_id(), message_id)))
