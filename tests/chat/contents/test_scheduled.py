"""Scheduled messages: the host posts them at their time, as long as their author may write there."""

from datetime import UTC, datetime

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.contents import scheduled
from chat_desktop.chat.contents.scheduled import MOST, Scheduled
from chat_desktop.chat.core.content_commands import ChangeScheduled, Schedule
from chat_desktop.chat.core.events import MessagePosted, ReadChanged, ScheduledChanged
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.messages import history, room_removal, room_state
from chat_desktop.chat.rooms import memberships, rooms
from chat_desktop.errors import ChatError, Forbidden, Invalid, NotFound, TooLong
from chat_desktop.wire import personal
from tests.support.parts.rules_office import Person, RulesOffice

HOUR_MS = 3_600_000


def at(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)


def schedule(
    office: RulesOffice,
    who: Person,
    body: str = "good morning",
    room_id: str | None = None,
    hours: float = 1,
    reply_to: str | None = None,
) -> Scheduled:
    asked = Schedule(room_id or office.home, body, at(office.now + int(hours * HOUR_MS)), reply_to)
    return office.write(scheduled.create, who.session_id, asked)


def pass_hours(office: RulesOffice, hours: float) -> None:
    office.now += int(hours * HOUR_MS)
    office.write(scheduled.run)


def bodies(office: RulesOffice, room_id: str | None = None) -> list[str]:
    return [
        message.body for message in office.read(history.page, office.ana.session_id, room_id or office.home).messages
    ]


def mine(office: RulesOffice, who: Person) -> list[Scheduled]:
    return office.read(scheduled.list_own, who.session_id)


def test_a_message_is_posted_at_its_time_with_its_mentions(office: RulesOffice) -> None:
    first = office.post(office.ben, "who comes?")
    made = schedule(office, office.cleo, "@Ana good morning", reply_to=first.id)
    assert office.read(scheduled.due) == made.send_at
    pass_hours(office, 0.5)
    assert bodies(office) == ["who comes?"]
    pass_hours(office, 0.5)
    message = office.read(history.page, office.ana.session_id, office.home).messages[-1]
    assert (message.body, message.sender_id, message.reply_to) == ("@Ana good morning", office.cleo.user_id, first.id)
    assert (message.created_at, office.ana.user_id in str(message.mentions)) == (made.send_at, True)
    assert (mine(office, office.cleo), office.read(scheduled.due)) == ([], None)


def test_a_new_start_sends_what_was_due_meanwhile_once_and_in_order(office: RulesOffice) -> None:
    schedule(office, office.cleo, "second", hours=2)
    schedule(office, office.ben, "first", hours=1)
    pass_hours(office, 48)
    pass_hours(office, 1)
    assert bodies(office) == ["first", "second"]


def test_what_the_host_posts_leaves_the_room_unread_for_its_author(office: RulesOffice) -> None:
    schedule(office, office.cleo)
    office.post(office.ben, "news")
    pass_hours(office, 1)
    (room,) = office.read(rooms.list_own, office.cleo.session_id)
    assert room.last_seq - room.read_seq == 2


def test_its_author_changes_sends_and_deletes_it(office: RulesOffice) -> None:
    made = schedule(office, office.cleo)
    change = ChangeScheduled("good evening", at(office.now + 2 * HOUR_MS))
    office.write(scheduled.change, office.cleo.session_id, made.id, change)
    pass_hours(office, 1)
    assert bodies(office) == []
    sent: Message = office.write(scheduled.send_now, office.cleo.session_id, made.id)
    assert sent.body == "good evening"
    again = schedule(office, office.cleo)
    office.write(scheduled.delete, office.cleo.session_id, again.id)
    pass_hours(office, 5)
    assert bodies(office) == ["good evening"]
    for rule in (scheduled.delete, scheduled.send_now):
        with pytest.raises(NotFound):
            office.write(rule, office.cleo.session_id, made.id)


def test_nobody_else_sees_or_touches_it(office: RulesOffice) -> None:
    made = schedule(office, office.cleo)
    assert mine(office, office.ana) == []
    with pytest.raises(NotFound):
        office.write(scheduled.delete, office.ana.session_id, made.id)
    assert {event.user_id for event in office.events if isinstance(event, ScheduledChanged)} == {office.cleo.user_id}


