"""Accounts and sessions: set-up once, joining by code, and what a session is worth after an ending."""

import pytest

from chat_desktop.chat.core import actors, secrets
from chat_desktop.chat.core.events import OfficeChanged, SessionsEnded, UserChanged
from chat_desktop.chat.joining import accounts
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import rooms
from chat_desktop.chat.users import sessions, users
from chat_desktop.errors import BadCode, Forbidden, Invalid, NotSignedIn, SetupDone, SetupNeeded, WrongCredentials
from chat_desktop.storage.connection import transaction
from chat_desktop.storage.database import Database
from tests.support.parts.rules_office import BROWSER, RulesOffice


def test_an_office_is_set_up_once(office: RulesOffice) -> None:
    with pytest.raises(SetupDone):
        office.write(accounts.set_up, "Another", "Eve", "hash", BROWSER)
    assert office.read(users.count) == 4


def test_before_the_set_up_nobody_joins(office: RulesOffice) -> None:
    office.give_role(office.ana, "member")
    with pytest.raises(SetupNeeded):
        office.join("Eve")


def test_a_wrong_code_lets_nobody_in(office: RulesOffice) -> None:
    for code in ("", "x", office.office.join_code[:-1], office.office.join_code + "x", "\ud800"):
        with pytest.raises(BadCode):
            office.write(accounts.join, code, "Eve", "hash", BROWSER)


def test_a_newcomer_is_in_the_first_room_with_nothing_unread(office: RulesOffice) -> None:
    office.post(office.ana, "old news")
    eve = office.join("Eve")
    (home,) = office.read(rooms.list_own, eve.session_id)
    assert (home.home, home.last_seq, home.read_seq, home.member_count) == (True, 1, 1, 5)


def test_everyone_who_comes_moves_users_rev(office: RulesOffice) -> None:
    before = office.read(offices.get).users_rev
    office.join("Eve")
    office.write(accounts.rename, office.dora.session_id, "Dorothea")
    assert office.read(offices.get).users_rev == before + 2
    assert [event.users_rev for event in office.events if isinstance(event, UserChanged)] == [before + 1, before + 2]


def test_nobody_joins_or_is_renamed_to_a_mention_of_the_whole_room(office: RulesOffice) -> None:
    with pytest.raises(Invalid, match="mention the whole room"):
        office.join("everyone")
    with pytest.raises(Invalid, match="mention the whole room"):
        office.write(accounts.rename, office.dora.session_id, "Here")
    with pytest.raises(Invalid, match="mention the whole room"):
        office.write(accounts.create, "Everyone", "", "member", [])


def test_a_session_token_is_nowhere_in_the_database(office: RulesOffice) -> None:
    files = b"".join(path.read_bytes() for path in office.database.path.parent.glob("chat.db*"))
    assert office.ana.token.encode() not in files
    assert secrets.digest(office.ana.token) in files


def test_an_ended_session_is_nobody(office: RulesOffice) -> None:
    office.write(sessions.end, office.cleo.session_id)
    assert office.read(sessions.find, office.cleo.token) is None
    with pytest.raises(NotSignedIn):
        office.read(rooms.list_own, office.cleo.session_id)
    assert office.events == [SessionsEnded((office.cleo.session_id,), "signed_out")]


def test_a_removed_person_is_nobody(office: RulesOffice) -> None:
    office.remove_from_office(office.cleo)
    assert office.read(sessions.find, office.cleo.token) is None
    with pytest.raises(NotSignedIn):
        office.read(actors.find, office.cleo.session_id)


def test_a_session_ends_after_thirty_idle_days(office: RulesOffice) -> None:
    office.now += sessions.IDLE_MS - 1
    found = office.read(sessions.find, office.cleo.token)
    assert found is not None
    assert found[1], "it has got stale and wants to be touched"
    office.now += 1
    assert office.read(sessions.find, office.cleo.token) is None


def test_a_touched_session_lives_on(office: RulesOffice) -> None:
    office.now += sessions.IDLE_MS - 1
    office.write(sessions.touch, office.cleo.session_id)
    office.now += sessions.IDLE_MS - 1
    assert office.read(sessions.find, office.cleo.token) is not None


def test_a_new_password_ends_every_session_and_begins_one(office: RulesOffice) -> None:
    other = office.write(sessions.start_for, office.cleo.user_id, "hash", BROWSER)
    office.events.clear()
    fresh = office.write(accounts.change_password, office.cleo.session_id, "new hash", BROWSER)
    (ended,) = office.events
    assert set(ended.session_ids) == {office.cleo.session_id, other.session_id}
    assert ended.reason == "password_changed"
    assert office.read(sessions.find, office.cleo.token) is None
    assert office.read(sessions.find, fresh.token) is not None


def test_a_sign_in_that_was_proved_with_the_old_password_comes_too_late(office: RulesOffice) -> None:
    """Proving takes 20 ms and more; the change is committed in between."""
    proved = office.read(accounts.find_password_hash, "cleo")
    assert proved == (office.cleo.user_id, "hash")
    office.write(accounts.change_password, office.cleo.session_id, "new hash", BROWSER)
    with pytest.raises(WrongCredentials):
        office.write(sessions.start_for, *proved, BROWSER)


def test_a_person_who_is_removed_while_signing_in_comes_too_late(office: RulesOffice) -> None:
    office.remove_from_office(office.cleo)
    with pytest.raises(WrongCredentials):
        office.write(sessions.start_for, office.cleo.user_id, "hash", BROWSER)
    assert office.read(accounts.find_password_hash, "cleo") is None


def test_only_heads_rename_the_office(office: RulesOffice) -> None:
    with pytest.raises(Forbidden):
        office.write(offices.rename, office.cleo.session_id, "Cleo's")
    office.write(offices.rename, office.ben.session_id, "  Ben's ")
    (event,) = office.events
    assert isinstance(event, OfficeChanged)
    assert event.office.name == "Ben's"


def test_the_office_and_its_code_outlive_a_restart(office: RulesOffice) -> None:
    office.write(offices.remember_port, 8770)
    again = Database(office.database.path.parent)
    again.prepare()
    with again.connect() as connection, transaction(connection, "BEGIN IMMEDIATE"):
        work = office.make_work(connection)
        kept = offices.ensure(work, "Another name")
        assert (kept.id, kept.name, kept.join_code) == (office.office.id, "Harbour Street", office.office.join_code)
        assert offices.port(work) == 8770
        work.finish()
