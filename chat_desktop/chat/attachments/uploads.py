"""Uploads: announced first, received in pieces, and an attachment once all bytes are there."""

from typing import NamedTuple

from msgspec import json

from chat_desktop.chat.attachments import file_names
from chat_desktop.chat.attachments.records import Attachment, FileLimits, Upload
from chat_desktop.chat.core import actors, ids, policy
from chat_desktop.chat.core.content_commands import NewUpload
from chat_desktop.chat.core.events import FilesUnused, PicturesWanted
from chat_desktop.chat.core.records import Actor
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import FileRefused, Invalid, NotFound
from chat_desktop.storage.queries import files as file_queries

HOUR_MS = 3_600_000
UNFINISHED_MS = 48 * HOUR_MS  # for so long an upload can go on
ANSWERED_MS = 24 * HOUR_MS  # for so long a client can ask what a finished upload has become
UNFINISHED_MOST = 100  # uploads of one person
POSTER_MOST_BYTES = 2_000_000
GB = 10**9
DEFAULT_LIMITS = FileLimits()


class Kept(NamedTuple):
    """Bytes that are on the disk under their hash: `kind`, `type` and `state` as in the table of blobs."""

    hash: str
    size: int
    kind: str
    type: str
    state: str = "plain"


def create(work: Work, session_id: str, asked: NewUpload, limits: FileLimits = DEFAULT_LIMITS) -> Upload:
    """Announces an upload. Raises NotSignedIn, Forbidden, RateLimited, FileRefused, Invalid."""
    actor = actors.find(work, session_id)
    policy.post_message(actor.read_only)
    work.limits.take("upload", actor.user_id, actor.role)
    check_room(work, actor, asked.size, limits)
    if asked.poster_of is not None:
        _check_poster(work, actor, asked.poster_of, asked.size)
    hints = _hints(asked)
    upload = Upload(
        ids.secret(work.random), asked.size, file_names.clean(asked.name), hints, _until(work), None, asked.poster_of
    )
    row = (upload.id, actor.user_id, upload.size, upload.name, hints, work.now, upload.expires_at, upload.poster_of)
    work.db.execute(file_queries.ADD_UPLOAD, row)
    return upload


def check_room(reading: Reading, actor: Actor, size: int, limits: FileLimits) -> None:
    """Raises FileRefused when a file of SIZE bytes is too large, or more than the person may keep."""
    if size > limits.largest:
        raise FileRefused("too_large", "file_most_gb", {"n": limits.largest / GB})
    used, unfinished = reading.db.execute(file_queries.USED_BY, (actor.user_id, reading.now)).fetchone()
    if used + size > limits.of_person:
        raise FileRefused("quota", "can_keep_most_gb_delete", {"n": limits.of_person / GB})
    if unfinished >= UNFINISHED_MOST:
        raise FileRefused("quota", "many_uploads_not_ended_finish")


def find(reading: Reading, session_id: str, upload_id: str) -> Upload:
    """Returns an upload of the actor. Raises NotSignedIn, NotFound."""
    return _own(reading, actors.find(reading, session_id), upload_id)


def rename(work: Work, session_id: str, upload_id: str, name: str) -> None:
    """Gives an upload of the actor another name. Raises NotSignedIn, NotFound."""
    upload = _own(work, actors.find(work, session_id), upload_id)
    work.db.execute(file_queries.RENAME_UPLOAD, (file_names.clean(name), upload.id))


def still_missing(reading: Reading) -> list[tuple[str, int]]:
    """Returns the ids and sizes of the uploads that have not ended, which the disk still has to take."""
    return reading.db.execute(file_queries.ANNOUNCED, (reading.now,)).fetchall()


def finish(work: Work, session_id: str, upload_id: str, kept: Kept) -> Attachment:
    """Makes an attachment of an upload whose bytes are kept, or gives them to the video of which they are the poster.

    Raises NotSignedIn, NotFound, Invalid.
    """
    actor = actors.find(work, session_id)
    upload = _own(work, actor, upload_id)
    if upload.attachment_id is not None:
        return _free(work, upload.attachment_id, actor)
    work.db.execute(file_queries.ADD_BLOB, (*kept, work.now))
    if kept.state == "fresh":
        work.record(PicturesWanted())
    if upload.poster_of is not None:
        attachment_id = _give_poster(work, actor, upload.poster_of, kept)
    else:
        attachment_id = ids.secret(work.random)
        row = (attachment_id, kept.hash, actor.user_id, upload.name, upload.hints, work.now)
        work.db.execute(file_queries.ADD_ATTACHMENT, row)
    work.db.execute(file_queries.END_UPLOAD, (attachment_id, work.now + ANSWERED_MS, upload.id))
    return _free(work, attachment_id, actor)


def finished(reading: Reading, session_id: str, upload_id: str) -> tuple[Upload, Attachment | None]:
    """Returns an upload, and what it has become if no message has claimed that. Raises NotSignedIn, NotFound."""
    actor = actors.find(reading, session_id)
    upload = _own(reading, actor, upload_id)
    if upload.attachment_id is None:
        return upload, None
    row = reading.db.execute(file_queries.FREE, (upload.attachment_id, actor.user_id)).fetchone()
    return upload, Attachment(*row) if row else None


def cancel(work: Work, session_id: str, upload_id: str) -> None:
    """Removes an upload, and the attachment that it has become unless a message has it.

    Raises NotSignedIn, NotFound.
    """
    actor = actors.find(work, session_id)
    upload = _own(work, actor, upload_id)
    work.db.execute(file_queries.REMOVE_UPLOAD, (upload.id,))
    if upload.attachment_id is not None and upload.poster_of is None:
        work.db.execute(file_queries.REMOVE_FREE, (upload.attachment_id, actor.user_id))
    work.record(FilesUnused())


def _check_poster(reading: Reading, actor: Actor, video_id: str, size: int) -> None:
    if _free(reading, video_id, actor).kind != "video":
        raise Invalid("poster_of", "only_video_poster")
    if size > POSTER_MOST_BYTES:
        raise FileRefused("too_large", "poster_video_most_mb", {"n": POSTER_MOST_BYTES // 10**6})


def _give_poster(work: Work, actor: Actor, video_id: str, kept: Kept) -> str:
    if kept.state != "fresh":
        raise Invalid("poster_of", "poster_video_picture")
    if not work.db.execute(file_queries.SET_POSTER, (kept.hash, video_id, actor.user_id)).rowcount:
        raise NotFound("video_was_sent_removed_already")
    return video_id


def _own(reading: Reading, actor: Actor, upload_id: str) -> Upload:
    row = reading.db.execute(file_queries.UPLOAD, (upload_id, actor.user_id, reading.now)).fetchone()
    if row is None:
        raise NotFound("upload_gone")
    return Upload(*row)


def _free(reading: Reading, attachment_id: str, actor: Actor) -> Attachment:
    row = reading.db.execute(file_queries.FREE, (attachment_id, actor.user_id)).fetchone()
    if row is None:
        raise NotFound("file_was_sent_removed_already")
    return Attachment(*row)


def _until(work: Work) -> int:
    return work.now + UNFINISHED_MS


def _hints(asked: NewUpload) -> str | None:
    found = {
        name: value
        for name in ("width", "height", "duration_ms", "peaks", "voice")
        if (value := getattr(asked, name)) not in (None, False)
    }
    return json.encode(found).decode() if found else None
