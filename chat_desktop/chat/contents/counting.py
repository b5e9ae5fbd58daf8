"""Writes the answers to a message into what it carries, as far as everybody may see them."""

from typing import Any

from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.queries import contents as content_queries

SHOWN_VOTERS = 3  # of each option of an open poll, in the message itself


def count(db: Db, message_id: str, content: dict[str, Any]) -> None:
    """Counts the answers anew."""
    rows = db.execute(content_queries.ANSWERS, (message_id,)).fetchall()
    if poll := content.get("poll"):
        _count_poll(poll, rows)
    if checklist := content.get("checklist"):
        _mark_done(checklist, rows)
    if urgent := content.get("urgent"):
        urgent["asked"] = len(rows)
        urgent["confirmed"] = sum(at is not None for _, _, at in rows)


def _count_poll(poll: dict[str, Any], rows: list[tuple[str, int, int]]) -> None:
    voters: list[list[str]] = [[] for _ in poll["options"]]
    for user_id, item, _ in rows:
        voters[item].append(user_id)
    poll["voters"] = len({user_id for user_id, _, _ in rows})
    for option, its in zip(poll["options"], voters, strict=True):
        option["votes"] = len(its)
        if not poll["secret"]:
            option["user_ids"] = its[:SHOWN_VOTERS]


def _mark_done(checklist: dict[str, Any], rows: list[tuple[str, int, int]]) -> None:
    done = {item: {"done_by": user_id, "done_at": at} for user_id, item, at in rows}
    checklist["items"] = [
        {"id": item["id"], "text": item["text"], **done.get(item["id"], {})} for item in checklist["items"]
    ]
