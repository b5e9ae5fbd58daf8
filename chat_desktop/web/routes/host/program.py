"""The program on the host's computer, for the owner: whether it starts at sign-in, and closing the office."""

from typing import Any

from flask import Blueprint, Response

from chat_desktop.chat.core.content_commands import TurnAutostart
from chat_desktop.chat.office import backup_rights
from chat_desktop.errors import Forbidden, Invalid
from chat_desktop.fonts import scripts
from chat_desktop.languages.system_words import system_words
from chat_desktop.web.answers import asked, from_this_computer, ok
from chat_desktop.web.services import Autostart, current_services
from chat_desktop.web.sessions import session_id

blueprint = Blueprint("program", __name__, url_prefix="/api/host/program")

ELSEWHERE = "do_window_hosts_computer"


@blueprint.get("")
def state() -> Response:
    """Returns whether the program starts at sign-in, as the system says now."""
    current_services().rules.read(backup_rights.require_changing, session_id())
    return _state()


@blueprint.put("/autostart")
def turn_autostart() -> Response:
    """Starts the program at sign-in from now on, or no longer. Raises Forbidden from another computer, Invalid."""
    wanted = asked(TurnAutostart)
    autostart = _checked()
    if autostart is None:
        raise Invalid("on", "program_not_started_person_who")
    try:
        current_services().rules.hash(autostart.turn, wanted.on)
    except OSError as problem:
        raise Invalid("on", "computer_refuses_change", {"reason": system_words(problem)}) from None
    return _state()


@blueprint.post("/close")
def close() -> Response:
    """Closes the office for everybody. Raises Forbidden from another computer, where nobody could open it again."""
    _checked()
    current_services().desktop.program.close()
    return ok()


def _checked() -> Autostart | None:
    """Raises NotSignedIn, Forbidden."""
    services = current_services()
    services.rules.read(backup_rights.require_changing, session_id())
    if not from_this_computer():
        raise Forbidden(ELSEWHERE)
    return services.desktop.program.autostart()


def _state() -> Response:
    autostart = current_services().desktop.program.autostart()
    # The hub reads no files.
    is_on = None if autostart is None else current_services().rules.hash(_is_on, autostart)
    known = {} if is_on is None else {"autostart": is_on}
    return ok(may_change=from_this_computer(), fonts=current_services().rules.hash(_fonts), **known)


def _fonts() -> list[dict[str, Any]]:
    """Returns what the window and printed pages cannot show, and what to install; empty where nothing is missing."""
    missing = scripts.missing() if scripts.applies() else []
    told = [
        *(script.missing for script in missing),
        *([scripts.cure(missing, scripts.distribution())] if missing else []),
    ]
    return [one.payload() for one in told]


def _is_on(autostart: Autostart) -> bool | None:
    """Returns None when the system does not tell."""
    try:
        return autostart.is_on()
    except OSError:
        return None
