"""The rule deletes old messages by room and by age, as their authors would, and holds stop it."""

from typing import Any

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.content_commands import ChooseFileRule, ChooseRetention, RoomRetention
from chat_desktop.chat.core.events import MessageChanged, RuleScheduled
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import file_rule, posting, retention
from chat_desktop.chat.messages.retention import DAY_MS, RoomVictims
from chat_desktop.chat.reading import pins
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Forbidden, NotFound
from tests.support.files.stored_files import stored
from tests.support.parts.rules_office import Person, RulesOffice


def choose(office: RulesOffice, days: int | None = None, who: Person | None = None, **more: Any) -> retention.Retention:
    session_id = (who or office.ana).session_id
    return office.write(retention.choose, session_id, ChooseRetention(days=days, **more))


def preview(office: RulesOffice, days: int | None = None, **more: Any) -> list[RoomVictims]:
    return office.read(retention.preview, office.ana.session_id, ChooseRetention(days=days, **more))


def end_pass(office: RulesOffice) -> int:
    """Runs the rule until it rests, as the scheduler does; returns how many steps that took."""
    steps = 0
    while (due := office.read(retention.due)) is not None and due <= office.now:
        assert office.write(retention.run) > 0
        steps += 1
    return steps


def stands(office: RulesOffice, message: Message) -> bool:
    return not office.read(posting.get, office.ana.session_id, message.id).deleted


def test_old_messages_go_with_their_files_and_new_ones_stay(office: RulesOffice) -> None:
    file_id = stored(office, office.ben)
    old = office.post(office.ben, "The plan", attachment_ids=[file_id])
    pinned = office.post(office.ben, "The rules of the house")
    office.write(pins.pin, office.ana.session_id, pinned.id)
    office.now += 31 * DAY_MS
    new = office.post(office.ben, "Hello")
    assert preview(office, 30) == [RoomVictims(office.home, 1, 1)]
    rule = choose(office, 30)
    assert RuleScheduled(retention.NAME, rule.next_at) in office.events
    assert end_pass(office) == 0, "it begins a day later"
    office.now += DAY_MS
    office.events.clear()
    assert end_pass(office) > 0
    assert [stands(office, one) for one in (old, pinned, new)] == [False, True, True]
    changed = [event.message for event in office.events if isinstance(event, MessageChanged)]
    assert [(one.id, one.body, one.content) for one in changed] == [(old.id, "", None)]
    assert changed[0].rev > old.rev, "pages learn of it by the revision"
    acts = [entry.act for entry in office.read(audit_log.page, office.ana.session_id).entries]
    assert acts[:2] == ["old_messages_deleted", "retention_changed"]
    assert office.read(retention.due) == office.now + DAY_MS


def test_a_room_has_days_of_its_own_or_keeps_everything(office: RulesOffice) -> None:
    short = office.make_room(office.ana, "Lunch")
    kept = office.make_room(office.ana, "Contracts")
    rooms = [RoomRetention(room_id=short, days=1), RoomRetention(room_id=kept)]
    lunch, contract = office.post(office.ana, "Soup", short), office.post(office.ana, "Signed", kept)
    common = office.post(office.ana, "Hello")
    choose(office, 30, rooms=rooms)
    office.now += 2 * DAY_MS
    end_pass(office)
    assert [stands(office, one) for one in (lunch, common, contract)] == [False, True, True]
    office.now += 60 * DAY_MS
    end_pass(office)
    assert [stands(office, one) for one in (common, contract)] == [False, True]


def test_a_hold_stops_the_rule_for_messages_and_for_files(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Case")
    held = office.post(office.ana, "Evidence", room, attachment_ids=[stored(office, office.ana)])
    free = office.post(office.ana, "Hello")
    office.write(file_rule.choose, office.ana.session_id, ChooseFileRule(days=1))
    choose(office, 1, held_rooms=[room])
    office.now += 3 * DAY_MS
    assert preview(office, 1, held_rooms=[room])[0].room_id == office.home
    end_pass(office)
    office.write(file_rule.run)
    assert [stands(office, one) for one in (held, free)] == [True, False]
    assert '"removed_at"' not in str(office.read(posting.get, office.ana.session_id, held.id).content)
    choose(office, 1, held=True)
    assert office.read(retention.due) is None
    assert preview(office, 1, held=True) == []
    assert office.write(file_rule.run) == 0, "the pass of the day is over"
    office.now += 2 * DAY_MS
    office.write(file_rule.run)
    assert '"removed_at"' not in str(office.read(posting.get, office.ana.session_id, held.id).content)


def test_it_works_in_small_steps(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 3)
    monkeypatch.setattr(retention, "WINDOW", 5)
    written = [office.post(office.ana, f"{number}") for number in range(17)]
    choose(office, 1)
    office.now += 2 * DAY_MS
    office.events.clear()
    assert end_pass(office) >= 6
    assert not any(stands(office, one) for one in written)


def test_rooms_that_the_owner_is_not_in_are_counted_together_and_cannot_be_named(office: RulesOffice) -> None:
    secret = office.make_room(office.ben, "Salaries", "closed", office.cleo)
    other = office.make_room(office.ben, "Plans", "closed")
    office.post(office.ben, "A number", secret)
    office.post(office.ben, "A plan", other)
    office.now += 2 * DAY_MS
    assert preview(office, 1) == [RoomVictims(None, 2, 0)]
    with pytest.raises(NotFound):
        choose(office, rooms=[RoomRetention(room_id=secret, days=1)])
    with pytest.raises(NotFound):
        choose(office, held_rooms=[secret])
    with pytest.raises(Forbidden):
        choose(office, 1, office.ben)


def test_a_hold_outlives_the_owners_place_in_the_room_and_hinders_no_other_change(office: RulesOffice) -> None:
    room = office.make_room(office.ben, "Case", "closed", office.ana)
    held = office.post(office.ben, "Evidence", room)
    kept = ChooseFileRule(days=400, kept_rooms=[room])
    choose(office, 400, held_rooms=[room], rooms=[RoomRetention(room_id=room, days=2)])
    office.write(file_rule.choose, office.ana.session_id, kept)
    office.write(memberships.leave, office.ana.session_id, room)
    assert choose(office, 1, held_rooms=[room], rooms=[RoomRetention(room_id=room, days=1)]).held_rooms == [room]
    office.write(file_rule.choose, office.ana.session_id, kept)
    office.now += 3 * DAY_MS
    end_pass(office)
    assert not office.read(posting.get, office.ben.session_id, held.id).deleted
    choose(office, 1)
    with pytest.raises(NotFound):
        choose(office, 1, held_rooms=[room])
