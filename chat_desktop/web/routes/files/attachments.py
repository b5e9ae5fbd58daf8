"""Files of messages: sent at once by bots, downloaded, listed and removed."""

from flask import Blueprint, Response, request

from chat_desktop.chat.attachments import attachments, room_files
from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.web.answers import number, ok
from chat_desktop.web.file_response import file_response
from chat_desktop.web.routes.files import served
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import files

blueprint = Blueprint("attachments", __name__)

# What a browser shows without running anything of it. Everything else is saved.
INLINE = ("image", "video", "audio")
# What is shown by the browser's own viewer, in a tab of its own, if it is asked for so. The policy of the answer, a
# sandbox, takes all powers of a page from it; Chromium and Firefox show a PDF under it.
VIEWED = ("pdf",)


@blueprint.get("/files/<attachment_id>/<name>")
def download(attachment_id: str, name: str) -> Response:
    """Sends a file. The right to it is asked again each second while it is sent. Raises NotFound."""
    services, session = current_services(), session_id()
    found = services.rules.read(attachments.readable, session, attachment_id)

    def is_allowed() -> bool:
        services.rules.read(attachments.readable, session, attachment_id)
        return True

    store, form = services.files.uploads.store, request.args.get("as")
    sent = served.made(store, found, form) if form in files.FORMS else served.whole(store, found)
    headers = {"Content-Disposition": _disposition(found, form, sent.name), **_caching(form)}
    return file_response(sent.path, sent.size, sent.type, sent.tag, is_allowed, headers)


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


def _caching(form: str | None) -> dict[str, str]:
    """Returns what browsers may keep: nothing that the next person at a shared computer could still see.

    The small pictures of a room are kept for the same session only, and asked for again each time.
    """
    return {"Cache-Control": "private, no-cache", "Vary": "Cookie"} if form in files.FORMS else {}


def _disposition(found: Attachment, form: str | None, name: str) -> str:
    if form in files.FORMS:
        return "inline"
    is_viewed = form == "view" and found.kind in VIEWED and found.state == "made"
    return served.disposition(name, is_viewed or (found.kind in INLINE and form not in ("download", "view")))
