"""Set-up, joining, signing in and out, and one's own account."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from flask import Blueprint, Response, request

from chat_desktop.chat.core import commands, names
from chat_desktop.chat.core.records import SignedIn
from chat_desktop.chat.core.work import RuleExecutor
from chat_desktop.chat.front_desk import desks
from chat_desktop.chat.front_desk.records import Desk
from chat_desktop.chat.joining import accounts
from chat_desktop.chat.office import offices
from chat_desktop.chat.users import devices, passwords, sessions, user_agents, users
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import BadCode, ChatError, EndedUnstored, Forbidden, Invalid, SetupDone, WrongCredentials
from chat_desktop.web import page_words
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.routes import relocation
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, request_session, session_id
from chat_desktop.wire import payloads

# The account under which made-up links are counted: they are nobody's.
LINKS = "sign-in link"

blueprint = Blueprint("account", __name__, url_prefix="/api")


@blueprint.post("/setup")
@anyone
def set_up() -> Response:
    """Creates the owner. Raises SetupDone, BadCode, and Invalid, also while another office is awaited."""
    form = asked(commands.SetUp)
    services = current_services()
    if services.rules.read(offices.get).has_owner:
        raise SetupDone
    if not services.sign_in.setup_tokens.is_valid(form.token):
        raise BadCode("set_up_link_doesnt_work")
    if services.desktop.program.receiving.is_open or services.desktop.program.kept_copies.is_taking_over:
        raise Invalid("office_name", "office_is_awaited")
    office_name = names.office(form.office_name)
    name = names.person(form.name)
    password = passwords.check(form.password, name, office_name)
    hashed = services.rules.hash(passwords.hash_password, password)
    language = page_words.language()
    home = services.files.assets.catalogues.text(language, "setup.first_room")
    signed_in = services.rules.write(accounts.set_up, office_name, name, hashed, browser(), home, language)
    services.sign_in.setup_tokens.take(form.token)
    return welcome(signed_in, 201)


@blueprint.post("/session")
@anyone
def sign_in() -> Response:
    """Signs in with a password or a one-time token. Raises Invalid, WrongCredentials, BadCode, RateLimited."""
    form = asked(commands.SignIn)
    if form.window_token is not None:
        return _by_window(form.window_token)
    if form.link_token is not None:
        return welcome(_by_link(form.link_token))
    if form.handover_token is not None:
        return welcome(relocation.move(form.handover_token, browser()))
    if form.name is None or form.password is None:
        raise Invalid("name" if form.name is None else "password", "enter_name_password")
    return welcome(_by_password(form.name, form.password))


@blueprint.post("/session/look")
@anyone
def look() -> Response:
    """Returns whom a link signs in, so that the page can ask before it replaces a session."""
    token = asked(commands.LookUpLink).link_token
    with _counted():
        kind, user = current_services().rules.read(devices.resolve_link, token)
    return ok(kind=kind, user={"id": user.id, "name": user.name})


@blueprint.delete("/session")
def sign_out() -> Response:
    """Ends the session."""
    with suppress(EndedUnstored):  # this browser has it no more
        current_services().sessions.end(sessions.end, session_id())
    request_session().clear_cookie()
    return ok()


@blueprint.patch("/account")
def rename() -> Response:
    """Renames the person."""
    user = current_services().rules.write(accounts.rename, session_id(), asked(commands.RenameAccount).name)
    return ok(user=payloads.user(user, current_services().presence.of_user(user.id)))


@blueprint.post("/account/password")
def change_password() -> Response:
    """Sets the password, and replaces all sessions."""
    form = asked(commands.ChangePassword)
    services, mine = current_services(), session_id()
    user_id, name, held = services.rules.read(accounts.own_password_hash, mine)
    if held:
        prove(user_id, held, form.current_password)
    hashed = services.rules.hash(passwords.hash_password, passwords.check(form.password, name))
    return welcome(services.rules.write(accounts.change_password, mine, hashed, browser(), held))


def welcome(signed_in: SignedIn, status: int = 200) -> Response:
    """Returns the response that sets the cookie of the new session.

    A page that names who was signed in before wants that session to end, and with it whatever other tabs still do with
    it. It ends after the response was sent, because the tabs then check who is signed in.
    """
    before = request_session().identity if "Chat-Person" in request.headers else None
    request_session().begin(signed_in.token)
    response = ok(status, user=payloads.user(signed_in.user, current_services().presence.of_user(signed_in.user.id)))
    if before is not None:
        response.call_on_close(partial(_end_replaced, current_services().rules, before.session_id))
    return response


def browser() -> Browser:
    """Returns the address and the User-Agent of a request that signs in.

    At a front desk sessions are opened by PIN only: one that was begun in another way would never lock. Raises
    Forbidden.
    """
    if front_desk() is not None:
        raise Forbidden("desk_only_pins")
    return Browser(address(), request.headers.get("User-Agent", ""))


def front_desk() -> Desk | None:
    """Returns the front desk that the browser of the request is, or None."""
    token = current_services().sessions.front_desks.cookies.token(request.environ)
    return current_services().rules.read(desks.find, token) if token else None


def address() -> str:
    """Returns the IP address of the request."""
    return request.remote_addr or ""


def prove(user_id: str, held: str, password: str | None) -> None:
    """Verifies the current password of a person. Raises Invalid, RateLimited."""
    services, account = current_services(), f"own:{user_id}"
    if password is None:
        raise Invalid("current_password", "enter_current_password")
    services.sign_in.password_guessing.check(address(), account)
    if not services.rules.hash(passwords.verify, held, password):
        services.sign_in.password_guessing.failed(address(), account)
        raise Invalid("current_password", "thats_not_current_password")
    services.sign_in.password_guessing.succeeded(address(), account)


def _by_password(name: str, password: str) -> SignedIn:
    """One wording and one time, whether the name is nobody's or the password is wrong."""
    services, account = current_services(), names.key(name)
    services.sign_in.password_guessing.check(address(), account)
    found = services.rules.read(accounts.find_password_hash, name)
    if not services.rules.hash(passwords.verify, found[1] if found else None, password) or found is None:
        services.sign_in.password_guessing.failed(address(), account)
        raise WrongCredentials
    services.sign_in.password_guessing.succeeded(address(), account)
    return services.rules.write(sessions.start_for, *found, browser())


