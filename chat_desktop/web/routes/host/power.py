"""Whether the host's computer stays awake, and pauses of the office that the owner announces."""

from flask import Blueprint, Response

from chat_desktop.chat.core.content_commands import ChooseStayAwake, PlanPause
from chat_desktop.chat.office import backup_rights, power_rights
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("power", __name__, url_prefix="/api/host")


@blueprint.get("/power")
def state() -> Response:
    """Returns whether the computer stays awake, and what is planned."""
    current_services().rules.read(backup_rights.require_changing, session_id())
    return _state()


@blueprint.put("/power")
def choose() -> Response:
    """Sets when the computer is kept awake."""
    services, wanted = current_services(), asked(ChooseStayAwake)
    services.rules.write(power_rights.choose, session_id(), wanted)
    services.rules.hash(services.files.host.power.choose, wanted.stay_awake)
    return _state()


@blueprint.put("/pause")
def plan() -> Response:
    """Tells everyone that the office restarts at a moment or now, and when it is back."""
    services, wanted = current_services(), asked(PlanPause)
    at = services.rules.write(power_rights.plan, session_id(), wanted)
    services.files.host.power.plan(at, wanted.minutes)
    services.rules.hash(services.files.host.power.keep_plan)
    return _state()


@blueprint.delete("/pause")
def cancel() -> Response:
    """Tells everyone that the office does not restart after all."""
    services = current_services()
    services.rules.read(backup_rights.require_changing, session_id())
    services.files.host.power.cancel()
    services.rules.hash(services.files.host.power.keep_plan)
    return _state()


def _state() -> Response:
    return ok(**current_services().files.host.power.state())
