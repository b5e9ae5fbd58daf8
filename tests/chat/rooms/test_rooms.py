"""Rooms and who is in them: open, closed and direct, and what each person may do there."""

from typing import Any

import pytest

from chat_desktop.chat.core.events import InvolvementChanged, MemberJoined, MemberLeft, RoomChanged
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import history
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.errors import Forbidden, Invalid, NameTaken, NotFound
from chat_desktop.storage import models
from tests.support.parts.rules_office import Person, RulesOffice


def room_of(office: RulesOffice, who: Person, room_id: str) -> Any:
    return next((room for room in office.read(rooms.list_own, who.session_id) if room.id == room_id), None)


def test_the_first_room_is_home_and_everyone_is_in_it(office: RulesOffice) -> None:
    for who in (office.ana, office.ben, office.cleo, office.dora):
        (home,) = office.read(rooms.list_own, who.session_id)
        assert (home.home, home.kind, home.name, home.member_count) == (True, "open", "General", 4)


def test_an_open_room_is_seen_by_all_and_joined_by_who_wants(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, " Lunch\tplans ")
    office.post(office.cleo, "soup?", room_id)
    (listed,) = office.read(rooms.list_open, office.dora.session_id)
    assert (listed.id, listed.name, listed.member_count, listed.last_message) == (room_id, "Lunch plans", 1, None)
    joined = office.write(memberships.join, office.dora.session_id, room_id)
    assert (joined.member_count, joined.last_seq, joined.read_seq) == (2, 1, 1)
    assert office.read(rooms.list_open, office.dora.session_id) == []


