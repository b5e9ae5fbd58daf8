"""Who may let an office come to this computer in place of the one that waits to be set up."""

from flask import request

from chat_desktop.chat.office import offices
from chat_desktop.errors import BadCode, Forbidden, SetupDone
from chat_desktop.web.answers import from_this_computer
from chat_desktop.web.services import ProgramServices, current_services


def program(token: str) -> ProgramServices:
    """Returns the program. Raises SetupDone, BadCode, and Forbidden where others could read the code."""
    services = current_services()
    if services.rules.read(offices.get).has_owner:
        raise SetupDone
    if not services.sign_in.setup_tokens.is_valid(token):
        raise BadCode("set_up_link_doesnt_work")
    if not (from_this_computer() or request.scheme == "https"):
        raise Forbidden("receive_on_that_computer")
    return services.desktop.program
