"""Receiving an office from another computer, in place of setting one up: for whoever has the token of the set-up."""

from flask import Blueprint, Response

from chat_desktop.chat.core.content_commands import ReceiveOffice
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.host_services import Receiving
from chat_desktop.web.routes.host import set_up_rights
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
    return set_up_rights.program(asked(ReceiveOffice).token).receiving
