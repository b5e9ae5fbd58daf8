"""Stand-bys of the office: which there are and how old their copies are, and adding and removing one."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core.content_commands import AddStandby
from chat_desktop.chat.office import backup_rights, standbys
from chat_desktop.errors import Forbidden
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import host as wire

blueprint = Blueprint("standbys", __name__, url_prefix="/api/standbys")


@blueprint.get("")
def state() -> Response:
    """Returns the stand-bys, and how old their copies are."""
    return _state()


@blueprint.post("")
def add() -> Response:
    """Makes a computer that shows a code a stand-by.

    Raises Invalid, and Forbidden over plain http from another computer, where others could read the code.
    """
    wanted, services = asked(AddStandby), current_services()
    services.rules.read(backup_rights.require_changing, session_id())
    if not _is_private():
        raise Forbidden("add_standby_window_host_over")
    services.identity.copies.standbys.enrol(session_id(), wanted.address, wanted.code, wanted.user_id)
    return _state()


@blueprint.delete("/<standby_id>")
def remove(standby_id: str) -> Response:
    """Removes a stand-by, which gets no copy any more."""
    current_services().identity.copies.standbys.remove(session_id(), standby_id)
    return _state()


def _state() -> Response:
    services = current_services()
    listed = services.rules.read(standbys.list_all, session_id())
    return ok(may_add=_is_private(), standbys=wire.standbys(listed, services.identity.copies.standbys.states()))


def _is_private() -> bool:
    return from_this_computer() or request.scheme == "https"
