"""How a page that has lost the office finds out whether this is it, and stays signed in (docs/decisions/0007)."""

from flask import Blueprint, Response, request

from chat_desktop import __version__
from chat_desktop.chat.core import actors
from chat_desktop.chat.core.records import SignedIn
from chat_desktop.chat.office import known_addresses
from chat_desktop.chat.office.known_addresses import Place
from chat_desktop.chat.users import sessions
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import WrongCredentials
from chat_desktop.web.answers import ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import host as wire

blueprint = Blueprint("moving", __name__, url_prefix="/api")


def prove(challenge: str) -> Response:
    """Returns a signed hello, for pages of any origin.

    It reads no cookie and contains no name, because any site may make a browser send this request.
    """
    services = current_services()
    services.identity.anonymous_limits.count(request.remote_addr or "")
    _note_copy()
    copies = services.identity.copies
    newer = copies.newer
    identity = wire.proof(services.identity.key.prove(challenge, _here(), copies.own()))
    moved_to = list(newer.origins) if newer is not None else []
    response = ok(office={"id": services.office_id}, version=__version__, identity=identity, moved_to=moved_to)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.get("/seal")
def seal() -> Response:
    """Returns the secret by which a page verifies that data which was carried over belongs to its person."""
    services = current_services()
    return ok(seal=services.identity.key.seal(services.rules.read(actors.find, session_id()).user_id))


def move(token: str, browser: Browser) -> SignedIn:
    """Signs in with the token of a connection at another address. Raises WrongCredentials."""
    services = current_services()
    old = services.sign_in.relocation_tokens.take(token) or services.identity.key.handed_over(token)
    if old is None:
        raise WrongCredentials(sessions.MOVED_TOO_LATE)
    return services.rules.write(sessions.relocate, old, browser)


def _note_copy() -> None:
    """Somebody has found a copy of the office with at least this term. Whether that is so, its key has to prove."""
    asked, copies = request.args, current_services().identity.copies
    at, term = asked.get("at", ""), asked.get("term", "")
    if at and term.isdecimal() and len(term) < 16 and int(term) >= copies.own().term:
        copies.hinted(at, request.remote_addr or "")


def _here() -> tuple[str, ...]:
    """Returns the origin of the request, whose Host was checked, and the IP address at which it arrived.

    A name can be made to point to somebody who passes our answers on; the IP address cannot.
    """
    asked = f"{request.scheme}://{request.host.lower()}"
    at = request.environ.get("network.local_address", str)()
    if at not in current_services().network.known_addresses().numeric:
        return (asked,)
    numeric = known_addresses.origin(Place(at, int(request.environ["SERVER_PORT"])), request.scheme)
    return tuple(dict.fromkeys((asked, numeric)))
