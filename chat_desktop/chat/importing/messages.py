"""Stores imported messages, and merges those that are here already.

What was deleted at one place is deleted at both; of two texts the one edited later stays; reactions are joined. None of
it notifies anybody, and whoever had read everything still has.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, structs

from chat_desktop.chat.attachments import attachments, file_names
from chat_desktop.chat.attachments.uploads import Kept
from chat_desktop.chat.core import ids, json_columns
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.events import PicturesWanted
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.chat.formatting.emoji import is_emoji
from chat_desktop.chat.importing import texts
from chat_desktop.chat.importing.people import require_right
from chat_desktop.chat.importing.records import ImportedFile, ImportedMessage
from chat_desktop.chat.messages import contents, mentions, posting, reactions, replies, stored, versions
from chat_desktop.errors import Invalid
from chat_desktop.storage.queries import files as file_queries
from chat_desktop.storage.queries import messages as message_queries
from chat_desktop.storage.queries import rooms as room_queries
from chat_desktop.storage.queries import threads as thread_queries
from chat_desktop.storage.queries.exchange import importing as queries

ELSEWHERE = "left.other_room_here"
EMPTY = "left.empty_messages"
SHORTENED = "left.long_texts"
NO_EMOJI = "left.strange_reactions"
NO_MESSAGE = "left.lost_replies"


class Ready(Struct, frozen=True):
    """A message whose files are kept: `attachment_ids` names them."""

    message: ImportedMessage
    attachment_ids: tuple[str, ...] = ()


class Put(Struct):
    """What became of some messages. `left_out` has reasons with examples."""

    added: int = 0
    changed: int = 0
    left_out: list[tuple[str, str]] = []


def unknown(reading: Reading, session_id: str, message_ids: Sequence[str]) -> set[str]:
    """Returns which of these messages are not here yet. Raises NotSignedIn, Forbidden."""
    require_right(reading, session_id)
    rows = reading.db.execute(queries.KNOWN, (json.dumps(list(message_ids)),)).fetchall()
    return set(message_ids) - {row[0] for row in rows}


def keep_file(work: Work, session_id: str, owner_id: str, file: ImportedFile, kept: Kept) -> str:
    """Stores a file whose bytes are on the disk, for a message that follows. Returns its id."""
    require_right(work, session_id)
    work.db.execute(file_queries.ADD_BLOB, (*kept, work.now))
    if kept.state == "fresh":
        work.record(PicturesWanted())
    attachment_id = ids.secret(work.random)
    hints = json.dumps(_hints(file.hints)) if _hints(file.hints) else None
    row = (attachment_id, kept.hash, owner_id, file_names.clean(file.name), hints, work.now)
    work.db.execute(file_queries.ADD_ATTACHMENT, row)
    return attachment_id


def put(
    work: Work,
    session_id: str,
    room_id: str,
    people: Mapping[str, str],
    names: Mapping[str, str],
    batch: Sequence[Ready],
) -> Put:
    """Stores some messages of a room. PEOPLE are the ids here by those of the export, NAMES the names here.

    Raises NotSignedIn, Forbidden.
    """
    require_right(work, session_id)
    done = Put(left_out=[])
    (before,) = work.db.execute(queries.LAST_SEQ, (room_id,)).fetchone()
    for ready in batch:
        known = stored.by_id(work.db, ready.message.id)
        if known is None:
            _add(work, room_id, people, names, ready, done)
        elif known.room_id != room_id:
            done.left_out.append((ELSEWHERE, ready.message.body))
        else:
            _merge(work, people, names, ready.message, known, done)
    work.db.execute(queries.READ_BY_ALL, (before + done.added, room_id, before))
    return done


def _add(
    work: Work, room_id: str, people: Mapping[str, str], names: Mapping[str, str], ready: Ready, done: Put
) -> None:
    record = ready.message
    body, mentioned, is_long = texts.stored(record.body, people, names)
    content = None if record.is_deleted else _content(work, record, people, ready.attachment_ids)
    if is_long:
        done.left_out.append((SHORTENED, body))
    if not record.is_deleted and (not body or body.isspace()) and content is None:
        done.left_out.append((EMPTY, record.id))
        return
    seq, rev = work.db.execute(room_queries.NEXT_SEQ, (room_id,)).fetchone()
    mentioned += [people[each] for each in record.mentions if each in people]
    message = Message(
        id=record.id,
        room_id=room_id,
        seq=seq,
        rev=rev,
        client_id=_client_id(work, people[record.sender_id], record.id),
        sender_id=people[record.sender_id],
        body="" if record.is_deleted else body,
        created_at=record.created_at,
        edited_at=record.edited_at,
        deleted=int(record.is_deleted),
        reply_to=None,
        mentions=None if record.is_deleted else mentions.encode(list(dict.fromkeys(mentioned))),
        reactions=None if record.is_deleted else _encoded(_reactions(record, people, done)),
        content=None if content is None else contents.encode(content),
        pinned=_pinned(record, people),
    )
    summary = None if record.is_deleted else _reply(work, record, message, done)
    work.db.execute(queries.INSERT, structs.astuple(message))
    if summary is not None:
        work.db.execute(thread_queries.SET_SUMMARY, (summary, message.root_id))
    if content is not None and content.get("attachments"):
        attachments.claim(work, message, content["attachments"])
    done.added += 1


def _merge(
    work: Work,
    people: Mapping[str, str],
    names: Mapping[str, str],
    record: ImportedMessage,
    known: Message,
    done: Put,
) -> None:
    if known.deleted:
        return
    if record.is_deleted:
        posting.remove(work, known)
        done.changed += 1
        return
    before = structs.astuple(known)
    given = _joined(json_columns.reactions(known.reactions), _reactions(record, people, done))
    known.reactions = _encoded(given)
    if (record.edited_at or 0) > (known.edited_at or 0) and not _is_fixed(known):
        body, mentioned, _ = texts.stored(record.body, people, names)
        versions.add(work, known)
        mentioned += [people[each] for each in record.mentions if each in people]
        known.body, known.edited_at = body, record.edited_at
        known.mentions = mentions.encode(list(dict.fromkeys(mentioned)))
    if structs.astuple(known) != before:
        posting.rewrite(work, known)
        done.changed += 1


def _is_fixed(known: Message) -> bool:
    return not set(contents.FIXED_TEXT).isdisjoint(json_columns.content(known.content))


def _reply(work: Work, record: ImportedMessage, message: Message, done: Put) -> str | None:
    """Puts a reply into its thread, and returns the summary that the first message of it has then."""
    if record.reply_to is None:
        return None
    asked = PostMessage(room_id=message.room_id, client_id="", body="", reply_to=record.reply_to)
    try:
        thread = replies.find_thread(work.db, asked)
    except Invalid:
        done.left_out.append((NO_MESSAGE, message.body))
        return None
    message.reply_to = record.reply_to
    return None if thread is None else replies.put_in(message, thread, record.is_folded)


def _content(
    work: Work, record: ImportedMessage, people: Mapping[str, str], attachment_ids: tuple[str, ...]
) -> dict[str, Any] | None:
    found: dict[str, Any] = {}
    if record.forwarded is not None:
        origin = dict(record.forwarded)
        origin["sender_id"] = people.get(str(origin.get("sender_id")), origin.get("sender_id"))
        found["forwarded"] = origin
    if attachment_ids:
        found["attachments"] = attachments.take(work, people[record.sender_id], attachment_ids)
    return found or None


def _reactions(record: ImportedMessage, people: Mapping[str, str], done: Put) -> json_columns.Given:
    found: json_columns.Given = []
    for emoji, user_ids in record.reactions:
        who = list(dict.fromkeys(people[each] for each in user_ids if each in people))
        if not is_emoji(emoji):
            done.left_out.append((NO_EMOJI, emoji))
        elif who:
            found = _joined(found, [(emoji, who)])
    return found


def _joined(given: json_columns.Given, more: json_columns.Given) -> json_columns.Given:
    joined = {emoji: list(users) for emoji, users in given}
    for emoji, users in more:
        if emoji in joined or len(joined) < reactions.KINDS_MAX:
            joined[emoji] = list(dict.fromkeys([*joined.get(emoji, []), *users]))
    return list(joined.items())


def _encoded(given: json_columns.Given) -> str | None:
    return json.dumps(given, ensure_ascii=False) if given else None


def _pinned(record: ImportedMessage, people: Mapping[str, str]) -> str | None:
    if record.pinned is None or record.is_deleted or record.pinned[0] not in people:
        return None
    return json.dumps({"user_id": people[record.pinned[0]], "at": record.pinned[1]})


def _client_id(work: Work, user_id: str, message_id: str) -> str:
    wanted = f"{queries.MARK}{message_id}"
    if work.db.execute(message_queries.BY_CLIENT_ID, (user_id, wanted)).fetchone() is None:
        return wanted
    return f"{wanted}-{ids.short_id(work.random)}"


def _hints(hints: Mapping[str, Any]) -> dict[str, Any]:
    """Returns what is known of a recording, if it has the shape that an upload would give it."""
    found: dict[str, Any] = {}
    length, peaks = hints.get("duration_ms"), hints.get("peaks")
    if isinstance(length, int) and 0 <= length < 1 << 40:
        found["duration_ms"] = length
    if isinstance(peaks, list) and len(peaks) <= 64 and all(isinstance(one, int) and 0 <= one <= 100 for one in peaks):
        found["peaks"] = peaks
    return found | ({"voice": True} if hints.get("voice") is True else {})
