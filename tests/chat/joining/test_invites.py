"""Extra links: what they carry, when they end, and that they give nothing that their maker could not give."""

from typing import Any

import pytest

from chat_desktop.chat.core import actors, audit_log
from chat_desktop.chat.core.records import Invite
from chat_desktop.chat.joining import accounts, invites, join_methods, join_offers
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.errors import BadCode, Forbidden, Invalid, NotFound
from tests.support.parts.rules_office import BROWSER, Person, RulesOffice

HOUR_SECONDS = 3600


def make(office: RulesOffice, who: Person, **terms: Any) -> Invite:
    asked: dict[str, Any] = {
        "label": "",
        "role": "member",
        "read_only": False,
        "room_ids": [],
        "expires_in": None,
    } | terms
    return office.write(invites.create, who.session_id, **asked)


def join(office: RulesOffice, code: str, name: str = "Eve") -> Person:
    signed_in = office.write(accounts.join, code, name, "hash", BROWSER)
    return Person(signed_in.user.id, signed_in.session_id, signed_in.token)


def names_of(office: RulesOffice, who: Person) -> list[str | None]:
    return [room.name for room in office.read(rooms.list_own, who.session_id)]


def refused(office: RulesOffice, code: str) -> object:
    with pytest.raises(BadCode) as caught:
        join(office, code)
    return caught.value.details["reason"]


def test_a_member_by_a_link_is_in_the_first_room_and_in_those_of_the_link(office: RulesOffice) -> None:
    lunch = office.make_room(office.ana, "Lunch")
    invite = make(office, office.ana, room_ids=[lunch])
    offer = office.read(join_offers.resolve_code, invite.code)
    assert (offer.role, offer.room_names) == ("member", ("General", "Lunch"))
    assert names_of(office, join(office, invite.code)) == ["General", "Lunch"]
    assert office.read(invites.list_active, office.ana.session_id)[0].joined == 1


def test_a_guest_is_in_the_rooms_of_the_link_alone_and_may_be_kept_from_writing(office: RulesOffice) -> None:
    lunch = office.make_room(office.ana, "Lunch")
    invite = make(office, office.ana, role="guest", read_only=True, room_ids=[lunch])
    assert office.read(join_offers.resolve_code, invite.code).room_names == ("Lunch",)
    guest = join(office, invite.code)
    assert names_of(office, guest) == ["Lunch"]
    actor = office.read(actors.find, guest.session_id)
    assert (actor.role, actor.read_only) == ("guest", True)


def test_a_guest_needs_a_room_and_not_the_first_one(office: RulesOffice) -> None:
    for room_ids in ([], [office.home]):
        with pytest.raises(Invalid) as caught:
            make(office, office.ana, role="guest", room_ids=room_ids)
        assert caught.value.details["field"] == "room_ids"


def test_only_the_heads_make_see_renew_and_take_back_links(office: RulesOffice) -> None:
    invite = make(office, office.ana)
    for who in (office.cleo, office.dora):
        for rule, asked in (
            (invites.list_active, ()),
            (invites.create, ("", "member", False, [], None)),
            (invites.renew, (invite.id, None)),
            (invites.revoke, (invite.id,)),
        ):
            with pytest.raises(Forbidden):
                office.write(rule, who.session_id, *asked)


def test_nobody_gives_a_closed_room_that_they_are_not_in(office: RulesOffice) -> None:
    wages = office.make_room(office.ana, "Wages", "closed")
    direct = office.write(rooms.get_or_create_direct, office.ben.session_id, [office.cleo.user_id])[0].id
    for room_id in (wages, direct, "nowhere"):
        with pytest.raises(NotFound):
            make(office, office.ben, room_ids=[room_id])


def test_a_link_into_a_closed_room_is_nothing_to_a_head_outside_it(office: RulesOffice) -> None:
    wages = office.make_room(office.ana, "Wages", "closed")
    invite = make(office, office.ana, room_ids=[wages])
    assert office.read(invites.list_active, office.ben.session_id) == []
    for rule, asked in ((invites.revoke, (invite.id,)), (invites.renew, (invite.id, None))):
        with pytest.raises(NotFound):
            office.write(rule, office.ben.session_id, *asked)
    assert "Wages" not in str(office.read(audit_log.page, office.ana.session_id))


