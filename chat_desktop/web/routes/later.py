"""What a person has saved for later, with reminders."""

from flask import Blueprint, Response

from chat_desktop.chat.core import commands
from chat_desktop.chat.reading import later
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import reading

blueprint = Blueprint("later", __name__, url_prefix="/api/later")


@blueprint.get("")
def mine() -> Response:
    """Returns what the person has saved, the newest first."""
    found = current_services().rules.read(later.of_person, session_id())
    return ok(saved=[reading.saved(saved, message) for saved, message in found])


@blueprint.post("")
def save() -> Response:
    """Saves a message or a note."""
    form = asked(commands.SaveForLater)
    made = current_services().rules.write(later.save, session_id(), form.message_id, form.note, form.remind_at)
    return ok(201, saved=reading.saved(made, None))


@blueprint.patch("/<saved_id>")
def change(saved_id: str) -> Response:
    """Sets another reminder, or none."""
    form = asked(commands.ChangeReminder)
    changed = current_services().rules.write(later.set_reminder, session_id(), saved_id, form.remind_at)
    return ok(saved=reading.saved(changed, None))


@blueprint.delete("/<saved_id>")
def remove(saved_id: str) -> Response:
    """Removes what is done."""
    current_services().rules.write(later.remove, session_id(), saved_id)
    return ok()
