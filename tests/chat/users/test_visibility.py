"""Who sees whom: everyone sees everyone, guests see the people of their rooms, and what they see follows the rooms."""

from collections.abc import Callable

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.actors import find
from chat_desktop.chat.core.events import VisibilityChanged
from chat_desktop.chat.core.records import User
from chat_desktop.chat.joining import accounts, removal, roles
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.chat.users import visible_people
from chat_desktop.errors import Forbidden, NotFound
from chat_desktop.storage.queries import users as user_queries
from tests.support.parts.rules_office import Person, RulesOffice


@pytest.fixture
def lunch(office: RulesOffice) -> str:
    """Dora is a guest of this room, in which Ana is too, and Cleo is not."""
    room_id = office.make_room(office.ana, "Lunch")
    office.make_guest(office.dora, room_id)
    office.events.clear()
    return room_id


def people(office: RulesOffice, who: Person) -> dict[str, User]:
    return {user.id: user for user in office.read(boot_snapshot.full, who.session_id).users}


def seen(office: RulesOffice, who: Person) -> set[str]:
    """By the list, in which whom they see no more stands as a name only."""
    return {user.id for user in people(office, who).values() if user.active}


def told(office: RulesOffice, who: Person) -> tuple[set[str], set[str]]:
    """Whom a person was told to see, and to see no more, since the last time."""
    mine = [event for event in office.events if isinstance(event, VisibilityChanged) and who.user_id in event.user_ids]
    office.events.clear()
    shown, hidden = set[str](), set[str]()
    for event in mine:
        shown = (shown | {user.id for user in event.seen}) - {user.id for user in event.hidden}
        hidden = (hidden | {user.id for user in event.hidden}) - {user.id for user in event.seen}
    return shown, hidden


def ids(*who: Person) -> set[str]:
    return {person.user_id for person in who}


def test_a_guest_sees_the_people_of_their_rooms_and_is_seen_by_all(office: RulesOffice, lunch: str) -> None:
    assert seen(office, office.dora) == ids(office.ana, office.dora)
    assert seen(office, office.cleo) == ids(office.ana, office.ben, office.cleo, office.dora)


def test_the_list_and_what_is_told_agree_whatever_happens(office: RulesOffice, lunch: str) -> None:
    """After each step: what the guest knew, with what they were told, is what the list says."""
    other = office.make_room(office.ben, "Project", "closed")
    known = seen(office, office.dora)
    steps: list[Callable[[], object]] = [
        lambda: office.write(memberships.join, office.cleo.session_id, lunch),
        lambda: office.write(memberships.add, office.ben.session_id, other, list(ids(office.dora))),
        lambda: office.write(memberships.add, office.ben.session_id, other, list(ids(office.cleo))),
        lambda: office.write(memberships.leave, office.cleo.session_id, lunch),
        lambda: office.write(memberships.leave, office.cleo.session_id, other),
        lambda: office.write(rooms.get_or_create_direct, office.cleo.session_id, list(ids(office.dora))),
        lambda: office.write(memberships.remove, office.ben.session_id, other, office.dora.user_id),
        lambda: office.write(memberships.leave, office.ana.session_id, lunch),
        lambda: office.write(rooms.create, office.ben.session_id, "New", "open", list(ids(office.dora, office.ana))),
        lambda: office.write(memberships.leave, office.dora.session_id, lunch),
        lambda: office.write(removal.remove, office.ana.session_id, office.ben.user_id),
    ]
    for number, step in enumerate(steps):
        office.events.clear()
        before = office.read(offices.get).users_rev
        step()
        shown, hidden = told(office, office.dora)
        after = (known | shown) - hidden
        assert after == seen(office, office.dora), f"step {number}"
        assert after == known or office.read(offices.get).users_rev > before, "or a page that was away would not ask"
        known = after


def test_nobody_else_is_told_of_what_guests_see(office: RulesOffice, lunch: str) -> None:
    office.write(memberships.join, office.cleo.session_id, lunch)
    (event,) = [event for event in office.events if isinstance(event, VisibilityChanged)]
    assert event.user_ids == (office.dora.user_id,)
    office.events.clear()
    office.make_room(office.ana, "No guests", "open", office.cleo)
    assert not [event for event in office.events if isinstance(event, VisibilityChanged)]


def test_becoming_a_guest_hides_all_others_and_becoming_a_member_shows_them(office: RulesOffice) -> None:
    room_id = office.make_room(office.ana, "Lunch")
    office.make_guest(office.dora, room_id)
    assert told(office, office.dora) == (ids(office.ana, office.dora), ids(office.ben, office.cleo))
    office.write(roles.change, office.ana.session_id, office.dora.user_id, "member")
    assert told(office, office.dora)[0] == ids(office.ana, office.ben, office.cleo, office.dora)


