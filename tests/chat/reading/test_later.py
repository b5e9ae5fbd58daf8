"""What people save for later, and the reminders that come back as unread notes to self."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chat_desktop.chat.core.events import MessagePosted, OwnDataChanged, RuleScheduled
from chat_desktop.chat.core.records import Message, Room
from chat_desktop.chat.messages import posting
from chat_desktop.chat.reading import later, reminders
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.errors import Invalid, NotFound
from tests.support.parts.rules_office import Person, RulesOffice

MINUTE_MS = 60_000


def moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def in_minutes(office: RulesOffice, minutes: int) -> datetime:
    return moment(office.now + minutes * MINUTE_MS)


def notes_of(office: RulesOffice, who: Person) -> Room | None:
    found = office.read(rooms.list_own, who.session_id)
    return next((room for room in found if room.kind == "direct" and room.user_ids == (who.user_id,)), None)


def reminded(office: RulesOffice) -> Iterator[Message]:
    return (event.message for event in office.events if isinstance(event, MessagePosted) and event.is_reminder)


def test_a_reminder_comes_back_as_an_unread_note(office: RulesOffice) -> None:
    message = office.post(office.ana, "Can you **call** me when you are free?")
    saved = office.write(later.save, office.cleo.session_id, message.id, "", in_minutes(office, 20))
    assert RuleScheduled(later.RULE, office.now + 20 * MINUTE_MS) in office.events
    assert office.read(reminders.due) == saved.remind_at
    assert office.write(reminders.run) == 0
    office.now += 20 * MINUTE_MS
    assert office.write(reminders.run) == 1
    assert office.write(reminders.run) == 0
    (note,) = reminded(office)
    assert note.body == "Can you call me when you are free?"
    assert json.loads(note.content or "") == {"reminder": {"message_id": message.id, "room_id": office.home}}
    room = notes_of(office, office.cleo)
    assert room is not None
    assert (room.last_seq, room.read_seq) == (1, 0)
    ((kept, shown),) = office.read(later.of_person, office.cleo.session_id)
    assert (kept.remind_at, kept.reminded_at) == (None, office.now)
    assert shown is not None
    assert office.events[-1] == OwnDataChanged(office.cleo.user_id, later.WHAT)
    assert office.read(reminders.due) is None


def test_a_reminder_says_nothing_of_what_may_no_longer_be_read(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Desk", "closed", office.ben, office.cleo)
    secret = office.post(office.ana, "The door code is 4711", room_id)
    gone = office.post(office.ana, "Wrong room")
    for message in (secret, gone):
        office.write(later.save, office.cleo.session_id, message.id, "", in_minutes(office, 1))
    office.write(memberships.leave, office.cleo.session_id, room_id)
    office.write(posting.delete, office.ana.session_id, gone.id)
    shown = [message and message.body for _, message in office.read(later.of_person, office.cleo.session_id)]
    assert sorted(shown, key=str) == ["", None]
    office.now += MINUTE_MS
    assert office.write(reminders.run) == 2
    assert [(note.body, note.content) for note in reminded(office)] == [(reminders.NO_TEXT, '{"reminder": {}}')] * 2


def test_a_deleted_message_is_not_saved(office: RulesOffice) -> None:
    saved, gone = office.post(office.ana, "Call me"), office.post(office.ana, "Wrong room")
    kept = office.write(later.save, office.cleo.session_id, saved.id, "", None)
    for message in (saved, gone):
        office.write(posting.delete, office.ana.session_id, message.id)
        with pytest.raises(NotFound, match="deleted"):
            office.write(later.save, office.cleo.session_id, message.id, "", None)
    # What was saved before stays in the list, to be done with.
    assert [row for row, _ in office.read(later.of_person, office.cleo.session_id)] == [kept]
    office.write(later.remove, office.cleo.session_id, kept.id)


def test_a_note_of_ones_own_is_remembered(office: RulesOffice) -> None:
    office.write(later.save, office.cleo.session_id, None, "  Water the   plants ", in_minutes(office, 1))
    office.now += MINUTE_MS
    office.write(reminders.run)
    assert [note.body for note in reminded(office)] == ["Water the plants"]


def test_what_became_due_while_the_host_was_off_is_not_lost(tmp_path: Path) -> None:
    office = RulesOffice(tmp_path)
    office.write(later.save, office.cleo.session_id, None, "Water the plants", in_minutes(office, 1))
    office.close()
    again = RulesOffice.of_file(tmp_path)
    again.now += 60 * MINUTE_MS
    due = again.read(reminders.due)
    assert due is not None
    assert due < again.now
    assert again.write(reminders.run) == 1
    assert [note.body for note in reminded(again)] == ["Water the plants"]
    again.close()


def test_nobody_is_reminded_after_they_have_left_the_office(office: RulesOffice) -> None:
    office.write(later.save, office.cleo.session_id, None, "Water the plants", in_minutes(office, 1))
    office.remove_from_office(office.cleo)
    office.now += MINUTE_MS
    assert office.write(reminders.run) == 1
    assert list(reminded(office)) == []


def test_a_message_is_saved_once_and_its_reminder_is_changed(office: RulesOffice) -> None:
    message = office.post(office.ana, "Call me")
    first = office.write(later.save, office.cleo.session_id, message.id, "", None)
    again = office.write(later.save, office.cleo.session_id, message.id, "", in_minutes(office, 5))
    assert again.id == first.id
    changed = office.write(later.set_reminder, office.cleo.session_id, first.id, None)
    assert (changed.remind_at, office.read(reminders.due)) == (None, None)
    office.write(later.remove, office.cleo.session_id, first.id)
    office.write(later.remove, office.cleo.session_id, first.id)
    assert office.read(later.of_person, office.cleo.session_id) == []


def test_what_others_save_is_their_own(office: RulesOffice) -> None:
    saved = office.write(later.save, office.cleo.session_id, None, "Water the plants", None)
    with pytest.raises(NotFound):
        office.write(later.set_reminder, office.ana.session_id, saved.id, None)
    office.write(later.remove, office.ana.session_id, saved.id)
    assert office.read(later.of_person, office.ana.session_id) == []
    assert len(office.read(later.of_person, office.cleo.session_id)) == 1


@pytest.mark.parametrize(
    ("note", "minutes"), [("", None), ("x" * 301, None), ("\0", None), ("x", 0), ("x", -1), ("x", 3 * 366 * 24 * 60)]
)
def test_what_cannot_be_saved(office: RulesOffice, note: str, minutes: int | None) -> None:
    at = None if minutes is None else in_minutes(office, minutes)
    with pytest.raises(Invalid):
        office.write(later.save, office.cleo.session_id, None, note, at)


def test_a_person_saves_so_many_things(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(later, "MOST", 1)
    office.write(later.save, office.cleo.session_id, None, "One", None)
    with pytest.raises(Invalid):
        office.write(later.save, office.cleo.session_id, None, "Two", None)
    office.write(later.save, office.ana.session_id, None, "Ana's", None)


def test_a_client_id_that_the_person_has_used_stops_nobodys_reminders(office: RulesOffice) -> None:
    saved = office.write(later.save, office.cleo.session_id, None, "Call Ben", in_minutes(office, 20))
    office.post(office.cleo, "I was first", client_id=f"reminder-{saved.id}-{saved.remind_at}")
    office.write(later.save, office.dora.session_id, None, "Water the plants", in_minutes(office, 20))
    office.now += 20 * MINUTE_MS
    assert office.write(reminders.run) == 2
    assert sorted(note.body for note in reminded(office)) == ["Call Ben", "Water the plants"]
