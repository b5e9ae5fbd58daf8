"""Urgent messages: who may send them, who is asked and again asked, who confirms, and how they end."""

from typing import Any

import pytest

from chat_desktop.chat.contents import answers, moments, urgent
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.creation_limits import CreationLimits
from chat_desktop.chat.core.events import MessageChanged, UrgentAsked, UrgentEnded, UrgentReleased
from chat_desktop.chat.core.records import Message
from chat_desktop.chat.joining import removal
from chat_desktop.chat.messages import contents, posting, room_removal, room_state
from chat_desktop.chat.rooms import memberships
from chat_desktop.errors import Forbidden, Invalid, NotFound, RateLimited
from chat_desktop.wire import parsing, payloads
from tests.support.parts.rules_office import Person, RulesOffice


def post(office: RulesOffice, who: Person, room_id: str | None = None, body: str = "The water is off.") -> Message:
    office.now += 1
    asked = {"room_id": room_id or office.home, "client_id": f"u{office.now}", "body": body, "content": {"urgent": {}}}
    return office.write(posting.post, who.session_id, parsing.convert(PostMessage, asked))


def confirm(office: RulesOffice, who: Person, message: Message) -> Message:
    return office.write(urgent.confirm, who.session_id, message.id)


def shown(office: RulesOffice, message: Message) -> dict[str, Any]:
    found: dict[str, Any] = payloads.message(office.read(posting.get, office.ben.session_id, message.id))
    return found["content"]["urgent"]  # type: ignore[no-any-return]


def counts(office: RulesOffice, message: Message) -> tuple[int, int]:
    found = shown(office, message)
    return found["confirmed"], found["asked"]


def later(office: RulesOffice, ms: int) -> None:
    office.now += ms
    office.write(moments.run)


def asked(office: RulesOffice) -> list[tuple[set[str], bool]]:
    """Whom the last events have asked, and whether for another time. They are forgotten then."""
    found = [
        (set(event.user_ids), event.at > event.message.created_at)
        for event in office.events
        if isinstance(event, UrgentAsked)
    ]
    office.events.clear()
    return found


def ids(*people: Person) -> set[str]:
    return {person.user_id for person in people}