def test_two_guests_of_different_rooms_do_not_see_each_other(office: RulesOffice, lunch: str) -> None:
    other = office.make_room(office.ana, "Project")
    office.make_guest(office.cleo, other)
    assert office.cleo.user_id not in people(office, office.dora)
    assert office.dora.user_id not in people(office, office.cleo)
    office.write(memberships.add, office.ana.session_id, other, [office.dora.user_id])
    assert office.cleo.user_id in people(office, office.dora)
    assert office.dora.user_id in people(office, office.cleo)


def test_who_wrote_and_left_stays_as_a_name_and_nothing_else(office: RulesOffice, lunch: str) -> None:
    office.write(memberships.join, office.cleo.session_id, lunch)
    office.post(office.cleo, "bye", lunch)
    office.write(memberships.join, office.ben.session_id, lunch)
    for who in (office.cleo, office.ben):
        office.write(memberships.leave, who.session_id, lunch)
    office.give_role(office.cleo, "admin")
    listed = people(office, office.dora)
    assert listed[office.cleo.user_id] == User(office.cleo.user_id, "Cleo", "member", False)
    assert office.ben.user_id not in listed, "who wrote nothing there is nobody again"


def test_a_guest_talks_with_those_they_see(office: RulesOffice, lunch: str) -> None:
    direct = office.write(rooms.get_or_create_direct, office.dora.session_id, [office.ana.user_id])[0]
    assert direct.member_count == 2
    for user_id in (office.cleo.user_id, "nobody"):
        with pytest.raises(NotFound) as caught:
            office.write(rooms.get_or_create_direct, office.dora.session_id, [user_id])
        assert caught.value.message == "One of these people isn't in this office."
    office.write(removal.remove, office.ana.session_id, office.cleo.user_id)
    with pytest.raises(NotFound):
        office.write(rooms.get_or_create_direct, office.dora.session_id, [office.cleo.user_id])


def test_a_guest_brings_nobody_together(office: RulesOffice, lunch: str) -> None:
    """Or two guests of different rooms would learn of each other by a third."""
    office.write(memberships.join, office.cleo.session_id, lunch)
    with pytest.raises(Forbidden):
        office.write(rooms.get_or_create_direct, office.dora.session_id, [office.ana.user_id, office.cleo.user_id])
    both = [office.cleo.user_id, office.dora.user_id]
    group = office.write(rooms.get_or_create_direct, office.ana.session_id, both)[0]
    again = office.write(rooms.get_or_create_direct, office.dora.session_id, [office.ana.user_id, office.cleo.user_id])
    assert (again[0].id, again[1]) == (group.id, False)


def test_mentions_find_the_people_of_the_room_alone(office: RulesOffice, lunch: str) -> None:
    assert office.post(office.dora, "@Cleo @Ana", lunch).mentions == f'["{office.ana.user_id}"]'


def test_a_rename_of_somebody_unseen_is_no_guests_business(office: RulesOffice, lunch: str) -> None:
    office.write(accounts.rename, office.cleo.session_id, "Cleopatra")
    assert told(office, office.dora) == (set(), set())


def test_whom_a_guest_sees_when_they_connect(office: RulesOffice, lunch: str) -> None:
    assert office.read(boot_snapshot.welcome, office.dora.session_id)[3] == frozenset(ids(office.ana, office.dora))
    assert office.read(boot_snapshot.welcome, office.cleo.session_id)[3] is None


def test_names_of_those_who_left_are_looked_for_in_the_newest_messages_only(
    office: RulesOffice, lunch: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.write(memberships.join, office.cleo.session_id, lunch)
    office.post(office.cleo, "bye", lunch)
    office.write(memberships.leave, office.cleo.session_id, lunch)
    fewer = user_queries.AUTHORS.replace(str(user_queries.LOOK_BACK_MESSAGES), "2")
    monkeypatch.setattr(user_queries, "AUTHORS", fewer)
    office.post(office.ana, "1", lunch)
    assert office.cleo.user_id in people(office, office.dora)
    office.post(office.ana, "2", lunch)
    assert office.cleo.user_id not in people(office, office.dora)


def test_a_list_of_people_is_read_with_the_role_of_that_moment(office: RulesOffice, lunch: str) -> None:
    actor = office.read(find, office.dora.session_id)
    assert {user.id for user in office.read(visible_people.people_for, actor)} == ids(office.ana, office.dora)
    office.write(roles.change, office.ana.session_id, office.dora.user_id, "member")
    assert len(people(office, office.dora)) == 4
