"""My browsers, and links that sign in one more: once, for a while, and only as long as they may."""

from collections.abc import Callable

import pytest

from chat_desktop.chat.core import secrets
from chat_desktop.chat.core.events import SessionsEnded
from chat_desktop.chat.core.records import SignInLink
from chat_desktop.chat.joining import accounts, removal, roles
from chat_desktop.chat.rooms import rooms
from chat_desktop.chat.users import devices, sessions, users
from chat_desktop.chat.users.devices import LIFE_MS
from chat_desktop.chat.users.user_agents import WINDOW
from chat_desktop.errors import BadCode, Forbidden, NotFound, NotSignedIn
from tests.support.parts.rules_office import BROWSER, RulesOffice

PHONE = sessions.Browser("192.0.2.8", "Phone")


def reason(office: RulesOffice, link: SignInLink) -> str:
    with pytest.raises(BadCode) as caught:
        office.write(devices.redeem, link.token, PHONE)
    return str(caught.value.details["reason"])


def back(office: RulesOffice) -> SignInLink:
    """For cleo, by an admin."""
    return office.write(devices.create_recovery_link, office.ben.session_id, office.cleo.user_id)


def test_this_browser_comes_first_and_then_those_seen_last(office: RulesOffice) -> None:
    office.now += 1_000
    early = office.write(sessions.start_for, office.cleo.user_id, "hash", PHONE)
    office.now += 1_000
    late = office.write(sessions.start_for, office.cleo.user_id, "hash", PHONE)
    now, found = office.read(devices.list_own, office.cleo.session_id)
    assert [device.id for device in found] == [office.cleo.session_id, late.session_id, early.session_id]
    assert [device.current for device in found] == [True, False, False]
    assert (found[1].agent, found[1].address, now) == ("Phone", "192.0.2.8", office.now)
    office.now += sessions.IDLE_MS - 1_000
    office.write(sessions.touch, office.cleo.session_id)
    assert len(office.read(devices.list_own, office.cleo.session_id)[1]) == 2, "who was away too long is signed out"


def test_one_ends_ones_own_and_nobody_elses(office: RulesOffice) -> None:
    other = office.write(sessions.start_for, office.cleo.user_id, "hash", PHONE)
    for which in (office.dora.session_id, "nothing"):
        with pytest.raises(NotFound):
            office.write(sessions.end_own, office.cleo.session_id, which)
    office.write(sessions.end_own, office.cleo.session_id, other.session_id)
    assert office.read(sessions.find, other.token) is None
    assert office.events == [SessionsEnded((other.session_id,), "signed_out")]
    with pytest.raises(NotFound):
        office.write(sessions.end_own, office.cleo.session_id, other.session_id)
    office.write(sessions.end_own, office.cleo.session_id, office.cleo.session_id)
    with pytest.raises(NotSignedIn):
        office.read(devices.list_own, office.cleo.session_id)


def test_a_device_link_signs_in_once(office: RulesOffice) -> None:
    link = office.write(devices.create_device_link, office.cleo.session_id)
    phone = office.write(devices.redeem, link.token, PHONE)
    assert (phone.user.id, phone.user.has_password) == (office.cleo.user_id, True)
    assert office.read(rooms.list_own, phone.session_id)
    assert office.read(sessions.find, office.cleo.token), "the PC stays signed in"
    assert reason(office, link) == "used"


def test_two_who_use_it_at_once_are_not_both_let_in(office: RulesOffice) -> None:
    link = office.write(devices.create_device_link, office.cleo.session_id)
    jobs = [office.submit(devices.redeem, link.token, PHONE) for _ in range(5)]
    for job in jobs:
        job.tag.wait(20)
    assert [job.error is None for job in jobs] == [True, False, False, False, False]


@pytest.mark.parametrize("make", [lambda o: o.write(devices.create_device_link, o.cleo.session_id), back])
def test_a_link_lives_four_hours(office: RulesOffice, make: Callable[[RulesOffice], SignInLink]) -> None:
    link = make(office)
    assert link.expires_at == office.now + LIFE_MS == office.now + 4 * 3_600_000
    office.now += LIFE_MS - 1
    assert office.write(devices.redeem, link.token, PHONE).user.id == office.cleo.user_id
    late = make(office)
    office.now += LIFE_MS
    assert reason(office, late) == "expired"


