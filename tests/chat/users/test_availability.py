"""Status, do-not-disturb and quiet hours: seen by others, bounded, and ended by the scheduler."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chat_desktop.chat import boot_snapshot
from chat_desktop.chat.core.events import RuleScheduled, UserChanged
from chat_desktop.chat.users import availability
from chat_desktop.chat.users.availability import QuietHours, SetStatus
from chat_desktop.errors import Invalid
from chat_desktop.wire import payloads
from tests.support.parts.rules_office import Person, RulesOffice

HOUR_MS = 3_600_000
EVENING = QuietHours("18:00", "08:00", [0, 1, 2, 3, 4], "Europe/Berlin")


def seen(office: RulesOffice, who: Person) -> dict[str, Any]:
    """What Ana's page is sent of somebody beside the keys that everybody has."""
    users = office.read(boot_snapshot.full, office.ana.session_id).users
    payload = payloads.user(next(user for user in users if user.id == who.user_id), "online")
    return {key: payload[key] for key in ("status", "do_not_disturb", "quiet_hours") if key in payload}


def at(office: RulesOffice, hours: float) -> datetime:
    return datetime.fromtimestamp((office.now + hours * HOUR_MS) / 1000, UTC)


def test_a_person_who_has_set_nothing_is_sent_as_before(office: RulesOffice) -> None:
    assert seen(office, office.cleo) == {}
    user = office.write(availability.set_status, office.cleo.session_id, SetStatus("🍜", "Lunch"))
    assert payloads.user(user, "online")["status"] == {"emoji": "🍜", "text": "Lunch"}
    office.write(availability.set_status, office.cleo.session_id, SetStatus())
    assert seen(office, office.cleo) == {}


def test_what_ends_is_removed_at_its_moment_and_the_rest_stays(office: RulesOffice) -> None:
    office.events.clear()
    cleo = office.cleo.session_id
    office.write(availability.set_status, cleo, SetStatus("🍜", " Lunch ", at(office, 0.5)))
    office.write(availability.set_do_not_disturb, cleo, True, at(office, 2))
    office.write(availability.set_quiet_hours, cleo, EVENING)
    assert any(isinstance(event, RuleScheduled) for event in office.events)
    assert seen(office, office.cleo)["status"]["until"].endswith("Z")
    assert office.read(availability.due) == office.now + HOUR_MS // 2
    office.now += HOUR_MS // 2
    office.events.clear()
    assert office.write(availability.end_due) == 1
    assert [event.user.id for event in office.events if isinstance(event, UserChanged)] == [office.cleo.user_id]
    assert set(seen(office, office.cleo)) == {"do_not_disturb", "quiet_hours"}
    office.now += 2 * HOUR_MS
    office.write(availability.end_due)
    assert set(seen(office, office.cleo)) == {"quiet_hours"}
    assert office.read(availability.due) is None
    assert office.write(availability.end_due) == 0


def test_do_not_disturb_by_hand_has_no_end(office: RulesOffice) -> None:
    office.write(availability.set_do_not_disturb, office.cleo.session_id, True, None)
    assert seen(office, office.cleo) == {"do_not_disturb": {}}
    assert office.read(availability.due) is None
    office.write(availability.set_do_not_disturb, office.cleo.session_id, False, None)
    assert seen(office, office.cleo) == {}


@pytest.mark.parametrize(
    "status",
    [
        SetStatus("ha", "x"),
        SetStatus("🍜" * 17, "x"),
        SetStatus("", "x" * 81),
        SetStatus("", "a\u202eb"),
        SetStatus("", "x", datetime(2020, 1, 1, tzinfo=UTC)),
        SetStatus("", "x", datetime(2060, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_status_that_cannot_be_shown_is_refused(office: RulesOffice, status: SetStatus) -> None:
    with pytest.raises(Invalid):
        office.write(availability.set_status, office.cleo.session_id, status)


@pytest.mark.parametrize(
    "hours",
    [
        QuietHours("18:00", "18:00", [0], "UTC"),
        QuietHours("24:00", "08:00", [0], "UTC"),
        QuietHours("18:00", "08:00", [], "UTC"),
        QuietHours("18:00", "08:00", [7], "UTC"),
        QuietHours("18:00", "08:00", [1, 1], "UTC"),
        QuietHours("18:00", "08:00", [0], "<b>"),
    ],
)
def test_quiet_hours_that_make_no_sense_are_refused(office: RulesOffice, hours: QuietHours) -> None:
    with pytest.raises(Invalid):
        office.write(availability.set_quiet_hours, office.cleo.session_id, hours)


@pytest.mark.parametrize("emoji", ["\u200b", "\u202e", "\ue000", "123", "-1", "\u0301" * 9, "🍜🍜", "&#1;"])
def test_the_emoji_of_a_status_is_one_emoji(office: RulesOffice, emoji: str) -> None:
    """Everybody sees it beside the name: nothing invisible, and nothing that turns the text around."""
    with pytest.raises(Invalid):
        office.write(availability.set_status, office.cleo.session_id, SetStatus(emoji, "Lunch"))
    assert seen(office, office.cleo) == {}
