"""Roles: who gives which to whom, and what a person gains and loses with one."""

import pytest

from chat_desktop.chat.core import audit_log, policy
from chat_desktop.chat.core.events import MemberJoined, MemberLeft, UserChanged
from chat_desktop.chat.core.records import Actor, Role, User
from chat_desktop.chat.joining import removal, roles
from chat_desktop.chat.messages import posting, reactions
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.errors import Forbidden, Invalid, NotFound
from tests.support.parts.rules_office import Person, RulesOffice

ROLES: tuple[Role, ...] = ("owner", "admin", "member", "guest")


def change(office: RulesOffice, who: Person, whom: Person, role: Role | None = None, **keys: object) -> User:
    return office.write(roles.change, who.session_id, whom.user_id, role, **keys)  # type: ignore[arg-type]


def role_of(office: RulesOffice, person: Person) -> str:
    row = office.read(lambda look: look.db.execute("SELECT role FROM users WHERE id = ?", (person.user_id,)).fetchone())
    return str(row[0])


def rooms_of(office: RulesOffice, person: Person) -> set[str]:
    return {room.id for room in office.read(rooms.list_own, person.session_id)}


@pytest.mark.parametrize("actor", ROLES)
@pytest.mark.parametrize("subject", ROLES)
def test_who_may_act_on_whom(actor: Role, subject: Role) -> None:
    allowed = actor == "owner" or (actor == "admin" and subject in ("member", "guest"))
    who = Actor("session", "a", "A", actor)
    if allowed:
        policy.act_on(who, "b", subject)
    else:
        with pytest.raises(Forbidden):
            policy.act_on(who, "b", subject)
    with pytest.raises(Forbidden):
        policy.act_on(who, "a", actor)


