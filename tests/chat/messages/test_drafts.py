"""Drafts that follow a person to other devices."""

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.commands import KeepDraft
from chat_desktop.chat.core.events import DraftChanged
from chat_desktop.chat.messages import drafts
from chat_desktop.chat.messages.drafts import Kept
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Invalid, NotFound
from chat_desktop.wire import parsing
from tests.support.parts.rules_office import RulesOffice


def test_a_draft_is_kept_changed_and_removed(office: RulesOffice) -> None:
    cleo = office.cleo.session_id
    office.write(drafts.keep, cleo, office.home, KeepDraft("Half a", None, "page1"))
    office.now += 1
    office.write(drafts.keep, cleo, office.home, KeepDraft("Half a message", "m1", "page1"))
    assert office.events[-1] == DraftChanged(
        office.cleo.user_id, office.home, "Half a message", "m1", office.now, "page1"
    )
    assert [(draft.body, draft.reply_to) for draft in office.read(drafts.list_own, cleo)] == [("Half a message", "m1")]
    assert office.write(boot_snapshot.welcome, cleo)[2].drafts_at == office.now
    assert office.read(drafts.list_own, office.ana.session_id) == []
    office.write(drafts.keep, cleo, office.home, KeepDraft())
    assert office.read(drafts.list_own, cleo) == []
    assert office.write(boot_snapshot.welcome, cleo)[2].drafts_at is None


def test_only_in_rooms_of_the_person(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Garden", "closed")
    with pytest.raises(NotFound):
        office.write(drafts.keep, office.cleo.session_id, room, KeepDraft("Let me in"))


@pytest.mark.parametrize("draft", [KeepDraft("x" * 8_001), KeepDraft("a\0b"), KeepDraft("a", "\ud800")])
def test_what_could_not_be_sent_is_refused(office: RulesOffice, draft: KeepDraft) -> None:
    with pytest.raises(Invalid):
        office.write(drafts.keep, office.cleo.session_id, office.home, draft)


def test_what_another_device_has_stored_meanwhile_is_not_overwritten(office: RulesOffice) -> None:
    cleo = office.cleo.session_id
    first = office.write(drafts.keep, cleo, office.home, KeepDraft("One", base=0)).draft
    office.now -= 60_000  # the clock may be set back
    second = office.write(drafts.keep, cleo, office.home, KeepDraft("One, on the phone", base=first.rev)).draft
    assert second.rev > first.rev
    told = len(office.events)
    for body in ("One, on the desk", ""):
        assert office.write(drafts.keep, cleo, office.home, KeepDraft(body, base=first.rev)) == Kept(second, False)
    assert office.write(drafts.keep, cleo, office.home, KeepDraft(second.body, base=0)) == Kept(second, True)
    assert len(office.events) == told
    assert office.write(drafts.keep, cleo, office.home, KeepDraft("Both", base=second.rev)).stored


def test_drafts_are_bounded_and_those_of_rooms_that_were_left_give_their_place(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleo = office.cleo.session_id
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    rooms = [office.make_room(office.ana, f"Room {number}", "closed", office.cleo) for number in range(3)]
    for room in rooms[:2]:
        office.write(drafts.keep, cleo, room, KeepDraft("begun"))
    with pytest.raises(Invalid):
        office.write(drafts.keep, cleo, rooms[2], KeepDraft("begun"))
    office.write(memberships.leave, cleo, rooms[0])
    assert [draft.room_id for draft in office.read(drafts.list_own, cleo)] == [rooms[1]]
    office.write(drafts.keep, cleo, rooms[2], KeepDraft("begun"))
    monkeypatch.setattr(drafts, "MOST_CHARACTERS", 10)
    with pytest.raises(Invalid):
        office.write(drafts.keep, cleo, rooms[2], KeepDraft("x" * 6))


@pytest.mark.parametrize("key", ["reply_to", "page_id"])
@pytest.mark.parametrize("text", ["x" * 41, "a b", "m1\n", "\u202e", "<b>"])
def test_what_is_no_id_is_refused(key: str, text: str) -> None:
    """Two hundred of them are kept for each person, and come back with each event."""
    with pytest.raises(Invalid):
        parsing.convert(KeepDraft, {"body": "Half", key: text})
