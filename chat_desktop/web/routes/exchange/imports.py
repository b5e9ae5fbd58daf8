"""Imports of what this program or another one has exported, for the owner."""

from flask import Blueprint, Response

from chat_desktop.chat.importing import source
from chat_desktop.chat.importing.commands import BeginImport, ChooseImport
from chat_desktop.chat.importing.people import require_right
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import Imports, current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import exchange as wire

blueprint = Blueprint("imports", __name__, url_prefix="/api/import")


@blueprint.get("")
def state() -> Response:
    """Returns how far the import is, what it would do, and the report of the last one."""
    current_services().rules.read(require_right, session_id())
    return _state()


@blueprint.post("")
def choose() -> Response:
    """Reads a file that the owner has uploaded, and finds out what its import would do."""
    services, wanted = current_services(), asked(ChooseImport)
    found = services.rules.read(source.uploaded, session_id(), wanted.attachment_id)
    _imports().choose(session_id(), services.files.uploads.store.path(found.hash), found.name)
    return _state()


@blueprint.post("/run")
def begin() -> Response:
    """Imports what was read, or goes on with it."""
    services, wanted = current_services(), asked(BeginImport)
    actor = services.rules.read(require_right, session_id())
    _imports().begin((actor.session_id, actor.user_id), wanted.people)
    return _state()


@blueprint.delete("/run")
def cancel() -> Response:
    """Ends the import after its present step. What was imported stays."""
    current_services().rules.read(require_right, session_id())
    _imports().cancel()
    return _state()


def _state() -> Response:
    return ok(**wire.imports(_imports().state(), _imports().report()))


def _imports() -> Imports:
    return current_services().files.exchange.imports