def _by_window(token: str) -> Response:
    """Signs in the window of the host: as the owner, by the token and never because the request comes from this
    computer.

    Whoever is signed in there stays so, because the office may have been handed over to somebody elsewhere.
    """
    services = current_services()
    owner = services.rules.read(users.owner_id)
    if owner is None or not services.desktop.window_tokens.take(token):
        raise WrongCredentials("link_already_been_used_sign")
    identity = request_session().identity
    if identity is not None:
        user = services.rules.write(sessions.set_agent, identity.session_id, user_agents.WINDOW)
        return ok(user=payloads.user(user, services.presence.of_user(user.id)))
    return welcome(services.rules.write(sessions.start_for, owner, None, Browser(address(), user_agents.WINDOW)))


def _by_link(token: str) -> SignedIn:
    with _counted():
        return current_services().rules.write(devices.redeem, token, browser())


@contextmanager
def _counted() -> Iterator[None]:
    """Counts unknown links as guesses. A valid link always works, whatever others at this address have tried."""
    try:
        yield
    except BadCode as problem:
        if problem.details.get("reason") == "unknown":
            current_services().sign_in.password_guessing.check(address(), LINKS)
            current_services().sign_in.password_guessing.failed(address(), LINKS)
        raise


def _end_replaced(rules: RuleExecutor, session_id: str) -> None:
    # On a full disk it stays, as a device that its person can sign out.
    with suppress(ChatError):
        rules.write(sessions.end_replaced, session_id)
