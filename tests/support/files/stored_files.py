"""Files in an office of the tests, as if they had been uploaded. No bytes are stored."""

from typing import Any

from blake3 import blake3

from chat_desktop.chat.attachments import uploads
from chat_desktop.chat.core.content_commands import NewUpload
from tests.support.parts.rules_office import Person, RulesOffice

HASH = "ab" * 32
TEXT = "text/plain; charset=utf-8"


def announced(office: RulesOffice, who: Person, name: str = "plan.txt", size: int = 5, **hints: Any) -> str:
    """Returns the id of an upload of a person."""
    return office.write(uploads.create, who.session_id, NewUpload(name, size, **hints)).id


def stored(office: RulesOffice, who: Person, name: str = "plan.txt", file_hash: str = HASH, size: int = 5) -> str:
    """Returns the id of a file that a person has uploaded and not sent."""
    kept = uploads.Kept(file_hash, size, "text", TEXT)
    return office.write(uploads.finish, who.session_id, announced(office, who, name, size), kept).id


def stored_as(office: RulesOffice, who: Person, name: str, kind: str = "file", is_fresh: bool = False) -> str:
    """The same for a file of a kind of the table of blobs, or of a voice note. `is_fresh`: it may show a picture."""
    state = "fresh" if is_fresh else "plain"
    kept = uploads.Kept(blake3(kind.encode()).hexdigest(), 5, "audio" if kind == "voice" else kind, TEXT, state)
    upload = announced(office, who, name, voice=kind == "voice")
    return office.write(uploads.finish, who.session_id, upload, kept).id


def stored_video(office: RulesOffice, who: Person, name: str, size: int, poster: int, poster_hash: str = "") -> str:
    """Returns the id of a video that was not sent, with a picture of POSTER bytes."""
    kept = uploads.Kept(f"{size:064x}", size, "video", "video/webm")
    video_id = office.write(uploads.finish, who.session_id, announced(office, who, name, size), kept).id
    upload_id = announced(office, who, "poster.jpg", poster, poster_of=video_id)
    picture = uploads.Kept(poster_hash or f"{poster:064x}", poster, "image", "image/jpeg", "fresh")
    office.write(uploads.finish, who.session_id, upload_id, picture)
    return video_id
