"""The diagnostics of joining for the owner and admins, and the list of devices that try to join."""

import re
from typing import Any

import msgspec
from flask import Blueprint, Flask, Response, request

from chat_desktop.chat.core import commands
from chat_desktop.chat.joining import join_attempts
from chat_desktop.errors import Forbidden
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.routes.account import address
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, request_session, session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("doctor", __name__, url_prefix="/api")

# An error from one of these routes is a reason why somebody could not join.
JOINING_PATHS = re.compile(r"/api/(?:join|session|knocks|setup)\b")


def register(app: Flask) -> None:
    """Adds the recording of join attempts to every response."""
    app.after_request(_record_attempt)


@blueprint.get("/doctor")
def examine() -> Response:
    """Runs the checks of the host and returns their results."""
    services = current_services()
    services.rules.read(join_attempts.require_examine_permission, session_id())
    return ok(checks=services.network.doctor.run_checks(), firewall=_firewall())


@blueprint.get("/doctor/arrivals")
def listed() -> Response:
    """Returns the recent join attempts."""
    current_services().rules.read(join_attempts.require_examine_permission, session_id())
    attempts = current_services().joining.attempts
    return ok(arrivals=[payloads.arrival(one, *attempts.standing(one)) for one in attempts.listed()])


@blueprint.post("/arrivals")
@anyone
def report() -> Response:
    """Records what a page reports about its own start.

    It comes from strangers, is shown to admins, and decides nothing.
    """
    form = asked(commands.ReportArrival)
    heard, agent = current_services().joining.attempts, _agent()
    heard.bound(address())
    if form.step == "script":
        heard.ran(address(), agent)
    elif form.step == "error":
        heard.failed(address(), agent, form.words)
    else:
        heard.no_socket(address(), agent)
    return ok()


@blueprint.post("/desktop/firewall")
def open_firewall() -> Response:
    """Adds the rule to the firewall of Windows, which asks the person at this computer.

    Raises Forbidden outside of the window.
    """
    services = current_services()
    services.rules.read(join_attempts.require_firewall_permission, session_id())
    if not from_this_computer():
        raise Forbidden("rule_in_window_only")
    return ok(result=services.network.doctor.open_firewall(), checks=services.network.doctor.run_checks())


def _firewall() -> payloads.Payload | None:
    """The command to copy, and whether the button would do: None where there is no such rule to make."""
    command = current_services().network.doctor.firewall_command()
    return None if command is None else {"command": command, "here": from_this_computer()}


def _agent() -> str:
    return request.headers.get("User-Agent", "")


def _record_attempt(response: Response) -> Response:
    """Records the responses that are a step of joining."""
    if request.method == "GET":
        if request.endpoint == "pages.page" and response.status_code == 200:
            identity = request_session().identity
            current_services().joining.attempts.reached(address(), _agent(), identity.user_id if identity else None)
        elif request.endpoint == "secure.trust" and response.status_code == 200:
            current_services().joining.attempts.explained(address(), _agent())
    elif JOINING_PATHS.match(request.path):
        _record_joining(response)
    return response


def _record_joining(response: Response) -> None:
    body = _json(response)
    if request_session().issued and response.status_code < 300:
        user_id = str(body.get("user", {}).get("id", ""))
        current_services().joining.attempts.signed_in(address(), _agent(), user_id, joined=response.status_code == 201)
    elif response.status_code >= 400 and request.method == "POST":
        code = str(body.get("error", {}).get("code", "internal"))
        current_services().joining.attempts.refused(address(), _agent(), code)


def _json(response: Response) -> dict[str, Any]:
    try:
        body = msgspec.json.decode(response.get_data())
    except (msgspec.DecodeError, RuntimeError):
        return {}
    return body if isinstance(body, dict) else {}
