"""Moving the office to another computer, for its owner."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core.content_commands import MoveOffice
from chat_desktop.chat.office import backup_rights
from chat_desktop.errors import Forbidden, Invalid
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("moving_office", __name__, url_prefix="/api/move")


@blueprint.get("")
def state() -> Response:
    """Returns how a move goes."""
    _check()
    return _state()


@blueprint.post("")
def begin() -> Response:
    """Moves the office into a file, or to another computer.

    Raises Invalid, and Forbidden over plain http from another computer, where others could read the passphrase.
    """
    wanted, mover = asked(MoveOffice), current_services().identity.copies.mover
    _check()
    if not _is_private():
        raise Forbidden("move_office_window_host_over")
    place = wanted.address or wanted.folder
    if place is None:
        raise Invalid("address", "say_where_office_goes")
    if wanted.address is not None:
        mover.check_computer(wanted.address, wanted.code or "")
    else:
        mover.check_file(place, wanted.passphrase or "")
    # Before the move begins: the entry goes along with it.
    current_services().rules.write(backup_rights.begin_move, session_id(), place)
    if wanted.address is not None:
        mover.to_computer(wanted.address, wanted.code or "")
    else:
        mover.into_file(place, wanted.passphrase or "")
    return _state()


@blueprint.delete("")
def cancel() -> Response:
    """Ends a move that is under way. The office stays here."""
    _check()
    current_services().identity.copies.mover.cancel()
    return _state()


def _check() -> None:
    current_services().rules.read(backup_rights.require_changing, session_id())


def _state() -> Response:
    state = current_services().identity.copies.mover.state()
    return ok(may_move=_is_private(), **{name: value for name, value in state.items() if value is not None})


def _is_private() -> bool:
    return from_this_computer() or request.scheme == "https"
