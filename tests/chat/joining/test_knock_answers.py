"""What the owner and the admins answer to a knock, by the rules alone; and a first password."""

import pytest

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.records import Knock
from chat_desktop.chat.joining import accounts, knock_answers
from chat_desktop.chat.rooms import rooms
from chat_desktop.errors import Forbidden, Invalid, NotFound
from tests.support.parts.rules_office import BROWSER, RulesOffice

KNOCK = Knock("knock", "Eve", "Safari on iPhone", "192.0.2.9", "47", 0)


def test_only_the_heads_let_in_and_refuse(office: RulesOffice) -> None:
    for who in (office.cleo, office.dora):
        with pytest.raises(Forbidden):
            office.write(knock_answers.admit, who.session_id, KNOCK, "member", [], False)
        with pytest.raises(Forbidden):
            office.write(knock_answers.refuse, who.session_id, KNOCK)
        with pytest.raises(Forbidden):
            office.read(knock_answers.require_permission, who.session_id)
    assert office.read(audit_log.page, office.ana.session_id).entries == []


def test_nobody_is_let_into_a_closed_room_that_the_head_is_not_in(office: RulesOffice) -> None:
    wages = office.make_room(office.ana, "Wages", "closed")
    with pytest.raises(NotFound):
        office.write(knock_answers.admit, office.ben.session_id, KNOCK, "member", [wages], False)
    office.write(knock_answers.admit, office.ana.session_id, KNOCK, "guest", [wages], True)
    (entry,) = office.read(audit_log.page, office.ana.session_id).entries
    assert (entry.act, entry.detail) == (
        "knock_admitted",
        {"role": "guest", "read_only": True, "device": "Safari on iPhone"},
    )


def test_a_newcomer_without_a_password_is_told_so_and_nobody_else_is(office: RulesOffice) -> None:
    user = office.write(knock_answers.admit, office.ben.session_id, KNOCK, "member", [], False)
    assert user.has_password is None, "what is told to all says nothing of it"
    assert office.read(accounts.find_password_hash, "Eve") is None


def test_a_first_password_does_not_overwrite_one_that_was_set_meanwhile(office: RulesOffice) -> None:
    """Hashing takes 20 ms and more: another browser of the same person may have set one in between."""
    eve = office.write(accounts.create_signed_in, "Eve", "", "member", (), False, BROWSER)
    again = office.write(accounts.change_password, eve.session_id, "the first", BROWSER, "")
    with pytest.raises(Invalid):
        office.write(accounts.change_password, again.session_id, "the second", BROWSER, "")
    assert office.read(accounts.find_password_hash, "Eve") == (eve.user.id, "the first")
    assert [room.home for room in office.read(rooms.list_own, again.session_id)] == [True]
