"""What a person has arranged in the sidebar."""

from flask import Blueprint, Response

from chat_desktop.chat.core import commands
from chat_desktop.chat.rooms import sidebar
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("sidebar", __name__, url_prefix="/api/account/sidebar")


@blueprint.get("")
def arranged() -> Response:
    """Returns the sections."""
    return ok(sections=current_services().rules.read(sidebar.get, session_id()))


@blueprint.put("")
def arrange() -> Response:
    """Replaces the sections."""
    form = asked(commands.ArrangeSidebar)
    return ok(sections=current_services().rules.write(sidebar.replace, session_id(), form.sections))
