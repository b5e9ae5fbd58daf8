"""Receiving an office from another computer, in place of setting one up: for whoever has the token of the set-up."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core.content_commands import ReceiveOffice
from chat_desktop.chat.office import offices
from chat_desktop.errors import BadCode, Forbidden, SetupDone
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.services import Receiving, current_services
from chat_desktop.web.sessions import anyone

blueprint = Blueprint("receiving", __name__, url_prefix="/api/receive")


@blueprint.post("")
@anyone
def begin() -> Response:
    """Waits for an office, and returns the code that the other computer asks for. Raises Invalid."""
    receiving = _receiving()
    receiving.begin()
    return ok(**receiving.state())


@blueprint.post("/ask")
@anyone
def state() -> Response:
    """Returns how it goes."""
    return ok(**_receiving().state())


@blueprint.post("/withdraw")
@anyone
def withdraw() -> Response:
    """Ends the waiting, so that an office can be set up here."""
    receiving = _receiving()
    receiving.withdraw()
    return ok(**receiving.state())


def _receiving() -> Receiving:
    """Returns what receives. Raises SetupDone, BadCode, and Forbidden where others could read the code."""
    services, token = current_services(), asked(ReceiveOffice).token
    if services.rules.read(offices.get).has_owner:
        raise SetupDone
    if not services.sign_in.setup_tokens.is_valid(token):
        raise BadCode("set_up_link_doesnt_work")
    if not (from_this_computer() or request.scheme == "https"):
        raise Forbidden("receive_on_that_computer")
    return services.desktop.program.receiving
