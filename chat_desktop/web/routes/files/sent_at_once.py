"""Takes a file that a program sends in one request, as multipart/form-data, and writes it as it arrives."""

from contextlib import suppress

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.sansio.multipart import Data, Epilogue, File, MultipartDecoder, NeedData

from chat_desktop.chat.attachments import uploads
from chat_desktop.chat.attachments.records import Attachment, Upload
from chat_desktop.chat.core.content_commands import NewUpload
from chat_desktop.errors import ChatError, Invalid
from chat_desktop.file_transfer import BODY, BodyReceiver, IsAllowed
from chat_desktop.files.upload_writer import UploadWriter
from chat_desktop.web.answers import ok
from chat_desktop.web.routes.files.uploads import check_space, disk_errors, finish, is_ours, within_floor
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import files

blueprint = Blueprint("sent_at_once", __name__, url_prefix="/api/attachments")

FIELD = "file"
NAME_CHARACTERS = 1_024
SLICE_BYTES = 65_536  # at a time: the decoder keeps what it has not read


class Parts:
    """Takes the parts of the body as they come, and hands the bytes of the file to a writer. It runs in threads."""

    def __init__(self, boundary: bytes, writer: UploadWriter) -> None:
        self._decoder = MultipartDecoder(boundary, max_form_memory_size=4 * SLICE_BYTES, max_parts=10)
        self._writer = writer
        self._is_file = False
        self.name: str | None = None
        self.has_ended = False  # whether the file did

    def take(self, piece: memoryview) -> None:
        """Raises ValueError when this is no multipart/form-data, and OSError."""
        for start in range(0, len(piece), SLICE_BYTES):
            self._decoder.receive_data(bytes(piece[start : start + SLICE_BYTES]))
            self._take_events()

    def settle(self) -> None:
        """Has all bytes of the file on the disk. Raises OSError."""
        self._writer.settle()

    def _take_events(self) -> None:
        while not isinstance(event := self._decoder.next_event(), (NeedData, Epilogue)):
            if isinstance(event, Data):
                if self._is_file:
                    self._writer.write(event.data)
                    self.has_ended = not event.more_data
            else:
                self._is_file = isinstance(event, File) and event.name == FIELD and self.name is None
                if self._is_file:
                    self.name = str(getattr(event, "filename", ""))[:NAME_CHARACTERS]


@blueprint.post("")
def send() -> Response:
    """Stores the part `file`, for a message that names its id. Raises Invalid."""
    services, session = current_services(), session_id()
    body: BodyReceiver = request.environ[BODY]
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype != "multipart/form-data" or not boundary:
        raise Invalid("content_type", "send_file_as_multipart_form")
    check_space(body.size)
    # The name comes with the bytes; until then the whole body is what is announced.
    upload = services.rules.write(uploads.create, session, NewUpload("", body.size), services.files.uploads.limits)
    try:
        found = _take_part(session, upload, body, boundary.encode())
    except Exception:  # nobody goes on with it, and it counts as what its person keeps
        with suppress(ChatError):
            services.rules.write(uploads.cancel, session, upload.id)
        raise
    return ok(201, attachment=files.attachment(found))


def _take_part(session: str, upload: Upload, body: BodyReceiver, boundary: bytes) -> Attachment:
    services = current_services()
    with services.files.uploads.hold(upload.id, body) as writer:
        parts = Parts(boundary, writer)
        _receive(body, parts, lambda: is_ours(session, upload.id))
        if parts.name is None:
            raise Invalid(FIELD, "send_file_part_named_file")
        services.rules.write(uploads.rename, session, upload.id, parts.name)
        return finish(session, upload, writer, body.run)


def _receive(body: BodyReceiver, parts: Parts, is_allowed: IsAllowed) -> None:
    try:
        with disk_errors():
            size = body.receive(within_floor(parts.take), body.size, is_allowed)
            body.run(parts.settle)
    except (ValueError, RequestEntityTooLarge):
        raise Invalid("body", "no_multipart_form_data") from None
    if size < body.size or (parts.name is not None and not parts.has_ended):
        raise Invalid("body", "file_did_not_arrive_full")
