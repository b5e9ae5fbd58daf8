"""The cards of links in messages, and the hosts that the owner allows for them."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core import commands
from chat_desktop.chat.messages import link_cards
from chat_desktop.chat.office import link_hosts
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import contents

blueprint = Blueprint("link_cards", __name__, url_prefix="/api")


@blueprint.get("/cards")
def cards() -> Response:
    """Returns the cards that are there, and has the missing pages read. Who asks again later gets the rest."""
    ids = [one for one in request.args.get("messages", "").split(",") if one]
    found = current_services().rules.read(link_cards.of_messages, session_id(), ids)
    current_services().network.link_cards.want([url for urls in found.missing.values() for url in urls], found.hosts)
    return ok(**contents.cards(found))


@blueprint.get("/link-hosts")
def hosts() -> Response:
    """Returns the hosts whose links get a card."""
    return ok(hosts=current_services().rules.read(link_hosts.listed, session_id()))


@blueprint.put("/link-hosts")
def choose() -> Response:
    """Replaces the hosts whose links get a card."""
    wanted = asked(commands.ChooseLinkHosts).hosts
    return ok(hosts=current_services().rules.write(link_hosts.choose, session_id(), wanted))
