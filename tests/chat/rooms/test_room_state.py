"""Archiving rooms, opening and closing them, and deleting them with everything in them."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from chat_desktop.chat.core import audit_log
from chat_desktop.chat.core.commands import SidebarSection
from chat_desktop.chat.core.events import MemberLeft, MessagePosted, RoomChanged
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import history, posting, reactions, room_removal, room_state
from chat_desktop.chat.rooms import left_rooms, memberships, rooms, sidebar
from chat_desktop.chat.rooms.left_rooms import LeftRoom
from chat_desktop.errors import Forbidden, Invalid, NameTaken, NotFound
from chat_desktop.storage import models
from chat_desktop.wire import payloads
from tests.support.parts.rules_office import Person, RulesOffice


def room_of(office: RulesOffice, who: Person, room_id: str) -> Any:
    return next((room for room in office.read(rooms.list_own, who.session_id) if room.id == room_id), None)


@pytest.fixture
def fair(office: RulesOffice) -> str:
    """A closed room of Cleo with Ana, Ben, Cleo and Dora."""
    return office.make_room(office.cleo, "Spring fair", "closed", office.ana, office.ben, office.dora)


def archive(office: RulesOffice, room_id: str, archived: bool = True) -> Any:
    return office.write(room_state.archive, office.cleo.session_id, room_id, archived)


def test_nothing_in_an_archived_room_changes_and_everything_can_be_read(office: RulesOffice, fair: str) -> None:
    message = office.post(office.ana, "the tents are ordered", fair)
    archive(office, fair)
    room = room_of(office, office.dora, fair)
    assert payloads.room(room)["archived"] is True
    ana = office.ana.session_id
    for refused in (
        lambda: office.post(office.ana, "more", fair),
        lambda: office.write(posting.edit, ana, message.id, "less"),
        lambda: office.write(posting.delete, ana, message.id),
        lambda: office.write(reactions.add, ana, message.id, "👍"),
        lambda: office.write(memberships.add, ana, fair, [office.ben.user_id]),
        lambda: office.write(rooms.change, ana, fair, "Autumn fair", None),
        lambda: office.write(room_state.set_kind, ana, fair, "open"),
    ):
        with pytest.raises(Forbidden, match="archived"):
            refused()
    (kept,) = office.read(history.page, office.dora.session_id, fair).messages
    assert (kept.body, kept.reactions) == ("the tents are ordered", None)
    archive(office, fair, archived=False)
    assert "archived" not in payloads.room(room_of(office, office.dora, fair))
    office.post(office.ana, "we are back", fair)


def test_an_archived_open_room_is_in_no_list_and_nobody_joins_it(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Ideas")
    archive(office, room_id)
    assert office.read(rooms.list_open, office.dora.session_id) == []
    with pytest.raises(Forbidden, match="archived"):
        office.write(memberships.join, office.dora.session_id, room_id)
    assert office.write(memberships.join, office.cleo.session_id, room_id).archived


def test_who_made_a_room_and_admins_archive_it_and_nobody_archives_the_first_one(
    office: RulesOffice, fair: str
) -> None:
    with pytest.raises(Forbidden, match="the person who made the room"):
        office.write(room_state.archive, office.dora.session_id, fair, True)
    with pytest.raises(Forbidden, match="main room"):
        office.write(room_state.archive, office.ana.session_id, office.home, True)
    assert office.write(room_state.archive, office.ben.session_id, fair, True).archived
    assert office.write(room_state.archive, office.ben.session_id, fair, True).archived
    acts = [entry.act for entry in office.read(audit_log.page, office.ana.session_id).entries]
    assert acts.count("room_archived") == 1


def test_a_room_is_opened_and_closed_by_admins_and_a_message_says_so(office: RulesOffice, fair: str) -> None:
    with pytest.raises(Forbidden, match="Only the owner and admins"):
        office.write(room_state.set_kind, office.cleo.session_id, fair, "open")
    office.events.clear()
    assert office.write(room_state.set_kind, office.ben.session_id, fair, "open").kind == "open"
    changed, posted = office.events
    assert isinstance(changed, RoomChanged)
    assert isinstance(posted, MessagePosted)
    assert (posted.message.body, posted.message.sender_id) == (room_state.OPENED, office.ben.user_id)
    assert payloads.message(posted.message)["content"] == {"room_kind": {"kind": "open"}}
    with pytest.raises(Forbidden, match="can't be edited"):
        office.write(posting.edit, office.ben.session_id, posted.message.id, "It's a secret.")
    office.make_room(office.dora, "Tents")
    tents = office.make_room(office.dora, "Tents", "closed", office.ana)
    with pytest.raises(NameTaken):
        office.write(room_state.set_kind, office.ana.session_id, tents, "open")
    office.write(room_state.set_kind, office.ana.session_id, fair, "closed")
    assert room_of(office, office.dora, fair).kind == "closed"


def test_a_description_keeps_its_lines(office: RulesOffice, fair: str) -> None:
    office.write(rooms.change, office.dora.session_id, fair, description="Tents,\n  food \n")
    assert office.read(rooms.details, office.ana.session_id, fair).description == "Tents,\nfood"
    with pytest.raises(Invalid):
        office.write(rooms.change, office.dora.session_id, fair, description="x" * 2_001)


def test_a_deleted_room_leaves_everyone_at_once_and_then_nothing_of_it_is_left(office: RulesOffice, fair: str) -> None:
    office.post(office.ana, "Stays")
    message = office.post(office.ana, "@Cleo, look", fair)
    office.write(reactions.add, office.cleo.session_id, message.id, "👍")
    office.post(office.cleo, "Yes", fair, reply_to=message.id)
    office.post_many(office.dora, fair, room_removal.BATCH)
    office.write(sidebar.replace, office.cleo.session_id, [SidebarSection("favourites", None, [fair])])
    with pytest.raises(Forbidden):
        office.write(room_state.delete, office.ben.session_id, fair, "Spring fair")
    with pytest.raises(Invalid):
        office.write(room_state.delete, office.ana.session_id, fair, "spring")
    office.events.clear()
    office.write(room_state.delete, office.ana.session_id, fair, "Spring fair")
    assert len([event for event in office.events if isinstance(event, MemberLeft)]) == 4
    assert room_of(office, office.ana, fair) is None
    with pytest.raises(NotFound):
        office.write(memberships.join, office.ana.session_id, fair)
    entry = office.read(audit_log.page, office.ana.session_id).entries[0]
    assert (entry.act, entry.detail) == ("room_deleted", {"room": "Spring fair"})
    assert office.read(room_removal.due) == office.now
    while office.read(room_removal.due) is not None:
        assert office.write(room_removal.run) > 0
    assert office.read(_rows_about, fair) == {}
    assert [message.body for message in office.read(history.page, office.ana.session_id, office.home).messages] == [
        "Stays"
    ]


def test_the_owner_finds_and_deletes_an_archived_room_that_everybody_has_left(office: RulesOffice) -> None:
    fair = office.make_room(office.cleo, "Spring fair", "closed", office.dora)
    office.post(office.cleo, "the tents are ordered", fair)
    archive(office, fair)
    ana = office.ana.session_id
    office.write(memberships.leave, office.cleo.session_id, fair)
    assert office.read(left_rooms.list_all, ana) == []
    with pytest.raises(NotFound):
        office.write(room_state.delete, ana, fair, "Spring fair")
    office.write(memberships.leave, office.dora.session_id, fair)
    assert office.read(left_rooms.list_all, ana) == [LeftRoom(fair, "Spring fair", office.now)]
    office.give_role(office.ben, "admin")
    with pytest.raises(Forbidden):
        office.read(left_rooms.list_all, office.ben.session_id)
    for nobody in (office.ben, office.cleo):
        with pytest.raises(NotFound):
            office.write(room_state.delete, nobody.session_id, fair, "Spring fair")
    with pytest.raises(Invalid):
        office.write(room_state.delete, ana, fair, "Spring")
    office.write(room_state.delete, ana, fair, "Spring fair")
    assert office.read(left_rooms.list_all, ana) == []
    with pytest.raises(NotFound):
        office.write(room_state.delete, ana, fair, "Spring fair")
    while office.read(room_removal.due) is not None:
        assert office.write(room_removal.run) > 0
    assert office.read(_rows_about, fair) == {}


def test_a_closed_room_that_was_never_archived_is_told_to_nobody_outside(office: RulesOffice) -> None:
    wages = office.make_room(office.cleo, "Wages", "closed")
    office.write(memberships.leave, office.cleo.session_id, wages)
    assert office.read(left_rooms.list_all, office.ana.session_id) == []
    with pytest.raises(NotFound):
        office.write(room_state.delete, office.ana.session_id, wages, "Wages")


def _rows_about(reading: Reading, room_id: str) -> dict[str, int]:
    """How many rows of each table still name the room."""
    found = {}
    for table in models.Base.metadata.sorted_tables:
        for column in table.columns:
            names_a_room = any(key.column.table.name == "rooms" for key in column.foreign_keys)
            if names_a_room or column is models.Room.__table__.c.id:
                count = reading.session.scalar(select(func.count()).select_from(table).where(column == room_id))
                found.update({table.name: count} if count else {})
    return found


def test_what_belongs_to_removed_messages_is_found_along_an_index(office: RulesOffice) -> None:
    """Also where the database itself looks for rows that refer to a removed message, once for each message."""
    plans = office.read(_plans_of_removal)
    assert "saved" in plans
    assert [table for table, plan in plans.items() if "SCAN" in plan] == []


def _plans_of_removal(reading: Reading) -> dict[str, str]:
    explain = "EXPLAIN QUERY PLAN DELETE FROM {} WHERE {} = ?"
    statements = {
        other.name: explain.format(other.name, column.name)
        for other, column in room_removal.references(models.Message.__table__)
    }
    return {name: " ".join(row[3] for row in reading.db.execute(text, ("m1",))) for name, text in statements.items()}


def test_who_shares_no_other_room_with_a_guest_is_not_seen_by_them_after_a_deletion(office: RulesOffice) -> None:
    room_id = office.make_room(office.cleo, "Desk", "closed", office.ana, office.dora)
    other = office.make_room(office.ana, "Garden", "closed", office.dora)
    office.make_guest(office.dora)
    office.events.clear()
    office.write(room_state.delete, office.ana.session_id, room_id, "Desk")
    hidden = json.dumps([str(event) for event in office.events if "hidden" in str(event)])
    assert office.cleo.user_id in hidden
    assert room_of(office, office.dora, other) is not None


def test_members_pin_a_line_on_top_of_a_room_and_guests_do_not(office: RulesOffice, fair: str) -> None:
    office.write(rooms.change, office.dora.session_id, fair, line=" Door code  4711 ")
    assert payloads.room(room_of(office, office.ana, fair))["line"] == "Door code 4711"
    with pytest.raises(Invalid):
        office.write(rooms.change, office.dora.session_id, fair, line="x" * 201)
    office.write(rooms.change, office.dora.session_id, fair, line="")
    assert "line" not in payloads.room(room_of(office, office.ana, fair))
    office.make_guest(office.dora)
    with pytest.raises(Forbidden):
        office.write(rooms.change, office.dora.session_id, fair, line="Mine")
