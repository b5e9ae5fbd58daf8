"""Polls: voting, changing one's vote, and ending one, by hand or by its time."""

from chat_desktop.chat.contents import answers, publishing
from chat_desktop.chat.contents.answers import Answered
from chat_desktop.chat.core import actors, json_columns, policy
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import contents, posting
from chat_desktop.errors import Forbidden, Invalid
from chat_desktop.storage.queries import contents as content_queries


def vote(work: Work, session_id: str, message_id: str, choices: list[int]) -> Answered:
    """Stores the vote of the actor in place of an earlier one; no choice takes it back.

    Raises NotSignedIn, NotFound, Forbidden, Invalid, RateLimited.
    """
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    policy.answer(actor)
    poll = answers.carried(message, "poll")
    if poll["ended_at"] is not None or (poll["ends_at"] is not None and poll["ends_at"] <= work.now):
        raise Forbidden("poll_over")
    _check(choices, len(poll["options"]), poll["many"])
    if tuple(sorted(choices)) != answers.of_user(work.db, message_id, actor.user_id):
        work.limits.take("answer", actor.user_id, actor.role)
        answers.replace(work, message, actor.user_id, choices)
        message = publishing.publish_soon(work, message)
    return Answered(message, tuple(sorted(choices)))


def end(work: Work, session_id: str, message_id: str) -> Message:
    """Ends a poll. Ending it twice has no further effect. Raises NotSignedIn, NotFound, Forbidden."""
    actor = actors.find(work, session_id)
    message = posting.find_to_change(work, actor, message_id)
    poll = answers.carried(message, "poll")
    policy.end_poll(actor, message.sender_id)
    return message if poll["ended_at"] is not None else _end(work, message)


def end_due(work: Work, message_id: str) -> None:
    """Ends a poll whose time has come."""
    message = publishing.find(work, message_id)
    if message is None:
        work.db.execute(content_queries.DELETE_MOMENTS, (message_id,))
    else:
        _end(work, message)


def _end(work: Work, message: Message) -> Message:
    message.content = contents.encode(_with_end(message, work.now))
    message = publishing.rewrite(work, message)
    work.db.execute(content_queries.DELETE_MOMENTS, (message.id,))
    if answers.is_secret(message):
        # The counts are final. From now on nobody can find out who has voted for what, in the file of the database too.
        work.db.execute(content_queries.DELETE_ANSWERS, (message.id,))
    return message


def _with_end(message: Message, now: int) -> dict[str, object]:
    poll = answers.carried(message, "poll")
    return json_columns.content(message.content) | {"poll": poll | {"ended_at": now}}


def _check(choices: list[int], options: int, many: bool) -> None:
    if len(set(choices)) < len(choices) or not all(0 <= choice < options for choice in choices):
        raise Invalid("choices", "poll_doesnt_these_options")
    if len(choices) > 1 and not many:
        raise Invalid("choices", "poll_allows_one_choice")
