"""Exports of rooms, for the owner and whom they allow it, and of one's own data, for everybody."""

from flask import Blueprint, Response

from chat_desktop.chat.core import actors
from chat_desktop.chat.exporting import rooms
from chat_desktop.chat.importing.commands import AllowExports, BeginExport
from chat_desktop.errors import NotFound
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.file_response import file_response
from chat_desktop.web.routes.files.served import disposition
from chat_desktop.web.services import Exports, ExportWanted, current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import exchange as wire
from chat_desktop.wire import payloads

blueprint = Blueprint("exports", __name__, url_prefix="/api/export")


@blueprint.get("")
def state() -> Response:
    """Returns how far one's own export is, and what one may export."""
    services = current_services()
    found = services.rules.read(rooms.rights, session_id())
    return ok(**wire.exports(_exports().state(_user_id()), found))


@blueprint.post("")
def begin() -> Response:
    """Begins an export, in place of the one before. Raises Forbidden, NotFound, Invalid, RateLimited."""
    services, wanted = current_services(), asked(BeginExport)
    if wanted.what == "rooms":
        services.rules.read(rooms.check, session_id(), wanted.room_ids)
    office = payloads.office(services.rules.read(rooms.office, session_id()))
    form = "lines" if wanted.what == "mine" else wanted.form
    export = ExportWanted(session_id(), wanted.what, office, wanted.room_ids, form, wanted.files)
    rights = services.rules.read(rooms.rights, session_id())
    _exports().begin(_user_id(), export, is_limited=not rights.is_owner)
    return state()


@blueprint.delete("")
def cancel() -> Response:
    """Ends one's own export, or removes its file."""
    _exports().cancel(_user_id())
    return state()


@blueprint.get("/file")
def download() -> Response:
    """Sends the file of one's own export. The right to it is asked again each second. Raises NotFound, Forbidden."""
    services, session = current_services(), session_id()
    found = _exports().file(_user_id())
    if found is None:
        raise NotFound("export_more_make_again")
    path, size, name, media_type, what = found

    def is_allowed() -> bool:
        return services.still_allows(rooms.check_download, session, what)

    is_allowed()
    headers = {"Content-Disposition": disposition(name), "Cache-Control": "no-store"}
    return file_response(path, size, media_type, path.name, is_allowed, headers)


@blueprint.put("/rule")
def allow() -> Response:
    """Lets members export their rooms, or no longer."""
    current_services().rules.write(rooms.allow_members, session_id(), asked(AllowExports).members)
    return state()


def _exports() -> Exports:
    return current_services().files.exchange.exports


def _user_id() -> str:
    return current_services().rules.read(actors.find, session_id()).user_id
