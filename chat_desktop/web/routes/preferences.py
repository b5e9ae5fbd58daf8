"""The preferences of a person that follow the account."""

from flask import Blueprint, Response

from chat_desktop.chat.core import commands
from chat_desktop.chat.users import preferences
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("preferences", __name__, url_prefix="/api/account/preferences")


@blueprint.get("")
def set_by_me() -> Response:
    """Returns what the person has set."""
    return ok(preferences=current_services().rules.read(preferences.get, session_id()))


@blueprint.patch("")
def change() -> Response:
    """Sets the keys that are sent. A key that is null gets its first value again."""
    wanted = asked(commands.ChangePreferences)
    return ok(preferences=current_services().rules.write(preferences.change, session_id(), wanted))
