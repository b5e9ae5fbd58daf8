"""The rule for old files by room: days of their own, what it deletes of each, holds, and what members read of it."""

import pytest

from chat_desktop.chat.core.content_commands import ChooseRetention
from chat_desktop.chat.core.events import RuleScheduled
from chat_desktop.chat.messages import file_rule, retention
from chat_desktop.chat.messages.file_rule import DAY_MS
from chat_desktop.storage.queries import files as file_queries
from tests.chat.messages.test_file_rule import acts, by_room, files_of, preview, run_due, send
from tests.support.parts.rules_office import RulesOffice


def test_rooms_have_days_of_their_own(office: RulesOffice) -> None:
    scans, contracts = (office.make_room(office.ana, name, "closed") for name in ("Scans", "Contracts"))
    old = [send(office, office.ana, size, room) for size, room in ((901, None), (902, scans), (903, contracts))]
    office.now += 20 * DAY_MS
    young = [send(office, office.ana, size, room) for size, room in ((801, None), (802, scans), (803, contracts))]
    office.now += 20 * DAY_MS
    rooms = {scans: 10, contracts: 365}
    found = by_room(office, file_rule.preview, 30, 0, **rooms)
    assert [(one.room_id, one.files) for one in found.rooms] == [(scans, 2), (office.home, 1)]
    assert (found.files, found.bytes) == (3, 901 + 902 + 802)
    rule = by_room(office, file_rule.choose, 30, 0, **rooms)
    assert office.read(file_rule.shown, office.ana.session_id) == (rule, False, [])
    office.now += DAY_MS
    run_due(office)
    gone = ["removed_at" in files_of(office, message)[0] for message in (*old, *young)]
    assert gone == [True, True, False, False, True, False]
    assert acts(office)[0] == ("old_files_deleted", {"files": 3, "bytes": 901 + 902 + 802})


def test_files_of_some_rooms_alone_are_deleted(office: RulesOffice) -> None:
    scans = office.make_room(office.ana, "Scans", "closed")
    small, large, other = (
        send(office, office.ana, size, room) for size, room in ((50, scans), (901, scans), (902, None))
    )
    office.now += 40 * DAY_MS
    assert by_room(office, file_rule.preview, None, 100, **{scans: 10}).files == 1
    rule = by_room(office, file_rule.choose, None, 100, **{scans: 10})
    assert RuleScheduled(file_rule.NAME, rule.next_at) in office.events
    assert acts(office)[0] == ("file_rule_changed", {"days": None, "larger_than": 100, "rooms": 1})
    office.now += DAY_MS
    run_due(office)
    assert ["removed_at" in files_of(office, each)[0] for each in (small, large, other)] == [False, True, False]


def test_a_kept_room_stays_kept_and_a_rule_without_days_is_none(office: RulesOffice) -> None:
    kept = office.make_room(office.ana, "Contracts", "closed")
    sent = send(office, office.ana, 900, kept)
    office.now += 40 * DAY_MS
    assert by_room(office, file_rule.choose, None, 0, kept, **{kept: 1}) is None
    by_room(office, file_rule.choose, 30, 0, kept, **{kept: 1})
    office.now += DAY_MS
    run_due(office)
    assert "url" in files_of(office, sent)[0]


@pytest.mark.parametrize("is_whole", [True, False])
def test_a_hold_stops_the_days_of_a_room(office: RulesOffice, is_whole: bool) -> None:
    scans = office.make_room(office.ana, "Scans", "closed")
    sent, other = send(office, office.ana, 900, scans), send(office, office.ana, 901)
    held = [] if is_whole else [scans]
    office.write(retention.choose, office.ana.session_id, ChooseRetention(held=is_whole, held_rooms=held))
    office.now += 40 * DAY_MS
    assert by_room(office, file_rule.preview, 30, 0, **{scans: 10}).files == (0 if is_whole else 1)
    rule = by_room(office, file_rule.choose, 30, 0, **{scans: 10})
    assert office.read(file_rule.shown, office.ana.session_id) == (rule, is_whole, held)
    office.now += DAY_MS
    run_due(office)
    assert ["removed_at" in files_of(office, each)[0] for each in (sent, other)] == [False, not is_whole]


def test_everybody_learns_what_holds_for_rooms_of_theirs(office: RulesOffice) -> None:
    scans = office.make_room(office.ana, "Scans", "closed", office.ben)
    secret = office.make_room(office.ana, "Secret", "closed")
    assert office.read(file_rule.own, office.ben.session_id) is None
    by_room(office, file_rule.choose, 30, 5, office.home, **{scans: 10, secret: 3})
    own = office.read(file_rule.own, office.ben.session_id)
    assert own == file_rule.OwnRule(30, 5, {scans: 10, office.home: None})
    by_room(office, file_rule.choose, None, 5, **{secret: 3})
    assert office.read(file_rule.own, office.ben.session_id) is None
    assert office.read(file_rule.own, office.ana.session_id) == file_rule.OwnRule(None, 5, {secret: 3})


def test_files_of_rooms_that_the_owner_is_not_in_are_counted_together(office: RulesOffice) -> None:
    for number, name in enumerate(("Salaries", "Plans")):
        room = office.make_room(office.ben, name, "closed")
        send(office, office.ben, 900 + number, room)
    office.now += 40 * DAY_MS
    assert [(one.room_id, one.files) for one in preview(office).rooms] == [(None, 2)]


def test_a_rule_that_was_set_before_rooms_had_days_goes_on(office: RulesOffice) -> None:
    sent = send(office, office.ben, 900)
    stored_before = f'{{"days":30,"larger_than":0,"kept_rooms":[],"next_at":{office.now + 40 * DAY_MS}}}'
    office.write(lambda work: work.db.execute(file_queries.SET_FILE_RULE, (stored_before,)))
    office.now += 40 * DAY_MS
    run_due(office)
    assert "removed_at" in files_of(office, sent)[0]
