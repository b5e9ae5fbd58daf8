"""What a welcome asks the database: few statements, and one walk along the rooms of the person."""

import sqlite3

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.work import Work
from chat_desktop.storage.queries import memberships
from tests.support.parts.rules_office import Person, RulesOffice


def statements_of_a_welcome(office: RulesOffice, who: Person) -> list[str]:
    heard: list[str] = []

    def trace(work: Work, on: bool) -> None:
        assert isinstance(work.db, sqlite3.Connection)
        work.db.set_trace_callback(heard.append if on else None)

    office.write(trace, True)
    office.write(boot_snapshot.welcome, who.session_id)
    office.write(trace, False)
    return [each.split()[0] for each in heard if each.split()[0] == "SELECT"]


def test_a_welcome_is_three_statements_and_one_more_for_new_rooms_and_for_mentions(office: RulesOffice) -> None:
    for number in range(20):
        office.make_room(office.ana, f"Room {number}", "closed", office.ben)
    assert len(statements_of_a_welcome(office, office.ben)) == 4  # one for all rooms that are not kept yet
    assert len(statements_of_a_welcome(office, office.ben)) == 3
    office.post(office.ana, "@Ben look", office.home)
    office.write(boot_snapshot.welcome, office.ben.session_id)
    assert len(statements_of_a_welcome(office, office.ben)) == 4


def test_the_rooms_of_a_person_come_in_the_order_of_their_ids_without_being_ordered(office: RulesOffice) -> None:
    made = [office.make_room(office.ana, f"Room {number}", "closed") for number in range(40)]

    def look(work: Work) -> tuple[list[str], list[str]]:
        plan = work.db.execute(f"EXPLAIN QUERY PLAN {memberships.OF_USER}", (office.ana.user_id,)).fetchall()
        [ids, *_] = work.db.execute(memberships.OF_USER, (office.ana.user_id,)).fetchone()
        return ids.split(), [row[3] for row in plan]

    ids, plan = office.write(look)
    assert ids == sorted([office.home, *made])
    assert plan[0] == "SEARCH memberships USING PRIMARY KEY (user_id=?)"
    assert not [step for step in plan if "CO-ROUTINE" in step or "TEMP B-TREE" in step]
