"""What adding people to a room asks the database: as few statements for many people as for few."""

import sqlite3

from chat_desktop.chat.core.events import MemberJoined
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.rooms import memberships, rooms
from tests.support.parts.rules_office import Person, RulesOffice


def questions_of_adding(office: RulesOffice, name: str, people: list[Person]) -> int:
    heard: list[str] = []

    def trace(work: Work, on: bool) -> None:
        assert isinstance(work.db, sqlite3.Connection)
        work.db.set_trace_callback(heard.append if on else None)

    room_id = office.make_room(office.ana, name, "closed")
    office.write(trace, True)
    office.write(memberships.add, office.ana.session_id, room_id, [person.user_id for person in people])
    office.write(trace, False)
    return sum(statement.split()[0] == "SELECT" for statement in heard)


def test_many_people_are_added_with_as_few_questions_as_two(office: RulesOffice) -> None:
    people = [office.join(f"Person {number}") for number in range(40)]
    assert questions_of_adding(office, "Large", people) == questions_of_adding(office, "Small", people[:2])


def test_each_of_them_is_told_of_the_room_as_they_see_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Lunch", "closed")
    office.post(office.ana, "soup", room_id)
    office.events.clear()
    people = [office.ben.user_id, office.cleo.user_id]
    office.write(memberships.add, office.ana.session_id, room_id, [*people, people[0], office.ana.user_id])
    told = {event.user_id: event.view for event in office.events if isinstance(event, MemberJoined)}
    seen = {who: office.read(rooms.list_own, who.session_id)[-1] for who in (office.ben, office.cleo)}
    assert told == {who.user_id: room for who, room in seen.items()}
    assert {(room.read_seq, room.last_seq, room.member_count) for room in told.values()} == {(1, 1, 3)}