def test_who_may_no_longer_write_there_is_told_and_nothing_is_sent(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo)
    schedule(office, office.cleo, "left", room)
    office.write(memberships.leave, office.cleo.session_id, room)
    office.events.clear()
    pass_hours(office, 1)
    (kept,) = mine(office, office.cleo)
    assert (kept.problem, kept.body) == ("You're no longer in this room.", "left")
    assert [event for event in office.events if isinstance(event, ScheduledChanged)] == [
        ScheduledChanged(office.cleo.user_id, 1)
    ]
    assert office.read(scheduled.due) is None
    with pytest.raises(ChatError):
        office.write(scheduled.send_now, office.cleo.session_id, kept.id)
    with pytest.raises(Invalid):
        office.write(scheduled.change, office.cleo.session_id, kept.id, ChangeScheduled("other"))
    office.write(memberships.add, office.ana.session_id, room, [office.cleo.user_id])
    office.write(scheduled.change, office.cleo.session_id, kept.id, ChangeScheduled(None, at(office.now + HOUR_MS)))
    pass_hours(office, 1)
    assert bodies(office, room) == ["left"]


def test_whoever_was_removed_or_made_read_only_posts_nothing(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo, office.dora)
    schedule(office, office.cleo, "reader", room)
    schedule(office, office.dora, "gone", room)
    office.make_guest(office.cleo, room, read_only=True)
    office.remove_from_office(office.dora)
    pass_hours(office, 1)
    assert bodies(office, room) == []
    with pytest.raises(Forbidden):
        schedule(office, office.cleo, "again", room)


@pytest.mark.parametrize("hours", [0, -1, 367 * 24])
def test_the_time_is_to_come_within_a_year(office: RulesOffice, hours: float) -> None:
    with pytest.raises(Invalid) as caught:
        schedule(office, office.cleo, hours=hours)
    assert caught.value.details["field"] == "send_at"


def test_what_could_not_be_posted_is_not_scheduled(office: RulesOffice) -> None:
    foreign = office.make_room(office.ana, "Kitchen", "closed")
    for wrong, error in (
        ({"body": " "}, Invalid),
        ({"body": "x" * 8_001}, TooLong),
        ({"room_id": foreign}, NotFound),
        ({"reply_to": "0"}, Invalid),
    ):
        with pytest.raises(error):
            schedule(office, office.cleo, **wrong)  # type: ignore[arg-type]


def test_one_person_schedules_fifty_at_most(office: RulesOffice) -> None:
    for number in range(MOST):
        schedule(office, office.cleo, str(number))
    with pytest.raises(Invalid, match="50"):
        schedule(office, office.cleo)
    schedule(office, office.dora)


def test_the_read_mark_of_an_author_stays(office: RulesOffice) -> None:
    schedule(office, office.cleo)
    office.events.clear()
    pass_hours(office, 1)
    assert [type(event) for event in office.events if isinstance(event, MessagePosted | ReadChanged)] == [MessagePosted]


def test_nothing_is_sent_into_an_archived_room(office: RulesOffice) -> None:
    room = office.make_room(office.cleo, "Kitchen", "closed", office.ana)
    schedule(office, office.cleo, "late", room)
    office.write(room_state.archive, office.cleo.session_id, room, True)
    pass_hours(office, 1)
    assert bodies(office, room) == []
    assert "archived" in str(mine(office, office.cleo)[0].problem)
    with pytest.raises(Forbidden):
        schedule(office, office.cleo, "never", room)
    assert len(mine(office, office.cleo)) == 1


def test_a_deleted_room_takes_scheduled_messages_along_and_every_device_of_their_authors_learns_of_it(
    office: RulesOffice,
) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo, office.dora)
    schedule(office, office.cleo, "here", room)
    schedule(office, office.cleo, "elsewhere")
    schedule(office, office.dora, "here too", room)
    assert welcomed_with(office, office.cleo) == {"scheduled": 2}
    office.write(room_state.delete, office.ana.session_id, room, "Kitchen")
    office.events.clear()
    while office.read(room_removal.due) is not None:
        office.write(room_removal.run)
    told = {event.user_id: event.count for event in office.events if isinstance(event, ScheduledChanged)}
    assert told == {office.cleo.user_id: 1, office.dora.user_id: 0}
    assert welcomed_with(office, office.cleo) == {"scheduled": 1}
    assert welcomed_with(office, office.dora) == {}


def welcomed_with(office: RulesOffice, who: Person) -> dict[str, object]:
    """What of a person's own a new connection is sent."""
    return personal.own(office.write(boot_snapshot.welcome, who.session_id)[2])


def test_a_client_id_that_its_author_has_used_stops_nobodys_messages(office: RulesOffice) -> None:
    made = schedule(office, office.cleo, "mine")
    office.post(office.cleo, "I was first", client_id=f"scheduled-{made.id}")
    schedule(office, office.dora, "of somebody else")
    pass_hours(office, 1)
    assert sorted(bodies(office)) == ["I was first", "mine", "of somebody else"]
