"""The owner deletes one of the largest files, which they cannot see, and learns nothing of it but its size."""

from typing import Any

import pytest

from chat_desktop.chat.attachments import attachments, space
from chat_desktop.chat.attachments.file_keys import FileKeys
from chat_desktop.chat.core import audit_log, json_columns
from chat_desktop.chat.core.events import FilesUnused
from chat_desktop.chat.messages import file_removal, posting
from chat_desktop.errors import Forbidden, NotFound
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import Person, RulesOffice

KEYS = FileKeys()


def send(office: RulesOffice, who: Person, room_id: str, size: int = 900) -> tuple[str, str]:
    """Returns the ids of the message and of its file."""
    file_id = stored(office, who, "salaries.xlsx", f"{size:064x}", size)
    return office.post(who, "These are them", room_id, attachment_ids=[file_id]).id, file_id


def key_of_largest(office: RulesOffice) -> str:
    key = office.read(space.of_office, office.ana.session_id, KEYS).largest[0].key
    assert key
    return key


def remove(office: RulesOffice, key: str, who: Person | None = None) -> bool:
    more: bool = office.write(file_removal.remove_unseen, (who or office.ana).session_id, key, KEYS)
    return more


def carried(office: RulesOffice, who: Person, message_id: str) -> dict[str, Any]:
    [file] = json_columns.content(office.read(posting.get, who.session_id, message_id).content)["attachments"]
    return dict(file)


def test_the_file_goes_from_every_message_and_their_readers_see_that(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_removal, "BATCH", 2)
    secret = office.make_room(office.ben, "Salaries", "closed", office.cleo)
    sent = [send(office, office.ben, secret) for _ in range(4)]
    kept, _ = send(office, office.ben, secret, 50)
    key = key_of_largest(office)
    office.events.clear()
    assert [remove(office, key), remove(office, key)] == [True, False]
    for message_id, file_id in sent:
        assert carried(office, office.cleo, message_id)["removed_by"] == "owner"
        with pytest.raises(NotFound):
            office.read(attachments.readable, office.cleo.session_id, file_id)
    assert "removed_by" not in carried(office, office.cleo, kept)
    assert FilesUnused() in office.events
    with pytest.raises(NotFound):
        remove(office, key)


def test_the_audit_log_says_how_large_it_was_and_nothing_more(office: RulesOffice) -> None:
    send(office, office.cleo, office.make_room(office.cleo, "Salaries", "closed"))
    remove(office, key_of_largest(office))
    entry = office.read(audit_log.page, office.ana.session_id).entries[0]
    assert (entry.act, entry.actor_id, entry.subject_id) == ("unseen_file_deleted", office.ana.user_id, None)
    assert dict(entry.detail) == {"size": 900}


def test_only_the_owner_may_and_only_with_a_key_of_their_own(office: RulesOffice) -> None:
    message_id, file_id = send(office, office.cleo, office.make_room(office.cleo, "Salaries", "closed"))
    key = key_of_largest(office)
    for who in (office.ben, office.cleo, office.dora):
        with pytest.raises(Forbidden):
            remove(office, key, who)
    hers = KEYS.of(office.ben.user_id, f"{900:064x}")
    for wrong in ("", "é\ud800", file_id, f"{900:064x}", hers, key[:-1], FileKeys().of(office.ana.user_id, key)):
        with pytest.raises(NotFound):
            remove(office, wrong)
    assert "removed_by" not in carried(office, office.cleo, message_id)


def test_a_file_that_others_have_overtaken_can_still_be_deleted(office: RulesOffice) -> None:
    room = office.make_room(office.cleo, "Salaries", "closed")
    message_id, _ = send(office, office.cleo, room)
    key = key_of_largest(office)
    for size in range(1_000, 1_000 + space.LARGEST_MOST):
        send(office, office.cleo, room, size)
    remove(office, key)
    assert carried(office, office.cleo, message_id)["removed_by"] == "owner"
