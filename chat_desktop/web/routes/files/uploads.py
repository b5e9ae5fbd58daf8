"""Uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload): creation, termination and expiration.

It is a protocol by headers, which the client of the page speaks, and many others do.
"""

import base64
import binascii
import errno
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from typing import Any

import msgspec
from flask import Blueprint, Response, request

from chat_desktop.chat.attachments import expiry, uploads
from chat_desktop.chat.attachments.records import Attachment, Upload
from chat_desktop.chat.core.content_commands import NewUpload
from chat_desktop.errors import ChatError, FileRefused, Invalid, NotFound
from chat_desktop.file_transfer import BODY, BodyReceiver
from chat_desktop.files import kinds
from chat_desktop.files.upload_writer import UploadWriter
from chat_desktop.web.answers import ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, session_id
from chat_desktop.wire import files
from chat_desktop.wire.parsing import convert

blueprint = Blueprint("uploads", __name__, url_prefix="/api/uploads")

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
NUMBERS = ("width", "height", "duration_ms")
CHECKED_BYTES = 4_000_000  # times all uploads that may run at once, this stays below the floor
FULL_SENTENCE = "hosts_disk_full_free_some"
FULL = (errno.ENOSPC, errno.EDQUOT)


@blueprint.route("", methods=["OPTIONS"])
@anyone
def capabilities() -> Response:
    """Returns what this host knows of tus."""
    largest = str(current_services().files.uploads.limits.largest)
    about = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination,expiration", "Tus-Max-Size": largest}
    return _tus(204, **about)


@blueprint.post("")
def create() -> Response:
    """Announces an upload, whose place is answered."""
    services = current_services()
    asked = _announced()
    files_here = services.files
    check_space(asked.size)
    upload = services.rules.write(uploads.create, session_id(), asked, files_here.uploads.limits)
    expires = formatdate(upload.expires_at / 1000, usegmt=True)
    headers = {"Location": f"/api/uploads/{upload.id}", "Upload-Expires": expires}
    if upload.size == 0:  # nothing will be sent
        finish(session_id(), upload, UploadWriter(files_here.uploads.store.upload_path(upload.id)), _at_once)
    return _tus(201, **headers)


@blueprint.route("/<upload_id>", methods=["HEAD"])
def place(upload_id: str) -> Response:
    """Returns how many bytes have arrived."""
    upload = current_services().rules.read(uploads.find, session_id(), upload_id)
    return _tus(200, **{"Upload-Offset": str(_offset(upload)), "Upload-Length": str(upload.size)})


@blueprint.get("/<upload_id>")
def state(upload_id: str) -> Response:
    """Returns how far an upload is, and what it has become: for a client that has lost the answer."""
    upload, attachment = current_services().rules.read(uploads.finished, session_id(), upload_id)
    body = files.upload(upload, _offset(upload))
    if attachment is not None:
        body["attachment"] = files.attachment(attachment)
    return ok(upload=body)


@blueprint.patch("/<upload_id>")
def append(upload_id: str) -> Response:
    """Receives the next bytes. Raises Invalid, NotFound."""
    if request.content_type != PIECE:
        raise Invalid("content_type", "send_bytes_as", {"piece": PIECE})
    services, session = current_services(), session_id()
    body: BodyReceiver = request.environ[BODY]
    upload, attachment = services.rules.read(uploads.finished, session, upload_id)
    if attachment is not None:
        return _ended(upload, attachment)
    if upload.attachment_id is not None:
        raise NotFound("file_was_sent_removed_already")
    with services.files.uploads.hold(upload_id, body) as writer:
        if _number("Upload-Offset") != writer.offset:
            return _tus(409, **{"Upload-Offset": str(writer.offset)})
        check_space(upload.size - writer.offset)
        with disk_errors():
            body.receive(within_floor(writer.write), upload.size - writer.offset, lambda: is_ours(session, upload_id))
            body.run(writer.settle)
        if writer.offset < upload.size:
            return _tus(204, **{"Upload-Offset": str(writer.offset)})
        attachment = finish(session, upload, writer, body.run)
    return _ended(upload, attachment)