def test_a_link_ends_at_its_time(office: RulesOffice) -> None:
    invite = make(office, office.ana, expires_in=HOUR_SECONDS)
    office.now += HOUR_SECONDS * 1000 - 1
    office.read(join_offers.resolve_code, invite.code)
    office.now += 1
    assert refused(office, invite.code) == "expired"
    for seconds in (59, 367 * 24 * HOUR_SECONDS, -1):
        with pytest.raises(Invalid):
            make(office, office.ana, expires_in=seconds)


def test_a_link_that_was_taken_back_says_so_and_is_listed_no_more(office: RulesOffice) -> None:
    invite = make(office, office.ana)
    office.write(invites.revoke, office.ben.session_id, invite.id)
    assert refused(office, invite.code) == "revoked"
    assert office.read(invites.list_active, office.ana.session_id) == []
    with pytest.raises(NotFound):
        office.write(invites.revoke, office.ana.session_id, invite.id)


def test_a_link_made_anew_has_another_code_and_another_end(office: RulesOffice) -> None:
    invite = make(office, office.ana, expires_in=HOUR_SECONDS, label="Auditors")
    office.now += 2 * HOUR_SECONDS * 1000
    renewed = office.write(invites.renew, office.ana.session_id, invite.id, HOUR_SECONDS)
    assert (renewed.id, renewed.label) == (invite.id, "Auditors")
    assert refused(office, invite.code) == "unknown"
    join(office, renewed.code)


def test_extra_links_work_while_the_offices_own_is_closed(office: RulesOffice) -> None:
    invite = make(office, office.ana)
    office.write(join_methods.change, office.ana.session_id, [])
    join(office, invite.code)


def test_a_link_gives_what_its_maker_could_give_now(office: RulesOffice) -> None:
    lunch, wages = office.make_room(office.ana, "Lunch"), office.make_room(office.ana, "Wages", "closed", office.ben)
    both = make(office, office.ben, room_ids=[lunch, wages])
    one = make(office, office.ben, role="guest", room_ids=[wages])
    office.write(memberships.leave, office.ben.session_id, wages)
    assert names_of(office, join(office, both.code)) == ["General", "Lunch"]
    assert refused(office, one.code) == "revoked"
    office.give_role(office.ben, "member")
    assert refused(office, both.code) == "revoked"


def test_the_links_of_a_person_who_is_put_out_end_those_they_made_and_the_one_they_came_by(
    office: RulesOffice,
) -> None:
    came_by, made, other = make(office, office.ana), make(office, office.ben), make(office, office.ana)
    eve = join(office, came_by.code)
    office.write(invites.revoke_all_of, office.ana.user_id, eve.user_id)
    office.write(invites.revoke_all_of, office.ana.user_id, office.ben.user_id)
    assert [refused(office, invite.code) for invite in (came_by, made)] == ["revoked"] * 2
    assert [invite.id for invite in office.read(invites.list_active, office.ana.session_id)] == [other.id]


@pytest.mark.parametrize("code", ["", "x", "\ud800", "' OR 1=1 --", "é" * 500])
def test_what_never_was_a_code_leads_nowhere(office: RulesOffice, code: str) -> None:
    make(office, office.ana)
    assert refused(office, code) == "unknown"


def test_the_log_has_what_was_done_but_no_code(office: RulesOffice) -> None:
    invite = make(office, office.ana, label="Auditors", expires_in=HOUR_SECONDS)
    office.write(invites.renew, office.ana.session_id, invite.id, None)
    office.write(invites.revoke, office.ana.session_id, invite.id)
    log = office.read(audit_log.page, office.ana.session_id).entries
    assert [entry.act for entry in log] == ["invite_revoked", "link_renewed", "invite_made"]
    assert log[0].detail == {"label": "Auditors", "role": "member", "read_only": False}
    assert invite.code not in str(log)


def test_a_label_is_cleaned_and_bounded(office: RulesOffice) -> None:
    assert make(office, office.ana, label="  For \n the  audit ").label == "For the audit"
    for label in ("x" * 61, "\u202eevil"):
        with pytest.raises(Invalid):
            make(office, office.ana, label=label)
