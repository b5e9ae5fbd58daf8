"""What is removed because nothing reads it any more, and what stays."""

import time
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.chat.joining import accounts, cleanup, invites
from chat_desktop.chat.joining.cleanup import BATCH, FORGOTTEN_MS, KEPT_MS
from chat_desktop.chat.users import devices, sessions
from chat_desktop.chat.users.sessions import DAY_MS
from chat_desktop.errors import BadCode
from chat_desktop.web import cookies
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.tiny_server import until
from tests.support.parts.rules_office import BROWSER, Person, RulesOffice

TABLES = ("users", "messages", "audit", "memberships", "sessions", "sign_in_links", "invites", "invite_rooms")


def counts(office: RulesOffice) -> dict[str, int]:
    return office.read(
        lambda reading: {name: reading.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}
    )


def due(office: RulesOffice) -> int:
    return office.read(cleanup.due)


def sweep(office: RulesOffice) -> int:
    """As the scheduler does: at the moment that the rule names, until it is due later."""
    removed = 0
    while due(office) <= office.now:
        removed += office.write(cleanup.run)
    return removed


def sign_in_again(office: RulesOffice, who: Person) -> str:
    return office.write(sessions.start_for, who.user_id, None, BROWSER).session_id


def invite(office: RulesOffice) -> Any:
    return office.write(invites.create, office.ana.session_id, "", "member", False, [], None)


def test_a_session_that_ended_is_removed_after_a_month_at_the_end_of_the_day(office: RulesOffice) -> None:
    ended = sign_in_again(office, office.cleo)
    office.write(sessions.end, ended)
    before, moment = counts(office), due(office)
    assert KEPT_MS <= moment - office.now <= KEPT_MS + DAY_MS
    assert moment % DAY_MS == 0
    office.now = moment - 1
    assert sweep(office) == 0
    office.now = moment
    assert sweep(office) == 1
    assert counts(office) == before | {"sessions": before["sessions"] - 1}
    assert due(office) > office.now


def test_who_is_signed_in_stays_so_and_one_who_is_away_for_a_year_keeps_the_row(office: RulesOffice) -> None:
    assert FORGOTTEN_MS >= cookies.LIFETIME_SECONDS * 1000
    before = counts(office)
    office.now += FORGOTTEN_MS - DAY_MS
    assert sweep(office) == 0
    office.write(sessions.touch, office.ana.session_id)
    office.now += 2 * DAY_MS
    assert sweep(office) == 3, "no browser has a cookie of these any more"
    assert counts(office) == before | {"sessions": 1}
    assert office.read(sessions.find, office.ana.token) is not None


def test_a_link_says_for_a_month_that_it_has_expired(office: RulesOffice) -> None:
    link = office.write(devices.create_device_link, office.cleo.session_id)
    for after, reason, rows in ((KEPT_MS // 2, "expired", 1), (KEPT_MS, "unknown", 0)):
        office.now += after
        sweep(office)
        with pytest.raises(BadCode) as caught:
            office.read(devices.resolve_link, link.token)
        assert caught.value.details["reason"] == reason
        assert counts(office)["sign_in_links"] == rows


def test_a_link_goes_with_the_session_that_made_it(office: RulesOffice) -> None:
    """It refers to that session, and it expires four hours later, perhaps on another day."""
    started = sign_in_again(office, office.cleo)
    office.now = due(office) + DAY_MS - 60_000  # at midnight, less a minute
    office.write(devices.create_device_link, started)
    office.write(sessions.end, started)
    office.now += KEPT_MS + 60_000
    sweep(office)
    assert counts(office)["sign_in_links"] == 0


def test_an_invite_is_removed_when_it_was_turned_off_and_nobody_came_by_it(office: RulesOffice) -> None:
    room = office.make_room(office.ana, "Reception")
    unused, used, standing = (
        office.write(invites.create, office.ana.session_id, "", "member", False, [room], None) for _ in range(3)
    )
    office.write(accounts.join, used.code, "Eve", "hash", BROWSER)
    for one in (unused, used):
        office.write(invites.revoke, office.ana.session_id, one.id)
    before = counts(office)
    office.now += KEPT_MS + DAY_MS
    assert sweep(office) == 1
    after = counts(office)
    assert after == before | {"invites": 2, "invite_rooms": 2}
    assert [one.id for one in office.read(invites.list_active, office.ana.session_id)] == [standing.id]


def test_many_rows_are_removed_in_parts(office: RulesOffice) -> None:
    def end_many(work: Any) -> None:
        for number in range(BATCH + 10):
            work.db.execute(
                "INSERT INTO sessions (id, token_hash, user_id, created_at, seen_at, ended_at, address, agent)"
                " SELECT ?, ?, user_id, created_at, seen_at, ?, address, agent FROM sessions WHERE id = ?",
                (f"s{number}", b"%d" % number, work.now, office.ana.session_id),
            )

    office.write(end_many)
    office.now += KEPT_MS + DAY_MS
    assert office.write(cleanup.run) == BATCH
    assert due(office) <= office.now
    assert office.write(cleanup.run) == 10
    assert due(office) > office.now


def test_a_host_removes_at_its_start_what_became_due_while_it_was_off(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    office = RulesOffice(tmp_path / "data")
    now = time.time_ns() // 1_000_000
    office.now = now - 2 * KEPT_MS
    office.write(sessions.end, sign_in_again(office, office.cleo))
    office.write(lambda work: work.db.execute("UPDATE sessions SET seen_at = ?", (now,)))
    before = counts(office)
    host = ServedHost(tmp_path, forks=SHARED)
    try:
        until(lambda: counts(office)["sessions"] == before["sessions"] - 1, "the session that ended to be removed")
        assert counts(office) == before | {"sessions": before["sessions"] - 1}
        assert "scheduled rule" not in host.log
    finally:
        host.kill()
        office.close()
