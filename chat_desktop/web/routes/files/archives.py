"""Several files as one archive, which is made while it is sent."""

from flask import Blueprint, Response, request

from chat_desktop.chat.attachments import archives, file_names
from chat_desktop.errors import Invalid
from chat_desktop.file_transfer import ByteStream
from chat_desktop.files.zip_stream import Entry, ZipStream
from chat_desktop.web.routes.files import served
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("archives", __name__)

DEFAULT_NAME = "files"


@blueprint.get("/api/files/zip")
def download() -> Response:
    """Sends the files with these ids. The right to all of them is asked again each second while they are sent.

    Raises Invalid without an id.
    """
    services, session = current_services(), session_id()
    wanted = [one for one in request.args.get("ids", "").split(",") if one]
    if not wanted:
        raise Invalid("ids", "choose_least_one_file")
    store = services.files.uploads.store
    found = services.rules.read(archives.readable, session, wanted)
    sent = [(served.whole(store, one), at) for one, at in found]
    archive = ZipStream([Entry(one.path, one.name, one.size, at) for one, at in sent])

    def is_allowed() -> bool:
        return services.still_allows(archives.readable, session, wanted)

    response = Response(ByteStream(archive.pieces(), is_allowed), direct_passthrough=True, mimetype="application/zip")
    response.headers["Content-Length"] = str(archive.length)
    response.headers["Content-Disposition"] = served.disposition(_archive_name(request.args.get("name")))
    response.headers["Cache-Control"] = "no-store"
    return response


def _archive_name(asked: str | None) -> str:
    return file_names.clean(f"{file_names.clean(asked or DEFAULT_NAME)}.zip")
