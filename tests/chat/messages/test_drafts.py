"""Drafts that follow a person to other devices."""

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.commands import KeepDraft
from chat_desktop.chat.core.events import DraftChanged
from chat_desktop.chat.messages import drafts
from chat_desktop.errors import Invalid, NotFound
from tests.support.rules_office import RulesOffice


def test_a_draft_is_kept_changed_and_removed(office: RulesOffice) -> None:
    cleo = office.cleo.session_id
    office.write(drafts.keep, cleo, office.home, KeepDraft("Half a", None, "page1"))
    office.write(drafts.keep, cleo, office.home, KeepDraft("Half a message", "m1", "page1"))
    assert office.events[-1] == DraftChanged(office.cleo.user_id, office.home, "Half a message", "m1", "page1")
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


def test_the_drafts_changed_last_are_kept(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 2)
    rooms = [office.make_room(office.cleo, f"Room {number}", "closed") for number in range(3)]
    for room in rooms:
        office.now += 1
        office.write(drafts.keep, office.cleo.session_id, room, KeepDraft("begun"))
    assert [draft.room_id for draft in office.read(drafts.list_own, office.cleo.session_id)] == rooms[1:]
