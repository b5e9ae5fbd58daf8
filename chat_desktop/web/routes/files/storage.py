"""What files take of the host's disk, and of a person's quota."""

from flask import Blueprint, Response, request

from chat_desktop.chat.attachments import space
from chat_desktop.chat.core.work import Reading, SlowQuery
from chat_desktop.errors import NotSignedIn
from chat_desktop.files.store import Disk
from chat_desktop.web.answers import ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import request_session, session_id
from chat_desktop.wire import storage

blueprint = Blueprint("storage", __name__, url_prefix="/api")

LIMIT_SECONDS = 10.0


@blueprint.get("/storage")
def of_office() -> Response:
    """Returns what the office takes of the disk."""
    store = current_services().files.uploads.store

    def measured(reading: Reading, session: str) -> tuple[space.Space, Disk]:
        # In the thread of the slow query, because a folder with many files takes its time.
        return space.of_office(reading, session), store.measure()

    found, disk = current_services().rules.read_slowly(_terms(), measured, session_id())
    return ok(**storage.office(found, disk._asdict()))


@blueprint.get("/account/storage")
def of_person() -> Response:
    """Returns what the actor's files take, and what they may take."""
    services = current_services()
    return ok(**storage.own(services.rules.read(space.of_person, session_id(), services.files.limits)))


def _terms() -> SlowQuery:
    """Raises NotSignedIn."""
    identity = request_session().identity
    if identity is None:
        raise NotSignedIn
    return SlowQuery(identity.user_id, LIMIT_SECONDS, request.environ["network.is_gone"])
