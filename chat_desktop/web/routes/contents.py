"""What messages carry besides their text: who has answered them. And messages that the host posts at their time."""

from flask import Blueprint, Response

from chat_desktop.chat.contents import answers, scheduled
from chat_desktop.chat.core import content_commands
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import contents, payloads

blueprint = Blueprint("contents", __name__, url_prefix="/api")


@blueprint.get("/messages/<message_id>/answers")
def of_message(message_id: str) -> Response:
    """Returns who has answered a message, and the person's own answers."""
    return ok(**contents.answers(current_services().rules.read(answers.get, session_id(), message_id)))


@blueprint.get("/scheduled")
def scheduled_mine() -> Response:
    """Returns the scheduled messages of the person."""
    found = current_services().rules.read(scheduled.list_own, session_id())
    return ok(scheduled=[contents.scheduled(one) for one in found])


@blueprint.post("/scheduled")
def schedule() -> Response:
    """Schedules a message."""
    made = current_services().rules.write(scheduled.create, session_id(), asked(content_commands.Schedule))
    return ok(201, scheduled=contents.scheduled(made))


@blueprint.patch("/scheduled/<scheduled_id>")
def change_scheduled(scheduled_id: str) -> Response:
    """Changes the text or the time."""
    form = asked(content_commands.ChangeScheduled)
    changed = current_services().rules.write(scheduled.change, session_id(), scheduled_id, form)
    return ok(scheduled=contents.scheduled(changed))


@blueprint.delete("/scheduled/<scheduled_id>")
def delete_scheduled(scheduled_id: str) -> Response:
    """Takes a scheduled message back."""
    current_services().rules.write(scheduled.delete, session_id(), scheduled_id)
    return ok()


@blueprint.post("/scheduled/<scheduled_id>/send")
def send_scheduled(scheduled_id: str) -> Response:
    """Posts a scheduled message at once."""
    return ok(message=payloads.message(current_services().rules.write(scheduled.send_now, session_id(), scheduled_id)))
