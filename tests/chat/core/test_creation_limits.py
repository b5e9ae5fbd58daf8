"""What one person may create in a while."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from chat_desktop.chat.contents import scheduled
from chat_desktop.chat.core import creation_limits
from chat_desktop.chat.core.content_commands import Schedule
from chat_desktop.chat.core.creation_limits import BOUNDS, OWNER_TIMES, CreationLimits, Kind
from chat_desktop.chat.core.records import Room
from chat_desktop.chat.joining import accounts, invites, join_methods
from chat_desktop.chat.messages import room_state
from chat_desktop.chat.reading import pins
from chat_desktop.chat.rooms import rooms
from chat_desktop.chat.users import devices, sessions
from chat_desktop.errors import NameTaken, NotFound, RateLimited
from tests.support.clocks.clock import Clock
from tests.support.parts.rules_office import BROWSER, Person, RulesOffice

numbers = count(1)


@pytest.fixture
def clock(office: RulesOffice) -> Clock:
    """What the office's limits go by."""
    clock = Clock()
    office.limits = CreationLimits(clock)
    return clock


def make_room(office: RulesOffice, who: Person) -> None:
    office.write(rooms.create, who.session_id, f"Room {next(numbers)}", "closed")


def start_direct(office: RulesOffice, who: Person) -> None:
    number = next(numbers)
    office.write(rooms.get_or_create_direct, who.session_id, [office.join(f"Friend {number}").user_id])


def link_device(office: RulesOffice, who: Person) -> None:
    office.write(devices.create_device_link, who.session_id)


def link_back(office: RulesOffice, who: Person) -> None:
    office.write(devices.create_recovery_link, who.session_id, office.dora.user_id)


def make_invite(office: RulesOffice, who: Person) -> None:
    made = office.write(invites.create, who.session_id, "x", "member", False, [], None)
    office.write(invites.revoke, who.session_id, made.id)


def renew_link(office: RulesOffice, who: Person) -> None:
    office.write(join_methods.renew, who.session_id, "link")


def sign_in(office: RulesOffice, who: Person) -> None:
    office.write(sessions.start_for, who.user_id, "hash", BROWSER)


def change_room(office: RulesOffice, who: Person) -> None:
    office.write(rooms.change, who.session_id, office.home, topic=f"Topic {next(numbers)}")


def change_name(office: RulesOffice, who: Person) -> None:
    office.write(accounts.rename, who.session_id, f"Somebody {next(numbers)}")


def try_taken_name(office: RulesOffice, who: Person) -> None:
    with pytest.raises(NameTaken):
        office.write(accounts.rename, who.session_id, "Cleo")


def room_for(office: RulesOffice, who: Person, name: str) -> Room:
    found = [room for room in office.read(rooms.list_own, who.session_id) if room.name == name]
    if not found:
        office.make_room(office.ana, name, "closed", office.ben)
        return room_for(office, who, name)
    return found[0]


def archive_room(office: RulesOffice, who: Person) -> None:
    """Or brings it back; what it is already does not count."""
    room = room_for(office, who, "Archive")
    office.write(room_state.archive, who.session_id, room.id, archived=room.archived)
    office.write(room_state.archive, who.session_id, room.id, archived=not room.archived)


def close_room(office: RulesOffice, who: Person) -> None:
    room = room_for(office, who, "Close")
    office.write(room_state.set_kind, who.session_id, room.id, "closed" if room.kind == "open" else "open")


def pin(office: RulesOffice, who: Person) -> None:
    message = office.post(who, "Pin me")
    office.write(pins.pin, who.session_id, message.id)
    office.write(pins.pin, who.session_id, message.id)


def schedule(office: RulesOffice, who: Person) -> None:
    """What is sent at once counts too: or it would be a way to post without the limit of the socket."""
    at = datetime.fromtimestamp(office.now / 1_000 + 60, UTC)
    made = office.write(scheduled.create, who.session_id, Schedule(office.home, "Later", at))
    office.write(scheduled.send_now, who.session_id, made.id)


CREATIONS: list[tuple[Kind, Callable[[RulesOffice, Person], None]]] = [
    ("room", make_room),
    ("direct", start_direct),
    ("link", link_device),
    ("link", link_back),
    ("link", make_invite),
    ("link", renew_link),
    ("session", sign_in),
    ("room_change", change_room),
    ("room_change", archive_room),
    ("room_change", close_room),
    ("name", change_name),
    ("name", try_taken_name),
    ("pin", pin),
    ("scheduled", schedule),
]


@pytest.mark.parametrize(("kind", "create"), CREATIONS, ids=[create.__name__ for _, create in CREATIONS])
def test_a_person_creates_so_much_at_once_and_then_slowly(
    office: RulesOffice,
    clock: Clock,
    kind: Kind,
    create: Callable[[RulesOffice, Person], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bound = BOUNDS[kind]._replace(burst=min(BOUNDS[kind].burst, 60))  # hundreds of changes of a room take seconds
    monkeypatch.setitem(BOUNDS, kind, bound)
    for _ in range(int(bound.burst)):
        create(office, office.ben)
    with pytest.raises(RateLimited) as refused:
        create(office, office.ben)
    assert refused.value.details == {"retry_after": bound.seconds}
    assert refused.value.key == bound.key
    clock.now += bound.seconds
    create(office, office.ben)
    with pytest.raises(RateLimited):
        create(office, office.ben)
    create(office, office.ana)


def test_what_is_refused_for_another_reason_or_is_there_already_does_not_count(
    office: RulesOffice, clock: Clock
) -> None:
    for _ in range(200):
        office.write(rooms.get_or_create_direct, office.cleo.session_id, [office.dora.user_id])
        with pytest.raises(NotFound):
            office.write(rooms.create, office.cleo.session_id, "Lunch", "closed", ["nobody"])
    make_room(office, office.cleo)


def test_the_owner_may_import(office: RulesOffice, clock: Clock) -> None:
    for _ in range(int(BOUNDS["room"].burst) * 5):
        make_room(office, office.ana)


def test_a_new_password_and_recovery_are_never_refused(office: RulesOffice, clock: Clock) -> None:
    """Or a thief could keep a person out of their own account."""
    for _ in range(int(BOUNDS["session"].burst)):
        sign_in(office, office.cleo)
    link = office.write(devices.create_recovery_link, office.ana.session_id, office.cleo.user_id)
    assert office.write(devices.redeem, link.token, BROWSER).user.id == office.cleo.user_id


def test_buckets_that_are_full_again_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(creation_limits, "MOST_KEPT", 10)
    clock = Clock()
    limits = CreationLimits(clock)
    for number in range(10):
        limits.take("room", f"early-{number}", "member")
    clock.now += BOUNDS["room"].seconds
    limits.take("room", "late", "member")
    assert len(limits) == 1


def test_an_owner_of_yesterday_has_a_members_bound_today() -> None:
    limits = CreationLimits(Clock())
    for _ in range(int(BOUNDS["room"].burst) * OWNER_TIMES):
        limits.take("room", "a", "owner")
    with pytest.raises(RateLimited):
        limits.take("room", "a", "owner")
    limits.take("room", "a", "admin")
