"""Files in an office of the tests, as if they had been uploaded. No bytes are stored."""

from chat_desktop.chat.attachments import uploads
from chat_desktop.chat.core.content_commands import NewUpload
from tests.support.rules_office import Person, RulesOffice

HASH = "ab" * 32
TEXT = "text/plain; charset=utf-8"


def announced(office: RulesOffice, who: Person, name: str = "plan.txt", size: int = 5) -> str:
    """Returns the id of an upload of a person."""
    return office.write(uploads.create, who.session_id, NewUpload(name, size)).id


def stored(office: RulesOffice, who: Person, name: str = "plan.txt", file_hash: str = HASH, size: int = 5) -> str:
    """Returns the id of a file that a person has uploaded and not sent."""
    kept = uploads.Kept(file_hash, size, "text", TEXT)
    return office.write(uploads.finish, who.session_id, announced(office, who, name, size), kept).id
