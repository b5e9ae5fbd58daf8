"""The join doctor for the owner and admins, and how far each device that comes to the door gets."""

import re
from typing import Any

import msgspec
from flask import Blueprint, Flask, Response, request

from chat_desktop.chat.core import commands
from chat_desktop.chat.joining import join_attempts
from chat_desktop.errors import Forbidden
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.routes.account import address
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import anyone, seat, session_id
from chat_desktop.wire import payloads

blueprint = Blueprint("doctor", __name__, url_prefix="/api")

# The ways in: an error from one of these is why somebody is not in yet.
WAYS_IN = re.compile(r"/api/(?:join|session|knocks|setup)\b")
# The window's own: a browser elsewhere may name this host in its Host header, but does not come over loopback.
LOOPBACK = re.compile(r"(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?")


def register(app: Flask) -> None:
    app.after_request(_note)


@blueprint.get("/doctor")
def examine() -> Response:
    services = current_services()
    services.rules.read(join_attempts.require_examine_permission, session_id())
    return ok(checks=services.network.doctor.run_checks(), firewall=_firewall())


@blueprint.get("/doctor/arrivals")
def listed() -> Response:
    current_services().rules.read(join_attempts.require_examine_permission, session_id())
    attempts = current_services().joining.attempts
    return ok(arrivals=[payloads.arrival(one, *attempts.standing(one)) for one in attempts.listed()])


@blueprint.post("/arrivals")
@anyone
def report() -> Response:
    """What a page says of itself. It comes from strangers, is shown to heads, and decides nothing."""
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
    """Windows then asks the person at this computer, so it has to be the owner's own window that asks us."""
    services = current_services()
    services.rules.read(join_attempts.require_firewall_permission, session_id())
    if not _from_the_window():
        raise Forbidden("You can only add the rule in the window on the host.")
    return ok(result=services.network.doctor.open_firewall(), checks=services.network.doctor.run_checks())


def _firewall() -> payloads.Payload | None:
    """The command to copy, and whether the button would do: None where there is no such rule to make."""
    command = current_services().network.doctor.firewall_command()
    return None if command is None else {"command": command, "here": _from_the_window()}


def _from_the_window() -> bool:
    return bool(request.environ.get("network.loopback")) and LOOPBACK.fullmatch(request.host) is not None


def _agent() -> str:
    return request.headers.get("User-Agent", "")


def _note(response: Response) -> Response:
    """Of every answer, those that move somebody along the way in."""
    if request.method == "GET":
        if request.endpoint == "pages.page" and response.status_code == 200:
            identity = seat().identity
            current_services().joining.attempts.reached(address(), _agent(), identity.user_id if identity else None)
        elif request.endpoint == "secure.trust" and response.status_code == 200:
            current_services().joining.attempts.explained(address(), _agent())
    elif WAYS_IN.match(request.path):
        _note_way_in(response)
    return response


def _note_way_in(response: Response) -> None:
    told = _json(response)
    if seat().issued and response.status_code < 300:
        user_id = str(told.get("user", {}).get("id", ""))
        current_services().joining.attempts.signed_in(address(), _agent(), user_id, joined=response.status_code == 201)
    elif response.status_code >= 400 and request.method == "POST":
        code = str(told.get("error", {}).get("code", "internal"))
        current_services().joining.attempts.refused(address(), _agent(), code)


def _json(response: Response) -> dict[str, Any]:
    try:
        told = msgspec.json.decode(response.get_data())
    except (msgspec.DecodeError, RuntimeError):
        return {}
    return told if isinstance(told, dict) else {}
