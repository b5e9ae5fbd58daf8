"""Posts, edits and deletes messages.

Posting uses fixed SQL on the connection of the driver: a flush of the ORM costs 30 times as much.
"""

import re
from collections.abc import Collection

from msgspec import structs

from chat_desktop.chat.core import actors, ids, policy
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.events import MessageChanged, MessagePosted
from chat_desktop.chat.core.records import Actor, Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.messages import contents, mentions, replies, stored, versions
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid, NotFound, NotSignedIn, TooLong
from chat_desktop.storage.queries import memberships as membership_queries
from chat_desktop.storage.queries import messages as message_queries
from chat_desktop.storage.queries import rooms as room_queries

MAX_BODY_CHARACTERS = 8_000  # code points
CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def post(work: Work, session_id: str, command: PostMessage, online: Collection[str] = ()) -> Message:
    """Returns a new message, or the stored one when this client_id was sent before: a client may always send again.

    ONLINE are the ids of those whom `@here` means.
    Raises NotSignedIn, NotFound, Forbidden, Invalid, TooLong.
    """
    if not CLIENT_ID.fullmatch(command.client_id):
        raise Invalid("client_id", "client_id_1_64_letters")
    standing = work.db.execute(message_queries.POST_CHECK, (session_id, command.client_id, command.room_id)).fetchone()
    if standing is None:
        raise NotSignedIn
    user_id, read_only, is_member, archived, earlier = standing
    if earlier is not None:
        return _earlier(work, user_id, earlier)
    if not is_member:
        raise NotFound
    policy.post_message(read_only)
    policy.change_in_room(archived)
    _check(command)
    thread = replies.find_thread(work.db, command)
    if command.content is not None or command.attachment_ids:
        return _insert_with_content(work, user_id, command, thread)
    return _insert(work, user_id, command, thread, online=online)


def post_made(
    work: Work, user_id: str, room_id: str, client_id: str, body: str, content: str, *, is_reminder: bool = False
) -> Message:
    """Posts what the host has written in a person's name, in a room where the caller knows that they may write.

    A reminder is unread.
    """
    command = PostMessage(room_id=room_id, client_id=_free_client_id(work, user_id, client_id), body=body)
    return _insert(work, user_id, command, None, content, is_reminder=is_reminder)


def post_for(work: Work, user_id: str, command: PostMessage) -> Message:
    """Posts for a person who does not ask at this moment: what they have scheduled. It does not mark the room as read.

    Raises NotFound, Forbidden, Invalid, TooLong.
    """
    standing = work.db.execute(message_queries.MAY_POST, (user_id, command.room_id)).fetchone()
    if standing is None:
        raise NotFound("no_longer_in_room")
    read_only, archived = standing
    policy.post_message(read_only)
    policy.change_in_room(archived)
    _check(command)
    command = structs.replace(command, client_id=_free_client_id(work, user_id, command.client_id))
    return _insert(work, user_id, command, replies.find_thread(work.db, command), is_reminder=True)


def edit(work: Work, session_id: str, message_id: str, body: str) -> Message:
    """Changes the text of a message. Raises NotSignedIn, NotFound, Forbidden, Invalid, TooLong."""
    actor = actors.find(work, session_id)
    message = find_to_change(work, actor, message_id)
    policy.edit_message(actor, message.sender_id)
    if message.deleted:
        raise NotFound("message_was_deleted")
    contents.check_editable(message)
    check_body(body, may_be_empty=contents.has_files(message))
    if body == message.body:
        return message
    versions.add(work, message)
    message.body, message.edited_at = body, work.now
    mentions.find_again(work.db, message)
    return rewrite(work, message)


def delete(work: Work, session_id: str, message_id: str) -> Message:
    """Removes the text and the reactions of a message; its place and its sender stay.

    Deleting twice has no further effect. Raises NotSignedIn, NotFound, Forbidden.
    """
    actor = actors.find(work, session_id)
    message = find_to_change(work, actor, message_id)
    policy.delete_message(actor, message.sender_id)
    if not message.deleted:
        remove(work, message)
    return message


def remove(work: Work, message: Message) -> None:
    """Removes what a message says and carries, whoever has decided it. Its place and its sender stay."""
    message.deleted, message.body = 1, ""
    message.reactions = message.pinned = None
    mentions.remove(work.db, message)
    contents.remove(work, message)
    versions.remove(work, message)
    root_id = replies.take_out(message)
    rewrite(work, message)
    if root_id is not None and (root := replies.recount(work, root_id)):
        rewrite(work, root)


def get(reading: Reading, session_id: str, message_id: str) -> Message:
    """Returns a message. Raises NotSignedIn, NotFound."""
    return find(reading, actors.find(reading, session_id), message_id)


