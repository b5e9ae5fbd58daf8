"""The host itself: what it does, for the owner, and what programs on its own computer ask it."""

from pathlib import Path

from flask import Blueprint, Response

from chat_desktop.chat.core import commands
from chat_desktop.chat.core.secrets import same
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.joining import accounts
from chat_desktop.chat.office import host_use
from chat_desktop.chat.users import passwords, sessions, user_agents, users
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.errors import Forbidden, SetupNeeded
from chat_desktop.log import tail
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.routes.account import address, welcome
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, session_id, slow_query
from chat_desktop.wire import host as wire

blueprint = Blueprint("host", __name__, url_prefix="/api")

LIMIT_SECONDS = 10.0


@blueprint.get("/host")
def status() -> Response:
    """Returns what the host does: who is connected, messages a day, addresses, version and uptime.

    Raises NotSignedIn.
    """
    services = current_services()

    def used(reading: Reading, session: str) -> tuple[host_use.Use, int]:
        return host_use.of_office(reading, session), reading.now

    use, now = services.rules.read_slowly(slow_query(LIMIT_SECONDS), used, session_id())
    return ok(**wire.status(use, services.files.host, now, services.presence.connected(), services.links.invite()))


@blueprint.get("/host/log")
def log() -> Response:
    """Returns the last lines of the log. Raises NotSignedIn."""
    services = current_services()

    def last_lines(reading: Reading, session: str) -> list[str]:
        # In the thread of the slow query, because the hub reads no files.
        host_use.check_right(reading, session)
        return tail(Path(services.files.host.log))

    return ok(lines=services.rules.read_slowly(slow_query(LIMIT_SECONDS), last_lines, session_id()))


@blueprint.post("/desktop/raise")
@anyone
def raise_window() -> Response:
    """Raises the window, for a second start on this computer, which reads the secret in the data folder.

    A host without a window answers with the URL at which a window of the second start is signed in. Raises Forbidden.
    """
    _check(asked(commands.RaiseWindow).secret)
    desktop = current_services().desktop
    if desktop.window.bring_to_front():
        return ok(raised=True)
    return ok(raised=False, office_id=current_services().office_id, window_url=desktop.window.url())


@blueprint.post("/desktop/close")
@anyone
def close_by_command() -> Response:
    """Closes the office, for the command `stop` on this computer, which has read the data folder. Raises Forbidden."""
    secret = asked(commands.ProveCommandLine).secret
    if not from_this_computer():
        raise Forbidden
    _check(secret)
    current_services().desktop.program.close()
    return ok()


@blueprint.post("/desktop/session")
@anyone
def sign_in_command_line() -> Response:
    """Signs a command of the command line in as the owner. It runs on this computer and has read the data folder.

    Raises Forbidden, SetupNeeded.
    """
    secret = asked(commands.ProveCommandLine).secret
    if not from_this_computer():
        raise Forbidden
    _check(secret)
    rules = current_services().rules
    owner = rules.read(users.owner_id)
    if owner is None:
        raise SetupNeeded
    return welcome(rules.write(sessions.start_for, owner, None, Browser(address(), user_agents.COMMAND_LINE)), 201)


@blueprint.post("/desktop/password")
def reset_password() -> Response:
    """Sets the password of a person, for the owner by the command line. Raises Forbidden."""
    form, rules = asked(commands.ResetPassword), current_services().rules
    rules.read(host_use.check_right, session_id())
    if not from_this_computer():
        raise Forbidden
    _check(form.secret)
    hashed = rules.hash(passwords.hash_password, passwords.check(form.password, ""))
    rules.write(accounts.reset_password, session_id(), form.user_id, hashed)
    return ok()


def _check(secret: str) -> None:
    if not same(secret, current_services().desktop.secret):
        raise Forbidden
