"""Being a stand-by in the window of a computer whose own office is not set up: for whoever has the set-up's token."""

from collections.abc import Callable

from flask import Blueprint, Response

from chat_desktop.chat.core.content_commands import KeepCopy
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.host_services import KeptCopies
from chat_desktop.web.routes.host import set_up_rights
from chat_desktop.web.sessions import anyone

blueprint = Blueprint("kept_copies", __name__, url_prefix="/api/kept-copies")


@blueprint.post("/ask")
@anyone
def state() -> Response:
    """Returns the copies that are kept here, how old they are, and whether the host answers."""
    return ok(**set_up_rights.program(asked(KeepCopy).token).kept_copies.state())


@blueprint.post("/enrol")
@anyone
def enrol() -> Response:
    """Waits for the owner of an office, and returns the code that is typed there. Raises Invalid."""
    copies = set_up_rights.program(asked(KeepCopy).token).kept_copies
    copies.enrolling.begin()
    return ok(**copies.state())


@blueprint.post("/withdraw")
@anyone
def withdraw() -> Response:
    """Ends the waiting."""
    copies = set_up_rights.program(asked(KeepCopy).token).kept_copies
    copies.enrolling.withdraw()
    return ok(**copies.state())


@blueprint.post("/renew")
@anyone
def renew() -> Response:
    """Looks for the host now, and renews the copy. Raises NotFound."""
    return _with_copy(lambda copies, office_id: copies.renew(office_id))


@blueprint.post("/remove")
@anyone
def remove() -> Response:
    """Deletes a copy, and tells the host. Raises NotFound, and Invalid while an office is taken over."""
    return _with_copy(lambda copies, office_id: copies.remove(office_id))


@blueprint.post("/take-over")
@anyone
def take_over() -> Response:
    """Begins to serve the office from its copy. Raises NotFound, and Invalid while the host answers."""
    return _with_copy(lambda copies, office_id: copies.take_over(office_id))


def _with_copy(act: Callable[[KeptCopies, str], None]) -> Response:
    wanted = asked(KeepCopy)
    copies = set_up_rights.program(wanted.token).kept_copies
    act(copies, wanted.office_id)
    return ok(**copies.state())
