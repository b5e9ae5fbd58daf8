"""Drafts: what a person has begun to write in a room, for their other devices."""

from msgspec import Struct

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.commands import KeepDraft
from chat_desktop.chat.core.events import DraftChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.storage.queries import memberships as membership_queries
from chat_desktop.storage.queries import writing as writing_queries

MOST_DRAFTS = 200  # of a person; beyond that, the ones unchanged for the longest time stay on their device only


class Draft(Struct, frozen=True):
    """What a person has begun to write in a room: with an empty body and no `reply_to`, nothing any more."""

    room_id: str
    body: str
    reply_to: str | None
    changed_at: int


def list_own(reading: Reading, session_id: str) -> list[Draft]:
    """Returns the drafts of the actor in rooms that they are in. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    return [Draft(*row) for row in reading.db.execute(writing_queries.DRAFTS, (actor.user_id,))]


def keep(work: Work, session_id: str, room_id: str, draft: KeepDraft) -> Draft:
    """Stores a draft, or removes it when it is empty. Raises NotSignedIn, NotFound, Forbidden, Invalid."""
    actor = actors.find(work, session_id)
    if work.db.execute(membership_queries.IS_MEMBER, (actor.user_id, room_id)).fetchone() is None:
        raise NotFound
    policy.post_message(actor.read_only)
    _check(draft)
    kept = Draft(room_id, draft.body, draft.reply_to, work.now)
    if draft.body or draft.reply_to:
        work.db.execute(writing_queries.SET_DRAFT, (actor.user_id, room_id, draft.body, draft.reply_to, work.now))
        work.db.execute(writing_queries.REMOVE_OLD_DRAFTS, (actor.user_id, MOST_DRAFTS))
    else:
        work.db.execute(writing_queries.REMOVE_DRAFT, (actor.user_id, room_id))
    work.record(DraftChanged(actor.user_id, room_id, draft.body, draft.reply_to, draft.page_id))
    return kept


def _check(draft: KeepDraft) -> None:
    if len(draft.body) > posting.MAX_BODY_CHARACTERS:
        raise Invalid("body", f"A draft has at most {posting.MAX_BODY_CHARACTERS} characters.")
    if not all(posting.is_text(text) for text in (draft.body, draft.reply_to or "", draft.page_id)):
        raise Invalid("body", "This draft contains characters that aren't text.")