@blueprint.delete("/<upload_id>")
def cancel(upload_id: str) -> Response:
    """Ends an upload, and removes what has arrived."""
    services = current_services()
    services.rules.write(uploads.cancel, session_id(), upload_id)
    services.files.uploads.forget(upload_id)
    return _tus(204)


def finish(session: str, upload: Upload, writer: UploadWriter, run: Callable[..., Any]) -> Attachment:
    """Keeps the bytes of an upload and returns the attachment. RUN runs a function in a thread. Raises ChatError."""
    services, file_hash = current_services(), writer.digest()
    keeper = services.files.uploads
    with keeper.lock_hash(file_hash), disk_errors():
        path = run(keeper.store.keep, upload.id, file_hash)
        kind, media_type = run(kinds.identify, path)
        state = "fresh" if run(kinds.may_show, path) else "plain"
        kept = uploads.Kept(file_hash, writer.offset, kind, media_type, state)
        try:
            return services.rules.write(uploads.finish, session, upload.id, kept)
        except ChatError:  # it was cancelled, its person was signed out, or the database cannot store anything
            if not services.rules.read(expiry.is_kept, file_hash):
                run(keeper.store.give_back, upload.id, file_hash)
            raise


def check_space(size: int) -> None:
    """Raises FileRefused when the disk of the host has no room for SIZE bytes more."""
    if not current_services().files.uploads.store.has_space_for(size):
        raise FileRefused("disk_full", "hosts_disk_no_room_for")


def within_floor(write: Callable[[Any], Any]) -> Callable[[Any], None]:
    """Returns WRITE with a look at the disk each 4 MB, because other uploads fill it at the same time.

    Raises FileRefused when the returned function is called.
    """
    store, unchecked = current_services().files.uploads.store, CHECKED_BYTES

    def checked(piece: Any) -> None:
        nonlocal unchecked
        unchecked += len(piece)
        if unchecked >= CHECKED_BYTES:
            unchecked = 0
            if not store.has_space_for(len(piece)):
                raise FileRefused("disk_full", FULL_SENTENCE)
        write(piece)

    return checked


@contextmanager
def disk_errors() -> Iterator[None]:
    """Tells a full disk from other faults. What has arrived stays."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        raise FileRefused("disk_full", FULL_SENTENCE) from problem


def _at_once(function: Callable[..., Any], *args: Any) -> Any:
    return function(*args)


def is_ours(session: str, upload_id: str) -> bool:
    """Returns True. Raises NotSignedIn, NotFound when the person may not go on with the upload."""
    return current_services().still_allows(uploads.find, session, upload_id)


def _offset(upload: Upload) -> int:
    return upload.size if upload.attachment_id is not None else current_services().files.uploads.offset(upload.id)


def _ended(upload: Upload, attachment: Attachment) -> Response:
    about = json.dumps(files.attachment(attachment), separators=(",", ":"))  # of ASCII, as headers are
    return _tus(204, **{"Upload-Offset": str(upload.size), "Chat-Attachment": about})


def _announced() -> NewUpload:
    """Returns what the headers say of a new upload. Raises Invalid."""
    found: dict[str, object] = {"size": _number("Upload-Length")}
    for entry in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = entry.strip().partition(" ")
        if key:
            found |= _hint(key, _decoded(key, value))
    found.setdefault("name", "")
    return convert(NewUpload, found)


def _hint(key: str, value: str) -> dict[str, object]:
    if key in ("name", "filename"):
        return {"name": value}
    if key == "poster_of":
        return {key: value}
    if key in NUMBERS:
        return {key: int(value)} if value.isascii() and value.isdigit() and len(value) < 16 else {}
    if key == "peaks":
        try:
            return {"peaks": msgspec.json.decode(value)}
        except (msgspec.DecodeError, RecursionError):
            raise Invalid("peaks", "peaks_list_numbers") from None
    return {"voice": value == "voice"} if key == "kind" else {}


def _decoded(key: str, value: str) -> str:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Invalid("Upload-Metadata", "values_upload_metadata_base64_utf") from None


def _number(name: str) -> int:
    value = request.headers.get(name, "")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise Invalid(name, "must_whole_number", {"name": name})
    return int(value)


def _tus(status: int, **headers: str) -> Response:
    return Response(status=status, headers={"Tus-Resumable": VERSION, **headers}, mimetype="text/plain")