def test_an_admin_makes_guests_and_members_but_no_admins(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Lunch")
    assert change(office, office.ben, office.cleo, "guest", room_ids=[room_id]).role == "guest"
    assert change(office, office.ben, office.cleo, "member").role == "member"
    for role in ("admin", "owner"):
        with pytest.raises(Forbidden):
            change(office, office.ben, office.cleo, role)
    assert change(office, office.ana, office.cleo, "admin").role == "admin"
    with pytest.raises(Forbidden):
        change(office, office.ben, office.cleo, "member")


def test_who_may_act_on_nobody_learns_nothing_of_who_is_there(office: RulesOffice) -> None:
    for user_id in (office.ana.user_id, office.dora.user_id, "nobody"):
        with pytest.raises(Forbidden):
            office.write(roles.change, office.cleo.session_id, user_id, "guest")
    with pytest.raises(NotFound):
        office.write(roles.change, office.ana.session_id, "nobody", "guest")


def test_the_office_changes_hands_and_its_former_owner_is_an_admin(office: RulesOffice) -> None:
    assert change(office, office.ana, office.cleo, "owner").role == "owner"
    assert (role_of(office, office.ana), role_of(office, office.cleo)) == ("admin", "owner")
    told = {event.user.id: event.user.role for event in office.events if isinstance(event, UserChanged)}
    assert told == {office.ana.user_id: "admin", office.cleo.user_id: "owner"}
    with pytest.raises(Forbidden):
        change(office, office.ana, office.dora, "owner")
    entries = office.read(audit_log.page, office.cleo.session_id).entries
    assert [(entry.subject_id, entry.detail) for entry in entries] == [
        (office.ana.user_id, {"from": "owner", "to": "admin"}),
        (office.cleo.user_id, {"from": "member", "to": "owner"}),
    ]


def test_handing_over_twice_at_once_makes_one_owner(office: RulesOffice) -> None:
    """Both were allowed when they were asked; the rule reads the role in the writer."""
    jobs = [
        office.submit(roles.change, office.ana.session_id, heir.user_id, "owner") for heir in (office.ben, office.cleo)
    ]
    office.outcome(jobs[0])
    with pytest.raises(Forbidden):
        office.outcome(jobs[1])
    assert [role_of(office, who) for who in (office.ana, office.ben, office.cleo)] == ["admin", "owner", "member"]


def test_an_admin_who_is_one_no_more_is_too_late(office: RulesOffice) -> None:
    first = office.submit(roles.change, office.ana.session_id, office.ben.user_id, "member")
    second = office.submit(removal.remove, office.ben.session_id, office.cleo.user_id)
    office.outcome(first)
    with pytest.raises(Forbidden):
        office.outcome(second)
    assert office.read(rooms.list_own, office.cleo.session_id)


@pytest.mark.parametrize("rule", [removal.deactivate, removal.remove, removal.ban, removal.sign_out_everywhere])
def test_the_owner_cannot_be_lost(office: RulesOffice, rule: object) -> None:
    for who in (office.ana, office.ben, office.cleo):
        with pytest.raises(Forbidden):
            office.write(rule, who.session_id, office.ana.user_id)  # type: ignore[arg-type]
    for who in (office.ana, office.ben):
        with pytest.raises(Forbidden):
            change(office, who, office.ana, "member")
    assert role_of(office, office.ana) == "owner"


def test_a_new_guest_leaves_the_first_room_and_the_open_ones_but_those_chosen(office: RulesOffice) -> None:
    lunch = office.make_room(office.ana, "Lunch", "open", office.cleo)
    chosen = office.make_room(office.ana, "Project", "open", office.cleo)
    entered = office.make_room(office.ana, "Front desk", "closed")
    closed = office.make_room(office.dora, "Ours", "closed", office.cleo)
    direct = office.write(rooms.get_or_create_direct, office.dora.session_id, [office.cleo.user_id])[0].id
    office.events.clear()
    change(office, office.ana, office.cleo, "guest", room_ids=[chosen, entered])
    assert rooms_of(office, office.cleo) == {chosen, entered, closed, direct}
    left = {event.room_id for event in office.events if isinstance(event, MemberLeft)}
    assert left == {office.home, lunch}
    assert [event.view.id for event in office.events if isinstance(event, MemberJoined)] == [entered]


def test_a_guest_needs_a_room_and_never_the_first(office: RulesOffice) -> None:
    for room_ids in (None, [], [office.home]):
        with pytest.raises(Invalid) as caught:
            change(office, office.ana, office.cleo, "guest", room_ids=room_ids)
        assert caught.value.details["field"] == "room_ids"
    secret = office.make_room(office.dora, "Ours", "closed")
    with pytest.raises(NotFound):
        change(office, office.ana, office.cleo, "guest", room_ids=[secret])
    assert (role_of(office, office.cleo), rooms_of(office, office.cleo)) == ("member", {office.home})
    with pytest.raises(Invalid):
        change(office, office.ana, office.cleo, "member", room_ids=[office.home])


def test_rooms_are_added_to_a_guests(office: RulesOffice) -> None:
    first, second = office.make_room(office.ana, "One"), office.make_room(office.ana, "Two")
    office.make_guest(office.cleo, first)
    change(office, office.ana, office.cleo, room_ids=[second])
    assert rooms_of(office, office.cleo) == {first, second}


def test_a_guest_who_becomes_a_member_is_in_the_first_room_and_writes(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Lunch")
    office.make_guest(office.cleo, room_id, read_only=True)
    assert not change(office, office.ben, office.cleo, "member").read_only
    assert office.home in rooms_of(office, office.cleo)
    assert office.post(office.cleo, "hello").seq == 1


def test_nobody_puts_a_guest_into_the_first_room(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Lunch")
    office.make_guest(office.dora, room_id)
    for who in (office.ana, office.ben, office.cleo):
        with pytest.raises(Forbidden):
            office.write(memberships.add, who.session_id, office.home, [office.dora.user_id])
    other = office.make_room(office.cleo, "Project")
    office.write(memberships.add, office.cleo.session_id, other, [office.dora.user_id])
    assert rooms_of(office, office.dora) == {room_id, other}


def test_a_guest_who_made_a_room_puts_nobody_out_of_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Ours", "closed", office.dora)
    office.make_guest(office.cleo)
    with pytest.raises(Forbidden):
        office.write(memberships.remove, office.cleo.session_id, room_id, office.dora.user_id)


def test_who_may_only_read_reads_and_changes_nothing(office: RulesOffice) -> None:
    theirs = office.post(office.ana, "news")
    mine = office.post(office.cleo, "before")
    change(office, office.ben, office.cleo, read_only=True)
    for rule, args in (
        (posting.edit, (mine.id, "after")),
        (reactions.add, (theirs.id, "👍")),
        (reactions.remove, (theirs.id, "👍")),
        (rooms.create, ("Mine", "open")),
        (rooms.change, (office.home, None, "topic")),
        (rooms.get_or_create_direct, ([office.dora.user_id],)),
        (rooms.get_or_create_direct, ([],)),
        (memberships.add, (office.home, [office.dora.user_id])),
    ):
        with pytest.raises(Forbidden):
            office.outcome(office.submit(rule, office.cleo.session_id, *args))
    with pytest.raises(Forbidden):
        office.post(office.cleo, "more")
    assert office.read(posting.get, office.cleo.session_id, theirs.id).body == "news"
    assert office.write(posting.delete, office.cleo.session_id, mine.id).deleted


def test_a_message_that_was_sent_before_is_acked_to_whoever_may_only_read_now(office: RulesOffice) -> None:
    sent = office.post(office.cleo, "once", client_id="same")
    change(office, office.ana, office.cleo, read_only=True)
    assert office.post(office.cleo, "once", client_id="same").id == sent.id


def test_becoming_a_reader_between_the_send_and_the_writing_is_seen(office: RulesOffice) -> None:
    muted = office.submit(roles.change, office.ana.session_id, office.cleo.user_id, None, True)
    with pytest.raises(Forbidden):
        office.post(office.cleo, "too late")
    office.outcome(muted)


def test_heads_always_write(office: RulesOffice) -> None:
    with pytest.raises(Forbidden):
        change(office, office.ana, office.ben, read_only=True)
    change(office, office.ana, office.cleo, read_only=True)
    assert not change(office, office.ana, office.cleo, "admin").read_only
    kept = change(office, office.ana, office.dora, read_only=True)
    assert kept.read_only
    assert change(office, office.ana, office.dora).read_only, "what is not named stays"


def test_changes_of_roles_are_in_the_log_and_no_change_is_not(office: RulesOffice) -> None:
    change(office, office.ben, office.cleo, "member")
    change(office, office.ben, office.cleo, read_only=True)
    (entry,) = office.read(audit_log.page, office.ana.session_id).entries
    assert (entry.act, entry.actor_id, entry.subject_id, entry.detail) == (
        "read_only_changed",
        office.ben.user_id,
        office.cleo.user_id,
        {"to": True},
    )
