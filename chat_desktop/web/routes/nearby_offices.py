"""Other offices on this network, and opening one of them in a window on the screen of the host."""

from flask import Blueprint, Response

from chat_desktop.chat.core import actors, commands, policy
from chat_desktop.chat.core.work import Reading
from chat_desktop.errors import BadCode, Invalid
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, session_id

blueprint = Blueprint("nearby", __name__)


@blueprint.get("/api/offices")
@anyone
def offices() -> Response:
    """Returns the offices that announce themselves on the network. Parallel requests share one search."""
    return ok(**current_services().network.nearby_offices())


@blueprint.post("/api/desktop/visit")
@anyone
def visit() -> Response:
    """Opens an office in a window: for the owner, and before the set-up with the set-up token.

    Raises BadCode, Invalid.
    """
    form = asked(commands.Visit)
    if form.token is None:
        current_services().rules.read(_check_owner, session_id())
    elif not current_services().sign_in.setup_tokens.is_valid(form.token):
        raise BadCode("set_up_link_doesnt_work")
    opened = current_services().desktop.window.open_visit(form.url, form.office_id)
    if opened is None:
        raise Invalid("url", "thats_not_offices_address_looks")
    return ok(opened=opened)


def _check_owner(reading: Reading, session_id: str) -> None:
    policy.use_desktop(actors.find(reading, session_id))
