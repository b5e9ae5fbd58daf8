"""Which answer a request for a file of a message gets: of what was sent, or of a picture that was made of it."""

from typing import Any
from urllib.parse import parse_qsl

from chat_desktop.chat.attachments import attachments
from chat_desktop.chat.attachments.records import Attachment
from chat_desktop.file_transfer import FileRange
from chat_desktop.web.file_response import FileAnswer, file_answer
from chat_desktop.web.routes.files import served
from chat_desktop.web.services import Services
from chat_desktop.wire import files

# What a browser shows without running anything of it. Everything else is saved.
INLINE = ("image", "video", "audio")
# What is shown by the browser's own viewer, in a tab of its own, if it is asked for so. The policy of the answer, a
# sandbox, takes all powers of a page from it; Chromium and Firefox show a PDF under it.
VIEWED = ("pdf",)


def download(services: Services, session: str, environ: dict[str, Any], attachment_id: str) -> FileAnswer:
    """Returns the answer that sends a file. The right to it is asked again each second while it is sent.

    Raises NotSignedIn, NotFound."""
    found = services.sessions.readable_files.find(session, attachment_id)

    def is_allowed() -> bool:
        return services.still_allows(attachments.readable, session, attachment_id)

    store, form = services.files.uploads.store, _form(environ)
    sent = served.made(store, found, form) if form in files.FORMS else served.whole(store, found)
    headers = {"Content-Disposition": _disposition(found, form, sent.name), **_caching(form)}
    whole = FileRange(sent.path, 0, sent.size, is_allowed, sent.stamp)
    return file_answer(environ, whole, sent.type, sent.tag, headers)


def _form(environ: dict[str, Any]) -> str:
    """Returns the first `as` of the query string, or an empty text."""
    given = parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    return next((value for name, value in given if name == "as"), "")


def _caching(form: str) -> dict[str, str]:
    """Returns what browsers may keep: nothing that the next person at a shared computer could still see.

    The small pictures of a room are kept for the same session only, and asked for again each time.
    """
    return {"Cache-Control": "private, no-cache", "Vary": "Cookie"} if form in files.FORMS else {}


def _disposition(found: Attachment, form: str, name: str) -> str:
    if form in files.FORMS:
        return "inline"
    is_viewed = form == "view" and found.kind in VIEWED and found.state == "made"
    return served.disposition(name, is_viewed or (found.kind in INLINE and form not in ("download", "view")))