def history(reading: Reading, session_id: str, message_id: str) -> list[versions.Version]:
    """Returns the texts that a message has had, the oldest first. Raises NotSignedIn, NotFound."""
    return versions.of(reading.db, get(reading, session_id, message_id))


def find(reading: Reading, actor: Actor, message_id: str) -> Message:
    """Returns a message in one of the rooms of the actor. Raises NotFound, whether or not it exists elsewhere."""
    message = stored.readable(reading.db, actor.user_id, message_id)
    if message is None:
        raise NotFound
    return message


def find_to_change(work: Work, actor: Actor, message_id: str) -> Message:
    """As `find`, of a message that the actor is about to change in any way. Raises Forbidden in an archived room."""
    row = work.db.execute(message_queries.BY_ID_TO_CHANGE, (message_id, actor.user_id)).fetchone()
    if row is None:
        raise NotFound
    *columns, archived = row
    policy.change_in_room(archived)
    return Message(*columns)


def rewrite(work: Work, message: Message) -> Message:
    """Stores a changed message with the next revision of the room, and records the event."""
    message.rev = work.db.execute(room_queries.NEXT_REV, (message.room_id,)).fetchone()[0]
    work.db.execute(
        message_queries.REWRITE,
        (
            message.rev,
            message.body,
            message.edited_at,
            message.deleted,
            message.mentions,
            message.reactions,
            message.content,
            message.root_id,
            message.thread,
            message.pinned,
            message.id,
        ),
    )
    work.record(MessageChanged(message))
    return message


def check_body(body: str, *, may_be_empty: bool = False) -> None:
    """Raises TooLong or Invalid when the text cannot be posted. A message with files needs no text."""
    if len(body) > MAX_BODY_CHARACTERS:
        raise TooLong
    if not may_be_empty and (not body or body.isspace()):
        raise Invalid("body", "message_empty")
    if not is_text(body):
        raise Invalid("body", "message_contains_characters_text")


def is_text(body: str) -> bool:
    """Returns whether BODY can be stored. It must not contain a NUL or half of a surrogate pair."""
    if "\0" in body:
        return False
    try:
        body.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check(command: PostMessage) -> None:
    # The host makes the text of all that a message carries, except of an urgent one.
    is_made = command.content is not None and command.content.urgent is None
    check_body(command.body, may_be_empty=is_made or bool(command.attachment_ids))


def _insert_with_content(work: Work, user_id: str, command: PostMessage, thread: replies.ReplyThread | None) -> Message:
    prepared = contents.prepare(work, user_id, command)
    check_body(prepared.body, may_be_empty="attachments" in prepared.content)
    message = _insert(work, user_id, structs.replace(command, body=prepared.body), thread, prepared.encoded)
    contents.start(work, message, prepared)
    return message


def _insert(
    work: Work,
    user_id: str,
    command: PostMessage,
    thread: replies.ReplyThread | None,
    content: str | None = None,
    *,
    is_reminder: bool = False,
    online: Collection[str] = (),
) -> Message:
    db = work.db
    mentioned = mentions.find_for(work, user_id, command)
    seq, rev = db.execute(room_queries.NEXT_SEQ, (command.room_id,)).fetchone()
    message = Message(
        id=ids.timed_id(work.now, work.random),
        room_id=command.room_id,
        seq=seq,
        rev=rev,
        client_id=command.client_id,
        sender_id=user_id,
        body=command.body,
        created_at=work.now,
        edited_at=None,
        deleted=0,
        reply_to=command.reply_to,
        mentions=mentions.encode(mentioned),
        reactions=None,
        content=content,
    )
    summary = replies.put_in(message, thread, command.folded) if thread else ""
    m = message
    db.execute(
        message_queries.INSERT,
        (
            *(m.id, m.room_id, m.seq, m.rev, m.client_id, m.sender_id, m.body, m.created_at, m.reply_to, m.mentions),
            *(content, m.root_id, m.thread),
        ),
    )
    if not is_reminder:
        db.execute(membership_queries.SET_READ_SEQ, (seq, user_id, command.room_id))
    if mentioned:
        mentions.store(db, message, online)
    if thread:
        replies.store(work, message, thread, summary)
    work.record(MessagePosted(message, is_reminder))
    return message


def _free_client_id(work: Work, user_id: str, wanted: str) -> str:
    """Returns the client id of a message that the host posts for a person.

    A client may have used the same one: it would make the message fail, and with it all that are due at that time.
    """
    if work.db.execute(message_queries.BY_CLIENT_ID, (user_id, wanted)).fetchone() is None:
        return wanted
    return f"{wanted}-{ids.timed_id(work.now, work.random)}"


def _earlier(work: Work, user_id: str, n: int) -> Message:
    message = Message(*work.db.execute(message_queries.BY_N, (n,)).fetchone())
    memberships.check(work, user_id, message.room_id)
    return message
