"""The page, and the data it starts with. One template: the page itself routes."""

import gzip

import msgspec
from flask import Blueprint, Response, render_template, request

from chat_desktop import __version__
from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core import names
from chat_desktop.chat.core.records import Office, Page, Snapshot
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import history, posting
from chat_desktop.chat.office import offices
from chat_desktop.chat.users import passwords, preferences
from chat_desktop.errors import NotFound, NotSignedIn
from chat_desktop.web.answers import ok, sent
from chat_desktop.web.assets.asset_files import File
from chat_desktop.web.page_words import page_words
from chat_desktop.web.routes import relocation
from chat_desktop.web.routes.account import front_desk
from chat_desktop.web.routes.front_desk import opening
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, request_session, session_id
from chat_desktop.wire import front_desks, payloads, personal

blueprint = Blueprint("pages", __name__)

BOOT_MESSAGES = 60  # what a tall screen shows, and a little more
LIMITS = {
    "body": posting.MAX_BODY_CHARACTERS,
    "name": names.PERSON_MAX,
    "room_name": names.ROOM_MAX,
    "office_name": names.OFFICE_MAX,
    "topic": names.TOPIC_MAX,
    "password_min": passwords.LEAST,
    "password_max": passwords.MOST,
}


@blueprint.get("/")
@blueprint.get("/r/<room_id>")
@blueprint.get("/r/<room_id>/<message_id>")
@blueprint.get("/settings")
@blueprint.get("/mine")
@blueprint.get("/sign-in")
@blueprint.get("/join")
@blueprint.get("/setup")
@blueprint.get("/poster")
@anyone
def page(room_id: str | None = None, message_id: str | None = None) -> Response:
    """Returns the page with the data of its first screen."""
    data = boot_data(room_id, message_id)
    words = page_words(data.get("language"))
    # What the first screen needs besides its first file, so that the two come side by side.
    later = ["sync"] if data["user"] else ["frontdesk"] if "front_desk" in data else ["basics", "shared", "signin"]
    html = render_template("page.html", later=later, boot=_for_script(data), **words).encode()
    # The fastest level: 0.2 ms of the hub saves two thirds of the bytes. The size reveals nothing: there is no secret.
    return sent(File(html, gzip.compress(html, 1, mtime=0), "text/html; charset=utf-8"))


@blueprint.get("/api/boot")
@anyone
def boot() -> Response:
    """Returns the data of the first screen."""
    return ok(**boot_data(request.args.get("room"), request.args.get("around")))


@blueprint.get("/api/hello")
@anyone
def hello() -> Response:
    """Returns the office and who is signed in, or with a challenge a signed proof of identity."""
    challenge = request.args.get("challenge")
    if challenge is not None:
        return relocation.prove(challenge)
    snapshot = _snapshot()
    office = snapshot.office if snapshot else current_services().rules.read(offices.get)
    return ok(**_hello(office, snapshot))


def boot_data(room_id: str | None, message_id: str | None) -> payloads.Payload:
    """Returns everything that the first screen shows, from one snapshot of the database."""
    desk = front_desk()
    try:
        snapshot, chosen, page = current_services().rules.read(_boot, session_id(), room_id, message_id)
    except NotSignedIn:
        shown = {"front_desk": opening.shown(desk)} if desk else {}
        return {**_hello(current_services().rules.read(offices.get), None), **shown}
    return {
        **_hello(snapshot.office, snapshot),
        "office": payloads.office(snapshot.office),
        **({"front_desk": front_desks.turn(desk, session_id())} if desk else {}),
        "rooms": rooms(snapshot),
        "users": [payloads.user(user, current_services().presence.of_user(user.id)) for user in snapshot.users],
        "users_rev": snapshot.office.users_rev,
        "identity_key": current_services().identity.key.public(),
        "term": current_services().identity.copies.own().term,
        "addresses": list(current_services().network.known_addresses().origins),
        "room_id": chosen,
        "page": payloads.page(page) if page else None,
        **personal.sidebar(snapshot.sidebar),
        **personal.preferences(snapshot.preferences),
        "language": preferences.language_of(snapshot.preferences),
    }


def rooms(snapshot: Snapshot) -> list[payloads.Payload]:
    """Returns the rooms of the person, with read marks that are not yet in the database."""
    read_seq_of = current_services().presence.read_seq
    return [payloads.room(room, read_seq_of(snapshot.user.id, room.id)) for room in snapshot.rooms]


def _boot(
    reading: Reading, session_id: str, room_id: str | None, message_id: str | None
) -> tuple[Snapshot, str | None, Page | None]:
    snapshot = boot_snapshot.full(reading, session_id)
    # The first room comes first; guests are not in it and begin in the oldest of theirs.
    chosen = room_id or next((room.id for room in snapshot.rooms), None)
    if chosen is None:
        return snapshot, None, None
    try:
        if message_id:
            return snapshot, chosen, history.around_message(reading, session_id, chosen, message_id)
        return snapshot, chosen, history.page(reading, session_id, chosen, limit=BOOT_MESSAGES)
    except NotFound:
        # A link to a room that is not theirs: the page says so, and shows the rest.
        return snapshot, None, None


def _snapshot() -> Snapshot | None:
    identity = request_session().identity
    if identity is None:
        return None
    try:
        return current_services().rules.read(boot_snapshot.full, identity.session_id)
    except NotSignedIn:
        return None


def _hello(office: Office, snapshot: Snapshot | None) -> payloads.Payload:
    user = payloads.user(snapshot.user, current_services().presence.of_user(snapshot.user.id)) if snapshot else None
    return {
        "office": {"id": office.id, "name": office.name},
        "version": __version__,
        "setup_needed": not office.has_owner,
        "secure": current_services().secure_mode.on,
        "join": {"ways": list(office.ways)},
        "user": user,
        "limits": LIMITS,
        "languages": current_services().files.assets.catalogues.names,
    }


def _for_script(body: payloads.Payload) -> str:
    """JSON that cannot end the script block it stands in."""
    return msgspec.json.encode(body).decode().replace("<", "\\u003c").replace("\u2028", "\\u2028")