def test_everyone_else_is_asked_and_again_every_five_minutes_until_all_have_confirmed(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    assert (message.body, counts(office, message)) == ("The water is off.", (0, 3))
    assert asked(office) == [(ids(office.ana, office.ben, office.dora), False)]
    confirm(office, office.ben, message)
    later(office, contents.REMIND_EVERY_MS - 1)
    assert asked(office) == []
    later(office, 1)
    assert asked(office) == [(ids(office.ana, office.dora), True)]
    confirm(office, office.ana, message)
    later(office, contents.REMIND_EVERY_MS)
    assert asked(office) == [(ids(office.dora), True)]
    confirm(office, office.dora, message)
    assert (counts(office, message), shown(office, message)["ended_at"]) == ((3, 3), payloads.time(office.now))
    assert UrgentEnded(message.id) in office.events
    assert office.read(moments.due) is None


def test_after_a_long_pause_of_the_host_people_are_asked_once(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    office.events.clear()
    later(office, 100 * contents.REMIND_EVERY_MS)
    assert len(asked(office)) == 1
    assert office.read(moments.due) == office.now + contents.REMIND_EVERY_MS
    office.write(urgent.load)  # as at the start
    (event,) = [event for event in office.events if isinstance(event, UrgentAsked)]
    assert (event.message.id, set(event.user_ids)) == (message.id, ids(office.ana, office.ben, office.dora))


def test_what_is_due_at_a_start_is_asked_once(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    office.events.clear()
    office.now += contents.REMIND_EVERY_MS
    office.write(urgent.load)
    assert asked(office) == []
    office.write(moments.run)
    reminded_at = office.now
    office.now += 60_000
    office.write(urgent.load)
    assert [event.at for event in office.events if isinstance(event, UrgentAsked)] == [reminded_at, reminded_at]
    assert shown(office, message)["ended_at"] is None


def test_after_a_week_it_ends_by_itself(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    office.events.clear()
    later(office, contents.REMIND_LONGEST_MS - 1)
    assert len(asked(office)) == 1
    later(office, contents.REMIND_EVERY_MS)
    assert asked(office) == []
    assert (shown(office, message)["ended_at"], counts(office, message)) == (payloads.time(office.now), (0, 3))
    assert office.read(moments.due) is None


def test_the_board_says_who_has_confirmed_when_and_who_has_not(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    posted_at = office.now
    later(office, 60_000)
    confirm(office, office.ben, message)
    found = office.read(answers.get, office.dora.session_id, message.id)
    assert {user_id: at for user_id, _, at in found.answers} == {
        office.ana.user_id: None,
        office.ben.user_id: office.now,
        office.dora.user_id: None,
    }
    assert (found.mine, found.next_at) == ((), posted_at + contents.REMIND_EVERY_MS)
    assert office.read(answers.get, office.ben.session_id, message.id).mine == (0,)


def test_confirming_twice_changes_nothing_more(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    first = confirm(office, office.ben, message)
    office.now += 5_000
    assert confirm(office, office.ben, message).rev == first.rev


def test_confirmations_of_one_second_are_published_twice_at_most(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Hall", "open", office.ben, office.cleo, office.dora)
    people = [office.join(f"Person {number}") for number in range(6)]
    for person in people:
        office.write(memberships.join, person.session_id, room)
    message = post(office, office.ana, room)
    office.events.clear()
    for person in people:
        confirm(office, person, message)
    later(office, 1_001)
    assert sum(isinstance(event, MessageChanged) for event in office.events) == 2
    assert counts(office, message) == (6, 9)


def test_only_those_who_were_there_confirm(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    late = office.join("Latecomer")
    for person in (office.cleo, late):
        with pytest.raises(Forbidden):
            confirm(office, person, message)
    with pytest.raises(NotFound):
        confirm(office, office.ben, office.post(office.ana, "plain"))


def test_its_author_and_admins_end_it(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    with pytest.raises(Forbidden, match="sent the urgent message"):
        office.write(urgent.end, office.dora.session_id, message.id)
    office.write(urgent.end, office.cleo.session_id, message.id)
    rev = office.write(urgent.end, office.ben.session_id, message.id).rev
    assert rev == office.read(posting.get, office.ben.session_id, message.id).rev
    assert UrgentEnded(message.id) in office.events
    assert office.read(moments.due) is None
    with pytest.raises(Forbidden, match="ended"):
        confirm(office, office.dora, message)
    assert len(office.read(answers.get, office.dora.session_id, message.id).answers) == 3, "the board stays"


def test_it_is_not_edited_and_a_deleted_one_asks_nobody(office: RulesOffice) -> None:
    message = post(office, office.cleo)
    with pytest.raises(Forbidden):
        office.write(posting.edit, office.cleo.session_id, message.id, "Other")
    office.write(posting.delete, office.cleo.session_id, message.id)
    assert UrgentEnded(message.id) in office.events
    assert office.read(moments.due) is None


def test_a_guest_and_a_reader_are_asked_but_send_none(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Kitchen", "closed", office.cleo, office.dora)
    office.make_guest(office.cleo, room, read_only=True)
    office.make_guest(office.dora, room)
    for person in (office.cleo, office.dora):
        with pytest.raises(Forbidden):
            post(office, person, room)
    message = post(office, office.ana, room)
    for person in (office.cleo, office.dora):
        message = confirm(office, person, message)
    assert payloads.message(message)["content"]["urgent"]["confirmed"] == 2


def test_what_cannot_be_asked_is_refused(office: RulesOffice) -> None:
    alone = office.make_room(office.ana, "Alone", "closed")
    with pytest.raises(Invalid, match="Nobody else"):
        post(office, office.ana, alone)
    with pytest.raises(Invalid, match="1,000"):
        post(office, office.ana, body="x" * (contents.URGENT_MAX_CHARACTERS + 1))


def test_nobody_stops_the_office(office: RulesOffice) -> None:
    for _ in range(contents.URGENT_MOST):
        last = post(office, office.cleo)
    with pytest.raises(Forbidden, match="End one"):
        post(office, office.cleo)
    office.write(urgent.end, office.cleo.session_id, last.id)
    post(office, office.cleo)
    office.limits = CreationLimits(lambda: 0.0)
    for _ in range(3):
        office.write(urgent.end, office.dora.session_id, post(office, office.dora).id)
    with pytest.raises(RateLimited, match="urgent"):
        post(office, office.dora)


def test_who_leaves_or_is_deactivated_is_no_longer_asked(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Hall", "open", office.ben, office.cleo, office.dora)
    message = post(office, office.ana, room)
    confirm(office, office.ben, message)
    office.write(memberships.leave, office.cleo.session_id, room)
    assert UrgentReleased(message.id, office.cleo.user_id) in office.events
    later(office, 1_001)
    assert counts(office, message) == (1, 2)
    office.write(removal.deactivate, office.ana.session_id, office.dora.user_id)
    assert UrgentReleased(message.id, office.dora.user_id) in office.events
    later(office, 1_001)
    assert counts(office, message) == (1, 1)
    assert shown(office, message)["ended_at"], "the last one who had not confirmed is gone"
    assert office.read(moments.due) is None


def test_in_an_archived_room_nobody_is_asked(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Hall", "open", office.ben)
    message = post(office, office.ana, room)
    office.write(room_state.archive, office.ana.session_id, room, True)
    office.events.clear()
    later(office, 1)
    assert asked(office) == []
    assert shown(office, message)["ended_at"]
    with pytest.raises(Forbidden):
        post(office, office.ana, room)


def test_in_a_deleted_room_nobody_is_asked(office: RulesOffice) -> None:
    room = office.make_room(office.cleo, "Hall", "open", office.ana, office.ben)
    message = post(office, office.cleo, room)
    office.events.clear()
    office.write(room_state.delete, office.ana.session_id, room, "Hall")
    released = {event.user_id for event in office.events if isinstance(event, UrgentReleased)}
    assert released == ids(office.ana, office.ben)
    later(office, contents.REMIND_EVERY_MS)
    assert asked(office) == []
    while office.write(room_removal.run):
        office.write(moments.run)
    assert office.read(moments.due) is None
    with pytest.raises(NotFound):
        confirm(office, office.ben, message)


def test_who_is_removed_is_no_longer_asked(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Hall", "open", office.ben, office.cleo, office.dora)
    message = post(office, office.ana, room)
    office.write(memberships.remove, office.ana.session_id, room, office.cleo.user_id)
    office.write(removal.ban, office.ana.session_id, office.dora.user_id)
    later(office, 1_001)
    assert counts(office, message) == (0, 1)
    office.events.clear()
    later(office, contents.REMIND_EVERY_MS)
    assert asked(office) == [(ids(office.ben), True)]
    office.write(memberships.join, office.cleo.session_id, room)
    with pytest.raises(Forbidden, match="when the message was sent"):
        confirm(office, office.cleo, message)


@pytest.mark.parametrize("act", [removal.deactivate, removal.ban])
def test_when_its_author_leaves_the_office_it_ends(office: RulesOffice, act: Any) -> None:
    message, other = post(office, office.cleo), post(office, office.dora)
    office.write(act, office.ana.session_id, office.cleo.user_id)
    office.events.clear()
    later(office, 1_001)
    assert asked(office) == []
    assert shown(office, message)["ended_at"]
    assert shown(office, other)["ended_at"] is None
