"""The owner's rule that deletes old messages, and the holds that stop it."""

from flask import Blueprint, Response

from chat_desktop.chat.core.content_commands import ChooseRetention
from chat_desktop.chat.messages import retention as rules
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id, slow_query
from chat_desktop.wire import retention as wire

blueprint = Blueprint("retention", __name__, url_prefix="/api")

LIMIT_SECONDS = 10.0


@blueprint.get("/retention")
def shown() -> Response:
    """Returns the rule and the holds."""
    return ok(retention=wire.rule(current_services().rules.read(rules.shown, session_id())))


@blueprint.put("/retention")
def choose() -> Response:
    """Sets the rule and the holds."""
    wanted = asked(ChooseRetention)
    return ok(retention=wire.rule(current_services().rules.write(rules.choose, session_id(), wanted)))


@blueprint.post("/retention/preview")
def preview() -> Response:
    """Returns what a rule would delete, without setting it. Raises NotSignedIn."""
    wanted, terms = asked(ChooseRetention), slow_query(LIMIT_SECONDS)
    return ok(**wire.victims(current_services().rules.read_slowly(terms, rules.preview, session_id(), wanted)))
