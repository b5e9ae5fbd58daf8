"""The office: its health, its people, its name, its licences."""

import gzip
from functools import cache

import msgspec
from flask import Blueprint, Response, request

from chat_desktop import __version__, notices
from chat_desktop.chat.core import actors, commands
from chat_desktop.chat.core.records import Office, User
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.office import languages, offices
from chat_desktop.chat.users import visible_people
from chat_desktop.errors import Stalled
from chat_desktop.web.answers import asked, ok, sent
from chat_desktop.web.assets.asset_files import File
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("office", __name__)


@blueprint.get("/healthz")
@anyone
def health() -> Response:
    """Returns whether the host can write. Raises Stalled."""
    if not current_services().is_healthy():
        raise Stalled
    return ok(version=__version__)


@blueprint.get("/api/users")
def users() -> Response:
    """Returns the people. With an ETag, because a page that comes back mostly finds the same ones."""
    office, everyone = current_services().rules.read(_everyone, session_id())
    listed = [payloads.user(user, current_services().presence.of_user(user.id)) for user in everyone]
    response = ok(users=listed, users_rev=office.users_rev)
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response


@blueprint.patch("/api/office")
def rename() -> Response:
    """Renames the office."""
    office = current_services().rules.write(offices.rename, session_id(), asked(commands.RenameOffice).name)
    return ok(office=payloads.office(office))


@blueprint.put("/api/office/language")
def choose_language() -> Response:
    """Chooses the language of the office."""
    code = asked(languages.ChooseOfficeLanguage).language
    return ok(office=payloads.office(current_services().rules.write(languages.choose, session_id(), code)))


@blueprint.get("/api/about")
def about() -> Response:
    """Returns the licences of what is shipped."""
    current_services().rules.read(actors.find, session_id())
    return sent(current_services().rules.hash(_about))


def _everyone(reading: Reading, session_id: str) -> tuple[Office, list[User]]:
    actor = actors.find(reading, session_id)
    return offices.get(reading), visible_people.people_for(reading, actor)


@cache
def _about() -> File:
    """Makes the response in a worker: two megabytes of licences, a fifth of that compressed."""
    content = msgspec.json.encode(payloads.ok(version=__version__, notices=notices.load()))
    return File(content, gzip.compress(content, mtime=0), "application/json")
