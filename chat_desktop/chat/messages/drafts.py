"""Drafts: what a person has begun to write in a room, for their other devices.

A draft's revision is the time of its change in ms, and only grows. A page says on which revision it has built: when
another device has stored something else since, nothing is stored and the page gets that draft, so that no text is
overwritten that nobody has seen.
"""

from msgspec import Struct

from chat_desktop.chat.core import actors, policy
from chat_desktop.chat.core.commands import KeepDraft
from chat_desktop.chat.core.events import DraftChanged
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import posting
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import writing as writing_queries

MOST_DRAFTS = 200  # of a person
MOST_CHARACTERS = 200_000  # of all drafts of a person


class Draft(Struct, frozen=True):
    """What a person has begun to write in a room: with an empty body and no `reply_to`, nothing any more."""

    room_id: str
    body: str
    reply_to: str | None
    rev: int

    @property
    def is_empty(self) -> bool:
        return not self.body and not self.reply_to


class Kept(Struct, frozen=True):
    """The draft that the host has now, and whether it is what was sent."""

    draft: Draft
    stored: bool


def list_own(reading: Reading, session_id: str) -> list[Draft]:
    """Returns the drafts of the actor in rooms that they are in. Raises NotSignedIn."""
    actor = actors.find(reading, session_id)
    return [Draft(*row) for row in reading.db.execute(writing_queries.DRAFTS, (actor.user_id,))]


def keep(work: Work, session_id: str, room_id: str, wanted: KeepDraft) -> Kept:
    """Stores a draft, or removes it when it is empty. Raises NotSignedIn, NotFound, Forbidden, Invalid."""
    actor = actors.find(work, session_id)
    memberships.check(work, actor.user_id, room_id)
    policy.post_message(actor.read_only)
    _check(wanted)
    row = work.db.execute(writing_queries.DRAFT, (actor.user_id, room_id)).fetchone()
    before = Draft(*row) if row else Draft(room_id, "", None, 0)
    draft = Draft(room_id, wanted.body, wanted.reply_to, max(work.now, before.rev + 1))
    if (before.body, before.reply_to) == (draft.body, draft.reply_to):
        return Kept(before, True)
    if row and wanted.base is not None and wanted.base != before.rev:
        return Kept(before, False)
    _store(work, actor.user_id, draft)
    work.record(DraftChanged(actor.user_id, room_id, draft.body, draft.reply_to, draft.rev, wanted.page_id))
    return Kept(draft, True)


def _store(work: Work, user_id: str, draft: Draft) -> None:
    if draft.is_empty:
        work.db.execute(writing_queries.REMOVE_DRAFT, (user_id, draft.room_id))
        return
    if not _has_place(work, user_id, draft):
        work.db.execute(writing_queries.REMOVE_DRAFTS_OF_LEFT_ROOMS, (user_id,))
        if not _has_place(work, user_id, draft):
            raise Invalid("body", "host_keeps_no_more_drafts")
    work.db.execute(writing_queries.SET_DRAFT, (user_id, draft.room_id, draft.body, draft.reply_to, draft.rev))


def _has_place(work: Work, user_id: str, draft: Draft) -> bool:
    count, characters = work.db.execute(writing_queries.OTHER_DRAFTS, (user_id, draft.room_id)).fetchone()
    return bool(count < MOST_DRAFTS and characters + len(draft.body) <= MOST_CHARACTERS)


def _check(draft: KeepDraft) -> None:
    if len(draft.body) > posting.MAX_BODY_CHARACTERS:
        raise Invalid("body", "draft_most_characters", {"n": posting.MAX_BODY_CHARACTERS})
    if not all(posting.is_text(text) for text in (draft.body, draft.reply_to or "", draft.page_id)):
        raise Invalid("body", "draft_contains_characters_text")
