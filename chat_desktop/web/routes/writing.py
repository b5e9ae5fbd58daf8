"""Drafts, snippets, and what a message said before it was edited."""

from flask import Blueprint, Response, request

from chat_desktop.chat.core import commands
from chat_desktop.chat.messages import drafts, posting, snippets
from chat_desktop.web.answers import asked, ok
from chat_desktop.web.services import current_services
from chat_desktop.web.sessions import session_id
from chat_desktop.wire import payloads, personal

blueprint = Blueprint("writing", __name__, url_prefix="/api")

# All snippets come together: fifty of 2,000 characters, four bytes each. Other bodies are far smaller.
MOST_SNIPPETS_BYTES = 512 * 1024


@blueprint.get("/account/drafts")
def my_drafts() -> Response:
    """Returns the drafts of the person."""
    found = current_services().rules.read(drafts.list_own, session_id())
    return ok(drafts=[personal.draft(draft) for draft in found])


@blueprint.put("/rooms/<room_id>/draft")
def keep_draft(room_id: str) -> Response:
    """Stores what was begun in a room."""
    form = asked(commands.KeepDraft)
    kept = current_services().rules.write(drafts.keep, session_id(), room_id, form)
    return ok(draft=personal.draft(kept.draft), stored=kept.stored)


@blueprint.get("/account/snippets")
def my_snippets() -> Response:
    """Returns the snippets of the person."""
    return ok(snippets=current_services().rules.read(snippets.list_own, session_id()))


@blueprint.put("/account/snippets")
def replace_snippets() -> Response:
    """Replaces the snippets of the person."""
    request.max_content_length = MOST_SNIPPETS_BYTES
    form = asked(commands.ReplaceSnippets)
    return ok(snippets=current_services().rules.write(snippets.replace, session_id(), form.snippets))


@blueprint.get("/messages/<message_id>/history")
def message_history(message_id: str) -> Response:
    """Returns the texts that a message has had."""
    found = current_services().rules.read(posting.history, session_id(), message_id)
    return ok(versions=[{"body": version.body, "at": payloads.time(version.at)} for version in found])
