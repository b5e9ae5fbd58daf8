"""What files take of the host's disk, and of a person's quota."""

from flask import Blueprint, Response

from chat_desktop.chat.attachments import space
from chat_desktop.chat.attachments.file_keys import FileKeys
from chat_desktop.chat.core.content_commands import ChooseFileRule
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import file_removal, file_rule
from chat_desktop.files.store import Disk
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id, slow_query
from chat_desktop.wire import storage

blueprint = Blueprint("storage", __name__, url_prefix="/api")

LIMIT_SECONDS = 10.0
KEYS = FileKeys()


@blueprint.get("/storage")
def of_office() -> Response:
    """Returns what the office takes of the disk."""
    store = current_services().files.uploads.store

    def measured(reading: Reading, session: str) -> tuple[space.Space, Disk]:
        # In the thread of the slow query, because a folder with many files takes its time.
        return space.of_office(reading, session, KEYS), store.measure()

    found, disk = current_services().rules.read_slowly(slow_query(LIMIT_SECONDS), measured, session_id())
    return ok(**storage.office(found, disk._asdict()))


@blueprint.get("/account/storage")
def of_person() -> Response:
    """Returns what the actor's files take, and what they may take."""
    services, session = current_services(), session_id()
    own = services.rules.read(space.of_person, session, services.files.uploads.limits)
    return ok(**storage.own(own, services.rules.read(file_rule.own, session)))


@blueprint.get("/storage/rule")
def rule() -> Response:
    """Returns the rule that deletes old files, and what is on hold."""
    return ok(**storage.shown(current_services().rules.read(file_rule.shown, session_id())))


@blueprint.put("/storage/rule")
def choose_rule() -> Response:
    """Sets or removes the rule that deletes old files."""
    wanted = asked(ChooseFileRule)
    return ok(rule=storage.rule(current_services().rules.write(file_rule.choose, session_id(), wanted)))


@blueprint.post("/storage/preview")
def preview() -> Response:
    """Returns what a rule would delete, without setting it."""
    wanted = asked(ChooseFileRule)
    found = current_services().rules.read_slowly(slow_query(LIMIT_SECONDS), file_rule.preview, session_id(), wanted)
    return ok(**storage.victims(found))


@blueprint.delete("/storage/files/<attachment_id>")
def remove_file(attachment_id: str) -> Response:
    """Removes a file from all messages that carry it, to free its bytes."""
    rules, session = current_services().rules, session_id()
    while rules.write(file_removal.remove_everywhere, session, attachment_id):
        pass  # commands of others come in between
    return ok()


@blueprint.delete("/storage/unseen/<file_key>")
def remove_unseen(file_key: str) -> Response:
    """Removes a file that the owner cannot see from all messages that carry it."""
    rules, session = current_services().rules, session_id()
    while rules.write(file_removal.remove_unseen, session, file_key, KEYS):
        pass
    return ok()
