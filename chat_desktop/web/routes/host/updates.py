"""Updates of the program on the network: what this host offers to others, and what its owner takes from them."""

from flask import Blueprint, Response

from chat_desktop.chat.core.content_commands import FetchUpdate, OfferUpdate
from chat_desktop.chat.office import backup_rights
from chat_desktop.errors import Forbidden, NotFound
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.file_response import file_response
from chat_desktop.web.host_services import Updates
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, session_id

blueprint = Blueprint("updates", __name__, url_prefix="/api")


@blueprint.get("/update")
@anyone
def description() -> Response:
    """Returns the signed description of the update that this host offers to others. Raises NotFound."""
    offered = _updates().offered
    if offered is None:
        raise NotFound("host_offers_no_update")
    return ok(manifest=offered.raw.decode(), signature=offered.signature.hex())


@blueprint.get("/update/file")
@anyone
def file() -> Response:
    """Sends the update that this host offers to others. Raises NotFound."""
    updates = _updates()
    offered = updates.offered
    if offered is None:
        raise NotFound("host_offers_no_update")
    headers = {"Content-Disposition": "attachment"}
    path, size, tag = offered.path, offered.size, offered.manifest.sha256
    return file_response(path, size, "application/octet-stream", tag, lambda: updates.offered is offered, headers)


@blueprint.get("/host/updates")
def state() -> Response:
    """Returns what is offered here and by others, what was taken, and what goes on."""
    _check()
    return _state()


@blueprint.put("/host/updates/offer")
def offer() -> Response:
    """Offers the update in a file of this computer to others, once it is verified. Raises Forbidden elsewhere."""
    wanted = asked(OfferUpdate)
    _check()
    if not from_this_computer():
        raise Forbidden("offer_update_by_command")
    _updates().offer(wanted.path)
    return _state()


@blueprint.delete("/host/updates/offer")
def withdraw() -> Response:
    """Does not offer it any more."""
    _check()
    _updates().withdraw()
    return _state()


@blueprint.post("/host/updates/fetch")
def fetch() -> Response:
    """Takes the update that another host offers, and verifies it. It is not installed. Raises NotFound, Invalid."""
    wanted = asked(FetchUpdate)
    _check()
    _updates().fetch(wanted.office_id)
    return _state()


@blueprint.delete("/host/updates/fetch")
def discard() -> Response:
    """Removes what was taken."""
    _check()
    _updates().discard()
    return _state()


@blueprint.post("/host/updates/install")
def install() -> Response:
    """Tells everyone, closes the office, and has the new program take the place of this one. Raises Invalid."""
    _check()
    services = current_services()
    services.rules.hash(_updates().check_install)
    services.files.host.power.begin_update()
    services.rules.hash(_updates().install)
    services.desktop.program.close()
    return ok()


def _check() -> None:
    current_services().rules.read(backup_rights.require_changing, session_id())


def _updates() -> Updates:
    return current_services().files.host.updates


def _state() -> Response:
    return ok(**_updates().state())
