"""Converts files to JSON objects."""

from typing import Any
from urllib.parse import quote

from chat_desktop.chat.attachments.records import Attachment, RoomFile, Stored, Upload
from chat_desktop.wire.times import time

VOICE = "voice"
FORMS = ("thumb", "preview")


def link(attachment_id: str, name: str) -> str:
    """Returns the path of a file. Its name ends it, because some browsers play a video by its ending only."""
    return f"/files/{attachment_id}/{quote(name, safe='')}"


def of_message(stored: Stored) -> dict[str, Any]:
    """Returns a file from what its message stores. One that is gone has no link."""
    if "removed_at" in stored:
        return stored
    found = {**stored, "url": link(stored["id"], stored["name"])}
    if found.pop(VOICE, False) and found["kind"] == "audio":
        found["kind"] = VOICE
    for form in FORMS:
        if form in found:
            found[form] = f"{found['url']}?as={form}"
    return found


def attachment(record: Attachment) -> dict[str, Any]:
    """Returns a file that was uploaded."""
    return of_message(record.as_content())


def room_file(record: RoomFile) -> dict[str, Any]:
    """Returns a file of a room, with the message that carries it."""
    where = {"message_id": record.message_id, "seq": record.seq, "sender_id": record.owner_id}
    return {**attachment(record.attachment), **where, "created_at": time(record.created_at)}


def upload(record: Upload, offset: int) -> dict[str, Any]:
    """Returns how far an upload is."""
    return {"id": record.id, "size": record.size, "offset": offset, "expires_at": time(record.expires_at)}
