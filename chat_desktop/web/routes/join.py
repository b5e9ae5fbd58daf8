"""Joining by strangers: with a code or the PIN, looking up a code, and knocking."""

from collections.abc import Callable

from flask import Blueprint, Response

from chat_desktop.chat.core import commands
from chat_desktop.chat.core.records import Offer, SignedIn
from chat_desktop.chat.joining import accounts, join_methods, join_offers
from chat_desktop.chat.joining.knocks import WAITS_SECONDS
from chat_desktop.chat.office import offices
from chat_desktop.chat.users import passwords, sessions
from chat_desktop.errors import BadCode, Invalid
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.routes.account import address, browser, welcome
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone
from chat_desktop.wire import payloads

blueprint = Blueprint("joining", __name__, url_prefix="/api")

# The account under which wrong join codes are counted: they are nobody's.
CODES = "join code"


@blueprint.post("/join")
@anyone
def join() -> Response:
    """Joins with the PIN or a code. Raises Invalid, BadCode, NameTaken, RateLimited."""
    form = asked(commands.Join)
    if form.pin is not None:
        return welcome(_by_pin(form, join_methods.normalize_pin(form.pin)), 201)
    if form.code is None:
        raise Invalid("code", "enter_pin_open_link_were")
    _look(form.code)
    return welcome(_admitted(form, accounts.join, form.code), 201)


@blueprint.post("/join/look")
@anyone
def look() -> Response:
    """Returns what a code gives, so that a link that does not work says so before a name is typed."""
    offer = _look(asked(commands.LookUpCode).code)
    return ok(role=offer.role, rooms=list(offer.room_names), expires_at=payloads.time(offer.expires_at))


@blueprint.post("/knocks")
@anyone
def knock() -> Response:
    """Starts a knock."""
    form = asked(commands.AskToJoin)
    services = current_services()
    services.rules.read(join_offers.check_knock_open)
    services.joining.knocks.count_request(address())
    name = services.rules.read(accounts.check_name, form.name)
    token, waiting = services.joining.knocks.knock(name, browser())
    ends = payloads.time(waiting.at + int(WAITS_SECONDS * 1000))
    return ok(201, knock=token, digits=waiting.digits, name=name, expires_at=ends)


@blueprint.post("/knocks/ask")
@anyone
def ask() -> Response:
    """Returns the state of a knock."""
    return ok(state=current_services().joining.knocks.state(asked(commands.KnockToken).knock))


@blueprint.post("/knocks/enter")
@anyone
def enter() -> Response:
    """Signs an admitted newcomer in."""
    form = asked(commands.KnockToken)
    with current_services().joining.knocks.entering(form.knock) as user_id:
        return welcome(current_services().rules.write(sessions.start_for, user_id, None, browser()), 201)


@blueprint.post("/knocks/withdraw")
@anyone
def withdraw() -> Response:
    """Takes a knock back."""
    current_services().joining.knocks.withdraw(asked(commands.KnockToken).knock)
    return ok()


def _look(code: str) -> Offer:
    services = current_services()
    try:
        return services.rules.read(join_offers.resolve_code, code)
    except BadCode as problem:
        # Only an unknown code is a guess: a valid link works, whatever others at this address have tried.
        if problem.details.get("reason") == "unknown":
            services.sign_in.password_guessing.check(address(), CODES)
            services.sign_in.password_guessing.failed(address(), CODES)
        raise


def _by_pin(form: commands.Join, pin: str) -> SignedIn:
    services = current_services()
    join_offers.check_pin_open(services.rules.read(offices.get))
    services.joining.pin_limit.begin(address())
    try:
        services.rules.read(join_offers.resolve_pin, pin)
    except BadCode:
        if services.joining.pin_limit.wears_out():
            services.rules.write(join_methods.renew_pin, None, "wrong_tries")
        raise
    services.joining.pin_limit.succeeded(address())
    return _admitted(form, accounts.join_by_pin, pin)


def _admitted(form: commands.Join, rule: Callable[..., SignedIn], secret: str) -> SignedIn:
    services = current_services()
    name = services.rules.read(accounts.check_name, form.name)
    hashed = ""
    if form.password is not None:
        hashed = services.rules.hash(passwords.hash_password, passwords.check(form.password, name))
    elif form.pin is None:
        raise Invalid("password", "choose_password")
    return services.rules.write(rule, secret, form.name, hashed, browser())
