"""Files of messages: sent at once by bots, downloaded, listed and removed."""

from flask import Blueprint, Response, request

from chat_desktop.chat.attachments import attachments, room_files
from chat_desktop.web.answers import number, ok
from chat_desktop.web.file_response import as_response
from chat_desktop.web.routes.files import downloads
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import files

blueprint = Blueprint("attachments", __name__)


@blueprint.get("/files/<attachment_id>/<name>")
def download(attachment_id: str, name: str) -> Response:
    """Sends a file, as web/direct_files.py does for nearly all requests without Flask. Raises NotFound."""
    return as_response(downloads.download(current_services(), session_id(), request.environ, attachment_id))


@blueprint.delete("/api/attachments/<attachment_id>")
def remove(attachment_id: str) -> Response:
    """Removes a file that was not sent."""
    current_services().rules.write(attachments.remove_own, session_id(), attachment_id)
    return ok()


@blueprint.get("/api/rooms/<room_id>/files")
def of_room(room_id: str) -> Response:
    """Returns files of a room, the newest first; those after a message the oldest first."""
    given = request.args
    asked = room_files.AskedFiles(
        given.get("kind"),
        given.get("by"),
        given.get("q", ""),
        number("before", None),
        number("after", None),
        number("until", None),
    )
    page = current_services().rules.read(room_files.find, session_id(), room_id, asked)
    found = [files.room_file(one) for one in page.files]
    return ok(files=found, more=page.next_seq is not None, next=page.next_seq)
