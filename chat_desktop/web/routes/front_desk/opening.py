"""The locked screen of a front desk. It needs the cookie of the desk, and to go on a person's PIN or password."""

from contextlib import suppress

from flask import Blueprint, Response, request

from chat_desktop.chat.core import actors
from chat_desktop.chat.core.records import SignedIn
from chat_desktop.chat.front_desk import commands, opening, pins
from chat_desktop.chat.front_desk.pin_guessing import PinGuessing
from chat_desktop.chat.front_desk.records import Desk
from chat_desktop.chat.users import passwords
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import EndedUnstored, Invalid, NotFound, NotSignedIn, WrongCredentials
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.routes.account import address, front_desk, prove
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import FrontDesks, anyone, request_session, session_id
from chat_desktop.wire import front_desks as wire

blueprint = Blueprint("front_desk", __name__, url_prefix="/api/front-desk")

NO_DESK = "desk_no_desk"


@blueprint.get("")
@anyone
def locked_screen() -> Response:
    """Returns the people of the front desk, with how many messages wait for each. Raises NotFound."""
    return ok(front_desk=shown(_desk()))


@blueprint.post("/open")
@anyone
def open_by_pin() -> Response:
    """Opens the session of a person. Raises NotFound, Invalid, WrongCredentials, RateLimited."""
    form, desk, services = asked(commands.OpenFrontDesk), _desk(), current_services()
    held, _ = services.rules.read(opening.proofs, desk.id, form.user_id)
    if held is None:
        raise Invalid("pin", "desk_no_pin")
    _guessing().begin(desk.id, form.user_id)
    if not services.rules.hash(passwords.verify, held, form.pin):
        raise WrongCredentials(opening.WRONG_PIN)
    signed_in = services.rules.write(opening.open_by_pin, desk, form.user_id, held, _browser())
    return _opened(desk, signed_in, _guessing().succeeded(desk.id, form.user_id))


@blueprint.post("/pin")
@anyone
def open_by_password() -> Response:
    """Sets the PIN of a person who proves themselves by their password, and opens their session.

    Raises NotFound, Invalid, RateLimited.
    """
    form, desk, services = asked(commands.ReplacePin), _desk(), current_services()
    _, held = services.rules.read(opening.proofs, desk.id, form.user_id)
    if not held:
        raise Invalid("password", "desk_no_password")
    pin = pins.check(form.pin)
    prove(form.user_id, held, form.password)
    hashed = services.rules.hash(passwords.hash_password, pin)
    signed_in = services.rules.write(opening.open_by_password, desk, form.user_id, held, hashed, len(pin), _browser())
    return _opened(desk, signed_in, _guessing().clear(form.user_id))


@blueprint.post("/lock")
def lock() -> Response:
    """Locks the session of the request. Raises NotSignedIn, also for an earlier turn of a late page, and NotFound."""
    if asked(commands.LockFrontDesk).turn not in (None, session_id()):
        raise NotSignedIn
    with suppress(EndedUnstored):
        current_services().sessions.end(opening.lock, session_id())
    request_session().clear_cookie()
    return ok()


@blueprint.post("/used")
def used() -> Response:
    """Notes that the person uses the desk, which keeps their session open. Raises NotSignedIn, NotFound."""
    actor = current_services().rules.read(actors.find, session_id())
    if not _front_desks().open.used(actor.session_id):
        raise NotFound(NO_DESK)
    return ok()


def shown(desk: Desk) -> dict[str, object]:
    """Returns what a page at a front desk knows of it. Raises ChatError when the database cannot be read."""
    return wire.desk(desk, current_services().rules.read(opening.people, desk.id))


def _desk() -> Desk:
    desk = front_desk()
    if desk is None:
        raise NotFound(NO_DESK)
    return desk


def _opened(desk: Desk, signed_in: SignedIn, wrong_before: int) -> Response:
    _front_desks().open.opened(signed_in.session_id, desk.lock_seconds)
    request_session().begin(signed_in.token)
    return ok(wrong_before=wrong_before)


def _front_desks() -> FrontDesks:
    return current_services().sessions.front_desks


def _guessing() -> PinGuessing:
    return _front_desks().guessing


def _browser() -> Browser:
    return Browser(address(), request.headers.get("User-Agent", ""))
