"""Backups of the office: how old the last one is, where they go, and making one now."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core.content_commands import ChooseBackups
from chat_desktop.chat.office import backup_rights
from chat_desktop.errors import Forbidden
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import host as wire

blueprint = Blueprint("backups", __name__, url_prefix="/api/backup")


@blueprint.get("")
def state() -> Response:
    """Returns where backups go and how the last one went."""
    services = current_services()
    services.rules.read(backup_rights.require_seeing, session_id())
    return _state()


@blueprint.put("")
def choose() -> Response:
    """Sets the folder and the passphrase of daily backups.

    Raises Forbidden over plain http from another computer, where others could read the passphrase.
    """
    services, wanted = current_services(), asked(ChooseBackups)
    services.rules.read(backup_rights.require_changing, session_id())
    if not _is_private():
        raise Forbidden("choose_passphrase_window_host_over")
    services.rules.hash(services.files.backups.choose, wanted.folder, wanted.passphrase)
    services.rules.write(backup_rights.note_change, session_id(), wanted.folder)
    return _state()


@blueprint.delete("")
def turn_off() -> Response:
    """Ends daily backups. Those that were made stay."""
    services = current_services()
    services.rules.write(backup_rights.note_change, session_id(), None)
    services.rules.hash(services.files.backups.turn_off)
    return _state()


@blueprint.post("/run")
def begin() -> Response:
    """Makes a backup now."""
    services = current_services()
    services.rules.read(backup_rights.require_changing, session_id())
    services.files.backups.begin()
    return _state()


@blueprint.delete("/run")
def cancel() -> Response:
    """Ends the backup that is being made."""
    services = current_services()
    services.rules.read(backup_rights.require_changing, session_id())
    services.files.backups.cancel()
    return _state()


def _state() -> Response:
    return ok(**wire.backups(current_services().files.backups.state(), _is_private()))


def _is_private() -> bool:
    return from_this_computer() or request.scheme == "https"
