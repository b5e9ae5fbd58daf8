"""Registers the requests about drafts and snippets."""

from tests.authorization.requests.requests import AskedRequest, requests_for
from tests.authorization.world.world import World
from tests.support.parts.rules_office import Person


@requests_for("PUT /api/account/snippets")
def replace_my_snippets(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"snippets": [{"name": "thanks", "text": "Thank you."}]})


@requests_for("PUT /api/rooms/<room_id>/draft")
def keep_my_draft(world: World, who: Person | None) -> AskedRequest:
    return AskedRequest({"body": "what was begun"})
