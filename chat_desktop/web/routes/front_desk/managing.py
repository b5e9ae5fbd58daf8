"""Front desks for the owner and admins, and for the people who use them."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.front_desk import commands, desks, pins
from chat_desktop.chat.front_desk.records import ManagedDesk, OwnDesk
from chat_desktop.chat.joining import accounts
from chat_desktop.chat.users import passwords
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.routes.account import browser, prove
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import request_session, session_id
from chat_desktop.wire import front_desks as wire

blueprint = Blueprint("front_desks", __name__, url_prefix="/api")


@blueprint.get("/front-desks")
def all_desks() -> Response:
    """Returns every front desk, and who has a PIN."""

    def listed(reading: Reading, session: str) -> tuple[list[ManagedDesk], list[str]]:
        return desks.list_managed(reading, session), pins.who_has_one(reading)

    found, with_pin = current_services().rules.read(listed, session_id())
    return ok(front_desks=[wire.managed(desk) for desk in found], with_pin=with_pin)


@blueprint.post("/front-desks")
def make() -> Response:
    """Makes this browser a front desk. The session of the request ends."""
    form, services = asked(commands.MakeFrontDesk), current_services()
    desk, token = services.rules.write(desks.make, session_id(), form, browser())
    request_session().clear_cookie()
    response = ok(201, id=desk.id)
    services.sessions.front_desks.cookies.give(request.environ, response, token)
    return response


@blueprint.patch("/front-desks/<desk_id>")
def change(desk_id: str) -> Response:
    """Changes the name, the people and after how long it locks."""
    current_services().sessions.end(desks.change, session_id(), desk_id, asked(commands.ChangeFrontDesk))
    return ok()


@blueprint.delete("/front-desks/<desk_id>")
def end(desk_id: str) -> Response:
    """Ends a front desk."""
    current_services().sessions.end(desks.end, session_id(), desk_id)
    return ok()


@blueprint.delete("/users/<user_id>/front-desk-pin")
def reset_pin(user_id: str) -> Response:
    """Removes the PIN of somebody who has forgotten it."""
    current_services().sessions.end(pins.reset, session_id(), user_id)
    current_services().sessions.front_desks.guessing.clear(user_id)
    return ok()


@blueprint.get("/account/front-desks")
def own() -> Response:
    """Returns the front desks that the person uses, and whether they have a PIN."""

    def listed(reading: Reading, session: str) -> tuple[list[OwnDesk], bool]:
        return desks.list_own(reading, session), pins.is_set(reading, accounts.own_password_hash(reading, session)[0])

    found, has_pin = current_services().rules.read(listed, session_id())
    return ok(front_desks=[wire.own(desk) for desk in found], has_pin=has_pin)


@blueprint.delete("/account/front-desks/<desk_id>")
def leave(desk_id: str) -> Response:
    """Takes the person from a front desk."""
    current_services().sessions.end(desks.leave, session_id(), desk_id)
    return ok()


@blueprint.put("/account/front-desk-pin")
def set_pin() -> Response:
    """Sets the person's PIN. Whoever has a password proves themselves by it."""
    form, services, mine = asked(commands.SetPin), current_services(), session_id()
    user_id, _, held = services.rules.read(accounts.own_password_hash, mine)
    pin = pins.check(form.pin)
    if held:
        prove(user_id, held, form.current_password)
    hashed = services.rules.hash(passwords.hash_password, pin)
    services.rules.write(pins.set_own, mine, hashed, len(pin), held)
    services.sessions.front_desks.guessing.clear(user_id)
    return ok()


@blueprint.delete("/account/front-desk-pin")
def remove_pin() -> Response:
    """Removes the person's PIN."""
    current_services().rules.write(pins.remove_own, session_id())
    return ok()
