"""Files that go while their message stays: by the office's rule, or because the owner needs the space."""

from collections.abc import Iterable

from chat_desktop.chat.attachments.file_keys import FileKeys
from chat_desktop.chat.attachments.records import Stored
from chat_desktop.chat.core import actors, audit_log, policy, secrets
from chat_desktop.chat.core.events import FilesUnused
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import stored_files
from chat_desktop.errors import NotFound
from chat_desktop.storage.queries import files as file_queries

RULE, OWNER = "rule", "owner"
BATCH = 100  # messages in one commit: other commands come in between
KEYS_LOOKED_AT = 200  # of the largest files: some may have become larger since the list was shown


def remove(work: Work, attachments: Iterable[tuple[str, str]], by: str) -> None:
    """Removes files, each given with the id of its message. Their links end with this commit; messages say so."""
    of_messages: dict[str, set[str]] = {}
    for attachment_id, message_id in attachments:
        work.db.execute(file_queries.REMOVE_ATTACHMENT, (attachment_id,))
        of_messages.setdefault(message_id, set()).add(attachment_id)
    for message_id, attachment_ids in of_messages.items():
        _tell(work, message_id, attachment_ids, by)
    if of_messages:
        work.record(FilesUnused())


def remove_everywhere(work: Work, session_id: str, attachment_id: str) -> bool:
    """Removes a file that the owner can read from every message that carries the same bytes.

    Returns whether there are more messages: then it is called again. Raises NotSignedIn, Forbidden, NotFound.
    """
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    found = work.db.execute(file_queries.READABLE_SENT, (attachment_id, actor.user_id)).fetchone()
    if found is None:
        raise NotFound("file_gone_or_unseen")
    file_hash, size, sender_id, own_message = found
    others = work.db.execute(file_queries.OTHERS_SENT, (file_hash, attachment_id, BATCH)).fetchall()
    is_more = len(others) == BATCH
    if not is_more:
        others.append((attachment_id, own_message))
        audit_log.record(work, actor.user_id, "file_deleted", sender_id, size=size)
    remove(work, others, OWNER)
    return is_more


def remove_unseen(work: Work, session_id: str, key: str, keys: FileKeys) -> bool:
    """Removes one of the largest files from every message that carries it, without telling the owner what it was.

    KEY came with what takes space. Returns whether there are more messages: then it is called again. Raises
    NotSignedIn, Forbidden, NotFound.
    """
    actor = actors.find(work, session_id)
    policy.change_computer(actor)
    largest = work.db.execute(file_queries.LARGEST, (KEYS_LOOKED_AT,)).fetchall()
    found = next((row for row in largest if secrets.same(keys.of(actor.user_id, row[0]), key)), None)
    if found is None:
        raise NotFound("file_list_is_old")
    file_hash, size = found
    sent = work.db.execute(file_queries.OTHERS_SENT, (file_hash, "", BATCH + 1)).fetchall()
    is_more = len(sent) > BATCH
    if not is_more:
        # Whoever had sent it, the owner is not to learn who writes to whom.
        audit_log.record(work, actor.user_id, "unseen_file_deleted", size=size)
    remove(work, sent[:BATCH], OWNER)
    return is_more


def _tell(work: Work, message_id: str, attachment_ids: set[str], by: str) -> None:
    def change(file: Stored) -> Stored:
        return _removed(file, work.now, by) if file["id"] in attachment_ids else file

    stored_files.rewrite(work, message_id, change)


def _removed(file: Stored, now: int, by: str) -> Stored:
    """What a message stores of a file that is gone: its name and its size, and why it is."""
    kept: Stored = {name: file[name] for name in ("id", "name", "size", "type")}
    return {**kept, "kind": "file", "removed_at": now, "removed_by": by}
