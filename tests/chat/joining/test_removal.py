"""Putting people out and letting them in again: accounts and sessions, never an address."""

from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.events import MemberLeft, SessionsEnded, UserChanged
from chat_desktop.chat.joining import accounts, invites, join_methods, removal
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.chat.users import devices, sessions
from chat_desktop.errors import BadCode, Invalid, NameTaken, NotSignedIn, WrongCredentials
from tests.support.parts.rules_office import BROWSER, Person, RulesOffice

Rule = Callable[..., Any]


def do(office: RulesOffice, rule: Rule, whom: Person, who: Person | None = None) -> Any:
    return office.write(rule, (who or office.ana).session_id, whom.user_id)


def members(office: RulesOffice, room_id: str) -> set[str]:
    return {member.user_id for member in office.read(memberships.list_members, office.ana.session_id, room_id)}


@pytest.mark.parametrize(
    ("rule", "how"),
    [(removal.deactivate, "deactivated"), (removal.remove, "removed"), (removal.ban, "banned")],
)
def test_every_session_ends_and_none_begins(office: RulesOffice, rule: Rule, how: str) -> None:
    other = office.write(sessions.start_for, office.cleo.user_id, "hash", BROWSER)
    link = office.write(devices.create_device_link, office.cleo.session_id)
    office.events.clear()
    user = do(office, rule, office.cleo, office.ben)
    assert (user.active, user.inactive_as) == (False, how)
    (ended,) = [event for event in office.events if isinstance(event, SessionsEnded)]
    assert (set(ended.session_ids), ended.reason) == ({office.cleo.session_id, other.session_id}, how)
    assert office.events[0] == ended, "whoever is out hears that first, and nothing of the rest"
    (changed,) = [event for event in office.events if isinstance(event, UserChanged)]
    assert changed.user == user
    for token in (office.cleo.token, other.token):
        assert office.read(sessions.find, token) is None
    with pytest.raises(NotSignedIn):
        office.read(rooms.list_own, office.cleo.session_id)
    with pytest.raises(WrongCredentials):
        office.write(sessions.start_for, office.cleo.user_id, "hash", BROWSER)
    with pytest.raises(BadCode):
        office.write(devices.redeem, link.token, BROWSER)
    assert office.read(audit_log.page, office.ana.session_id).entries[-1].act == how


def test_a_deactivated_person_finds_their_rooms_again(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Ours", "closed", office.cleo)
    do(office, removal.deactivate, office.cleo)
    assert members(office, room_id) == {office.ana.user_id, office.cleo.user_id}
    back = do(office, removal.reactivate, office.cleo, office.ben)
    assert (back.active, back.inactive_as) == (True, None)
    again = office.write(sessions.start_for, office.cleo.user_id, "hash", BROWSER)
    assert {room.id for room in office.read(rooms.list_own, again.session_id)} == {office.home, room_id}
    assert office.read(sessions.find, office.cleo.token) is None, "an ended session stays ended"


@pytest.mark.parametrize("rule", [removal.remove, removal.ban])
def test_a_removed_person_is_in_no_room_and_keeps_name_and_messages(office: RulesOffice, rule: Rule) -> None:
    room_id = office.make_room(office.ana, "Ours", "closed", office.cleo)
    direct = office.write(rooms.get_or_create_direct, office.ana.session_id, [office.cleo.user_id])[0].id
    sent = office.post(office.cleo, "still here", room_id)
    office.events.clear()
    do(office, rule, office.cleo)
    assert {event.room_id for event in office.events if isinstance(event, MemberLeft)} == {office.home, room_id}
    assert office.cleo.user_id not in members(office, room_id) | members(office, office.home)
    assert office.cleo.user_id in members(office, direct), "or the other would not see with whom they talked"
    assert office.post(office.ana, "x", room_id).seq == sent.seq + 1
    with pytest.raises(NameTaken):
        office.read(accounts.check_name, "Cleo")


def test_who_was_removed_comes_back_to_the_first_room_and_a_guest_to_none(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Lunch")
    office.make_guest(office.dora, room_id)
    for person in (office.cleo, office.dora):
        do(office, removal.remove, person)
        do(office, removal.reactivate, person)
    assert office.cleo.user_id in members(office, office.home)
    assert office.dora.user_id not in members(office, office.home) | members(office, room_id)


def test_a_ban_makes_worthless_what_the_person_knows_of_the_ways_in(office: RulesOffice) -> None:
    office.write(join_methods.change, office.ana.session_id, ["link", "pin"])
    before = office.read(offices.get)
    office.give_role(office.cleo, "admin")
    made = office.write(invites.create, office.cleo.session_id, "by Cleo", "member", False, [], None)
    kept = office.write(invites.create, office.ana.session_id, "by Ana", "member", False, [], None)
    do(office, removal.ban, office.cleo)
    after = office.read(offices.get)
    assert after.join_code != before.join_code
    assert after.pin is not None
    assert after.pin != before.pin
    for code in (before.join_code, made.code):
        with pytest.raises(BadCode):
            office.write(accounts.join, code, "Eve", "hash", BROWSER)
    assert office.write(accounts.join, kept.code, "Eve", "hash", BROWSER).user.role == "member"


def test_a_ban_revokes_the_link_by_which_the_person_came(office: RulesOffice) -> None:
    used = office.write(invites.create, office.ana.session_id, "for all", "member", False, [], None)
    eve = office.write(accounts.join, used.code, "Eve", "hash", BROWSER)
    office.write(removal.ban, office.ben.session_id, eve.user.id)
    with pytest.raises(BadCode):
        office.write(accounts.join, used.code, "Eva", "hash", BROWSER)


def test_removing_renews_nothing(office: RulesOffice) -> None:
    code = office.read(offices.get).join_code
    do(office, removal.remove, office.cleo)
    assert office.read(offices.get).join_code == code


def test_doing_it_twice_changes_nothing_more(office: RulesOffice) -> None:
    do(office, removal.ban, office.cleo)
    code = office.read(offices.get).join_code
    office.events.clear()
    assert do(office, removal.ban, office.cleo).inactive_as == "banned"
    assert office.events == []
    assert office.read(offices.get).join_code == code
    do(office, removal.reactivate, office.cleo)
    office.events.clear()
    assert do(office, removal.reactivate, office.cleo).active
    assert office.events == []


def test_it_can_become_graver_but_not_by_mistake_lighter(office: RulesOffice) -> None:
    do(office, removal.deactivate, office.cleo)
    assert do(office, removal.remove, office.cleo).inactive_as == "removed"
    with pytest.raises(Invalid):
        do(office, removal.deactivate, office.cleo)
    assert do(office, removal.ban, office.cleo).inactive_as == "banned"


def test_signing_out_everywhere_is_no_removal(office: RulesOffice) -> None:
    do(office, removal.sign_out_everywhere, office.cleo, office.ben)
    assert office.read(sessions.find, office.cleo.token) is None
    assert office.write(sessions.start_for, office.cleo.user_id, "hash", BROWSER).user.active
    assert office.read(audit_log.page, office.ana.session_id).entries[0].act == "signed_out_everywhere"


def test_a_message_on_its_way_while_its_sender_is_removed_is_not_kept(office: RulesOffice) -> None:
    out = office.submit(removal.remove, office.ana.session_id, office.cleo.user_id)
    with pytest.raises(NotSignedIn):
        office.post(office.cleo, "too late")
    office.outcome(out)
