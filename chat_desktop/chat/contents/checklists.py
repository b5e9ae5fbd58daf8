"""Checklists: everyone in the room ticks items, and the author edits them."""

from collections.abc import Sequence

from chat_desktop.chat.contents import answers, publishing
from chat_desktop.chat.core import actors, json_columns, policy
from chat_desktop.chat.core.content_commands import Item
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import contents, mentions, posting
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import contents as content_queries

GONE = "item_was_removed_meanwhile"


def tick(work: Work, session_id: str, message_id: str, item: int, done: bool) -> Message:
    """Ticks an item for the actor, or takes the tick back, whoever made it. The first tick of an item counts.

    Raises NotSignedIn, NotFound, Forbidden, Invalid, RateLimited.
    """
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    policy.answer(actor)
    checklist = answers.carried(message, "checklist")
    if item not in {known["id"] for known in checklist["items"]}:
        raise Invalid("item", GONE)
    is_done = work.db.execute(content_queries.ANSWER_TO_ITEM, (message_id, item)).fetchone() is not None
    if is_done == done:
        return message
    work.limits.take("answer", actor.user_id, actor.role)
    if done:
        work.db.execute(content_queries.INSERT_ANSWER, (message_id, actor.user_id, item, work.now))
    else:
        work.db.execute(content_queries.DELETE_ANSWER_TO_ITEM, (message_id, item))
    return publishing.publish_soon(work, message)


def edit(work: Work, session_id: str, message_id: str, title: str, items: Sequence[Item]) -> Message:
    """Replaces the title and the items. Ticks stay with their items.

    Raises NotSignedIn, NotFound, Forbidden, Invalid, TooLong.
    """
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    checklist = answers.carried(message, "checklist")
    policy.edit_message(actor, message.sender_id)
    (title,) = contents.cleaned([title], "title")
    texts = contents.cleaned([item.text for item in items], "items")
    known = [item["id"] for item in checklist["items"]]
    free = max([checklist.get("next_id", 0), *(number + 1 for number in known)])
    ids = _numbered(items, known, free)
    body = contents.as_list(title, texts)
    posting.check_body(body)
    for removed in set(known) - set(ids):
        work.db.execute(content_queries.DELETE_ANSWER_TO_ITEM, (message_id, removed))
    message.body, message.edited_at = body, work.now
    mentions.find_again(work.db, message)
    rows = [{"id": number, "text": text} for number, text in zip(ids, texts, strict=True)]
    changed = {"title": title, "items": rows, "next_id": max([free, *(number + 1 for number in ids)])}
    message.content = contents.encode(json_columns.content(message.content) | {"checklist": changed})
    return publishing.publish(work, message)


def _numbered(items: Sequence[Item], known: Sequence[int], free: int) -> list[int]:
    """Returns the numbers of the items: new ones get FREE, which none has had, and those after it. Raises Invalid."""
    kept = [item.id for item in items if item.id is not None]
    if len(set(kept)) < len(kept) or not set(kept) <= set(known):
        raise Invalid("items", GONE)
    new = iter(range(free, free + len(items)))
    return [next(new) if item.id is None else item.id for item in items]