def test_joining_twice_is_joining_once(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Lunch")
    office.events.clear()
    for _ in range(2):
        assert office.write(memberships.join, office.dora.session_id, room_id).member_count == 2
    assert [type(event) for event in office.events] == [MemberJoined]


def test_a_closed_room_is_unseen_and_cannot_be_joined(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    for who in (office.dora, office.ben):
        assert room_of(office, who, room_id) is None
        assert office.read(rooms.list_open, who.session_id) == []
        for place in (room_id, "no-such-room"):
            with pytest.raises(NotFound):
                office.write(memberships.join, who.session_id, place)
            with pytest.raises(NotFound):
                office.read(memberships.list_members, who.session_id, place)
            with pytest.raises(NotFound):
                office.write(memberships.add, who.session_id, place, [who.user_id])
            with pytest.raises(NotFound):
                office.write(memberships.remove, who.session_id, place, office.cleo.user_id)
            with pytest.raises(NotFound):
                office.write(rooms.change, who.session_id, place, "Ours", None)
            with pytest.raises(NotFound):
                office.write(memberships.set_involvement, who.session_id, place, "hidden")
            with pytest.raises(NotFound):
                office.write(memberships.leave, who.session_id, place)


def test_a_closed_rooms_name_is_no_secret_that_a_clash_tells(office: RulesOffice) -> None:
    office.make_room(office.ana, "Wages", "closed")
    assert office.make_room(office.dora, "Wages")
    office.make_room(office.cleo, "Wages", "closed")


def test_open_rooms_have_names_that_differ(office: RulesOffice) -> None:
    lunch = office.make_room(office.ana, "Lunch")
    for name in ("lunch", "Ｌunch", "Lunсh", "L unch"):
        with pytest.raises(NameTaken) as caught:
            office.make_room(office.cleo, name)
        assert caught.value.details["field"] == "name"
    with pytest.raises(NameTaken):
        office.write(rooms.change, office.ana.session_id, office.make_room(office.ana, "Dinner"), "LUNCH", None)
    assert office.write(rooms.change, office.ana.session_id, lunch, "LUNCH", None).name == "LUNCH"


@pytest.mark.parametrize(("name", "kind"), [("", "open"), ("x" * 61, "open"), ("a\u202eb", "open"), ("x", "direct")])
def test_what_a_room_cannot_be(office: RulesOffice, name: str, kind: str) -> None:
    with pytest.raises(Invalid):
        office.make_room(office.ana, name, kind)


def test_a_room_takes_the_people_it_is_made_with_each_once(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Two", "closed", office.dora, office.dora, office.cleo)
    assert room_of(office, office.dora, room_id).member_count == 2


def test_nobody_is_added_who_is_not_there(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Two", "closed")
    with pytest.raises(NotFound):
        office.write(memberships.add, office.ana.session_id, room_id, ["nobody"])
    office.remove_from_office(office.dora)
    with pytest.raises(Invalid):
        office.write(memberships.add, office.ana.session_id, room_id, [office.dora.user_id])
    with pytest.raises(Invalid):
        office.write(memberships.add, office.ana.session_id, room_id, [str(number) for number in range(1_001)])
    assert len(office.read(memberships.list_members, office.ana.session_id, room_id)) == 1


def test_who_is_added_hears_of_the_room_as_they_see_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Two", "closed")
    office.post(office.ana, "x", room_id)
    office.events.clear()
    office.write(memberships.add, office.ana.session_id, room_id, [office.cleo.user_id, office.ana.user_id])
    (event,) = office.events
    assert (event.user_id, event.view.read_seq, event.view.member_count) == (office.cleo.user_id, 1, 2)


def test_leaving_writes_nothing_and_counts_one_less(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Lunch", "open", office.cleo)
    office.events.clear()
    assert office.write(memberships.leave, office.cleo.session_id, room_id).id == room_id
    assert office.events == [MemberLeft(room_id, office.cleo.user_id, 1)]
    assert room_of(office, office.ana, room_id).last_seq == 0
    with pytest.raises(NotFound):
        office.write(memberships.leave, office.cleo.session_id, room_id)


def test_home_cannot_be_left_and_nobody_is_put_out_of_it(office: RulesOffice) -> None:
    with pytest.raises(Forbidden):
        office.write(memberships.leave, office.cleo.session_id, office.home)
    with pytest.raises(Forbidden):
        office.write(memberships.remove, office.ana.session_id, office.home, office.cleo.user_id)


def test_makers_and_heads_remove_people_and_others_do_not(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Ours", "closed", office.ana, office.ben, office.dora)
    with pytest.raises(Forbidden):
        office.write(memberships.remove, office.dora.session_id, room_id, office.ben.user_id)
    office.write(memberships.remove, office.cleo.session_id, room_id, office.dora.user_id)
    office.write(memberships.remove, office.ben.session_id, room_id, office.cleo.user_id)
    with pytest.raises(NotFound):
        office.write(memberships.remove, office.ana.session_id, room_id, office.dora.user_id)
    assert room_of(office, office.ana, room_id).member_count == 2


def test_only_heads_rename_home_but_all_may_set_its_topic(office: RulesOffice) -> None:
    with pytest.raises(Forbidden):
        office.write(rooms.change, office.cleo.session_id, office.home, "Mine", None)
    assert office.write(rooms.change, office.cleo.session_id, office.home, None, " soup  today ").topic == "soup today"
    assert office.write(rooms.change, office.ben.session_id, office.home, "Everyone", None).name == "Everyone"
    with pytest.raises(Invalid):
        office.write(rooms.change, office.ben.session_id, office.home, None, "x" * 251)
    assert office.write(rooms.change, office.ben.session_id, office.home, None, "").topic == ""


def test_a_change_is_told_to_each_member_as_they_see_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Two", "closed", office.cleo)
    office.post(office.ana, "x", room_id)
    office.events.clear()
    office.write(rooms.change, office.ana.session_id, room_id, "Both", None)
    (event,) = office.events
    assert isinstance(event, RoomChanged)
    assert {user_id: view.read_seq for user_id, view in event.views.items()} == {
        office.ana.user_id: 1,
        office.cleo.user_id: 0,
    }


def test_involvement_is_ones_own(office: RulesOffice) -> None:
    office.events.clear()
    assert (
        office.write(memberships.set_involvement, office.cleo.session_id, office.home, "mentions").involvement
        == "mentions"
    )
    assert room_of(office, office.dora, office.home).involvement == "everything"
    assert office.events == [InvolvementChanged(office.home, office.cleo.user_id, "mentions")]


def test_the_same_people_have_the_same_conversation_whoever_begins(office: RulesOffice) -> None:
    ids = [office.ana.user_id, office.cleo.user_id, office.dora.user_id]
    first, is_new = office.write(rooms.get_or_create_direct, office.ana.session_id, ids[1:])
    again, is_new_again = office.write(
        rooms.get_or_create_direct, office.dora.session_id, [ids[1], ids[0], ids[2], ids[0]]
    )
    assert (again.id, is_new, is_new_again) == (first.id, True, False)
    assert set(first.user_ids or ()) == set(ids)
    assert (first.kind, first.name) == ("direct", None)
    pair, _ = office.write(rooms.get_or_create_direct, office.ana.session_id, [office.cleo.user_id])
    assert pair.id != first.id


def test_notes_to_self_are_a_conversation_of_one(office: RulesOffice) -> None:
    notes, is_new = office.write(rooms.get_or_create_direct, office.ana.session_id, [])
    again, _ = office.write(rooms.get_or_create_direct, office.ana.session_id, [office.ana.user_id])
    assert (notes.user_ids, is_new, again.id) == ((office.ana.user_id,), True, notes.id)
    with pytest.raises(NotFound):
        office.read(history.page, office.cleo.session_id, notes.id)


def test_guests_have_notes_to_self_and_who_cannot_write_does_not_begin_them(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Lunch", "open", office.cleo, office.dora)
    office.make_guest(office.dora, room_id)
    notes, _ = office.write(rooms.get_or_create_direct, office.dora.session_id, [office.dora.user_id])
    assert office.post(office.dora, "Mine", notes.id).seq == 1
    office.make_guest(office.cleo, room_id, read_only=True)
    with pytest.raises(Forbidden):
        office.write(rooms.get_or_create_direct, office.cleo.session_id, [])


def test_a_conversation_keeps_its_people_and_has_no_name(office: RulesOffice) -> None:
    room, _ = office.write(rooms.get_or_create_direct, office.ana.session_id, [office.cleo.user_id])
    for rule, args in (
        (memberships.leave, ()),
        (memberships.add, ([office.dora.user_id],)),
        (memberships.remove, (office.cleo.user_id,)),
        (rooms.change, ("A name", None)),
    ):
        with pytest.raises(Forbidden):
            office.outcome(office.submit(rule, office.ana.session_id, room.id, *args))
    with pytest.raises(NotFound):
        office.write(memberships.join, office.dora.session_id, room.id)
    with pytest.raises(NotFound):
        office.read(history.page, office.dora.session_id, room.id)


def bring_in(work: Work, crowd: list[str]) -> None:
    for name in crowd:
        work.session.add(
            models.User(id=name, name=name, name_key=name, password_hash="", role="member", created_at=work.now)
        )


def test_a_conversation_has_fifty_people_at_most(office: RulesOffice) -> None:
    crowd = [f"p{number}" for number in range(50)]
    office.write(bring_in, crowd)
    with pytest.raises(Invalid):
        office.write(rooms.get_or_create_direct, office.ana.session_id, crowd)
    assert office.write(rooms.get_or_create_direct, office.ana.session_id, crowd[:49])[0].member_count == 50


def test_a_guest_is_where_they_were_invited_and_nowhere_else(office: RulesOffice) -> None:
    office.give_role(office.dora, "guest")
    room_id = office.make_room(office.ana, "Lunch")
    assert office.read(rooms.list_open, office.dora.session_id) == []
    for rule, args in (
        (rooms.create, ("Mine", "open")),
        (memberships.join, (room_id,)),
        (memberships.add, (office.home, [office.cleo.user_id])),
        (rooms.change, (office.home, None, "topic")),
    ):
        with pytest.raises(Forbidden):
            office.outcome(office.submit(rule, office.dora.session_id, *args))


def test_the_list_of_rooms_shows_each_ones_newest_message(office: RulesOffice) -> None:
    office.post(office.ana, "x" * 500)
    last = room_of(office, office.cleo, office.home).last_message
    assert (last.seq, last.sender_id, len(last.body)) == (1, office.ana.user_id, 140)
    office.post(office.ana, "> not this\n**bold**\nand   `code`")
    assert room_of(office, office.cleo, office.home).last_message.body == "bold and code"
    office.post(office.ana, "```py\n" + "x = 1\n" * 300 + "```")
    assert room_of(office, office.cleo, office.home).last_message.body.startswith("x = 1 x = 1")


def test_counts_of_members_are_what_the_tables_say(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Busy", "open", office.cleo)
    office.write(memberships.join, office.dora.session_id, room_id)
    office.write(memberships.leave, office.cleo.session_id, room_id)
    office.write(memberships.join, office.cleo.session_id, room_id)
    office.write(memberships.remove, office.ana.session_id, room_id, office.dora.user_id)
    counted = office.read(
        lambda look: look.db.execute(
            "SELECT r.member_count, (SELECT count(*) FROM memberships m WHERE m.room_id = r.id) FROM rooms r"
        ).fetchall()
    )
    assert counted == [(4, 4), (2, 2)]