def test_a_made_up_token_and_a_hash_are_nobodys(office: RulesOffice) -> None:
    link = office.write(devices.create_device_link, office.cleo.session_id)
    for token in ("", "x" * 43, link.token + "x", "\ud800", secrets.digest(link.token).hex()):
        assert reason(office, SignInLink(token, 0)) == "unknown"


def test_a_token_is_nowhere_in_the_database(office: RulesOffice) -> None:
    link = office.write(devices.create_device_link, office.cleo.session_id)
    files = b"".join(path.read_bytes() for path in office.database.path.parent.glob("chat.db*"))
    assert link.token.encode() not in files
    assert secrets.digest(link.token) in files


def test_a_new_link_takes_the_place_of_the_one_before(office: RulesOffice) -> None:
    first = office.write(devices.create_device_link, office.cleo.session_id)
    office.write(devices.create_device_link, office.cleo.session_id)
    assert reason(office, first) == "unknown"
    lost = back(office)
    back(office)
    assert reason(office, lost) == "unknown"


def test_a_device_link_ends_with_the_session_that_made_it(office: RulesOffice) -> None:
    """Who has used a stolen cookie must not have left themselves a way back."""
    link = office.write(devices.create_device_link, office.cleo.session_id)
    office.write(sessions.end, office.cleo.session_id)
    assert reason(office, link) == "revoked"


def test_a_new_password_ends_every_link(office: RulesOffice) -> None:
    thief = office.write(sessions.start_for, office.ben.user_id, "hash", PHONE)
    links = [
        office.write(devices.create_device_link, thief.session_id),
        office.write(devices.create_recovery_link, thief.session_id, office.cleo.user_id),
    ]
    office.write(accounts.change_password, office.ben.session_id, "new hash", BROWSER)
    assert [reason(office, link) for link in links] == ["used", "used"]


def test_recovery_voids_the_old_password_and_every_other_session(office: RulesOffice) -> None:
    link = back(office)
    assert office.read(accounts.find_password_hash, "Cleo"), "until it is used, all stays"
    assert office.read(sessions.find, office.cleo.token)
    office.events.clear()
    again = office.write(devices.redeem, link.token, PHONE)
    assert again.user.has_password is False
    assert office.events == [SessionsEnded((office.cleo.session_id,), "recovered")]
    assert office.read(accounts.find_password_hash, "Cleo") is None
    office.write(accounts.change_password, again.session_id, "new hash", PHONE, "")
    assert office.read(accounts.find_password_hash, "Cleo") == (office.cleo.user_id, "new hash")


def test_who_may_bring_whom_back(office: RulesOffice) -> None:
    for who, whom in (
        (office.cleo, office.dora),
        (office.ben, office.ana),
        (office.ben, office.ben),
        (office.ana, office.ana),
    ):
        with pytest.raises(Forbidden):
            office.write(devices.create_recovery_link, who.session_id, whom.user_id)
    office.write(removal.deactivate, office.ana.session_id, office.cleo.user_id)
    with pytest.raises(Forbidden):
        back(office)


def test_a_recovery_link_is_no_way_up(office: RulesOffice) -> None:
    """An admin makes one for a member, who then becomes an admin, or the owner."""
    for role in ("admin", "owner"):
        link = back(office)
        office.give_role(office.cleo, role)
        assert reason(office, link) == "revoked"
        office.give_role(office.cleo, "member")
    link = back(office)
    office.write(roles.change, office.ana.session_id, office.cleo.user_id, "admin")
    assert reason(office, link) == "used"


def test_a_recovery_link_of_somebody_who_is_no_admin_any_more_is_void(office: RulesOffice) -> None:
    link = back(office)
    office.give_role(office.ben, "member")
    assert reason(office, link) == "revoked"
    office.give_role(office.ben, "admin")
    link = back(office)
    office.write(removal.deactivate, office.ana.session_id, office.ben.user_id)
    assert reason(office, link) == "used"


def test_nobody_who_is_out_comes_back_by_a_link(office: RulesOffice) -> None:
    link = back(office)
    office.remove_from_office(office.cleo)
    assert reason(office, link) == "revoked"


def test_who_sits_at_the_window_is_the_owner_or_whoever_signed_in_there(office: RulesOffice) -> None:
    assert office.read(users.window_user_id) == office.ana.user_id
    office.write(sessions.set_agent, office.ana.session_id, WINDOW)
    office.write(roles.change, office.ana.session_id, office.ben.user_id, "owner")
    assert office.read(users.window_user_id) == office.ana.user_id
    office.write(sessions.end, office.ana.session_id)
    assert office.read(users.window_user_id) == office.ben.user_id
