"""A full disk, a broken one and a damaged database are said to whoever waits, and do not fill the log."""

import logging
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import ChatError, Damaged, DiskFull, Internal, NotFound, Stalled
from chat_desktop.runtime.searching.child import Child
from chat_desktop.runtime.searching.frames import Asked, Outcome
from chat_desktop.storage.query_limit import QueryLimit
from chat_desktop.storage.repeated_errors import SECONDS, RepeatedErrors
from chat_desktop.wire import searching
from tests.support.parts.rules_office import RulesOffice

IOERR_WRITE = 778  # an extended code


def failing(code: int | None) -> Callable[..., Any]:
    """Returns a rule that meets this error of SQLite."""

    def fail(*given: Any) -> None:
        problem = sqlite3.DatabaseError("the text of SQLite")
        if code is not None:
            problem.sqlite_errorcode = code
        raise problem

    return fail


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_FULL, DiskFull),
        (sqlite3.SQLITE_CORRUPT, Damaged),
        (sqlite3.SQLITE_NOTADB, Damaged),
        (IOERR_WRITE, Stalled),
        (sqlite3.SQLITE_READONLY, Stalled),
        (sqlite3.SQLITE_CONSTRAINT, Internal),
        (None, Internal),
    ],
)
def test_what_cannot_be_stored_has_its_sentence(office: RulesOffice, code: int | None, told: type[ChatError]) -> None:
    with pytest.raises(ChatError) as error:
        office.write(failing(code))
    assert type(error.value) is told
    assert office.post(office.ana, "again").seq == 1


@pytest.mark.parametrize(
    ("code", "told"), [(sqlite3.SQLITE_IOERR_SHMSIZE, DiskFull), (sqlite3.SQLITE_CORRUPT, Damaged)]
)
def test_what_cannot_be_read_has_its_sentence(office: RulesOffice, code: int, told: type[ChatError]) -> None:
    with pytest.raises(told):
        office.read(failing(code))
    with pytest.raises(sqlite3.DatabaseError):
        office.read(failing(sqlite3.SQLITE_ERROR))


def test_a_database_that_is_damaged_while_it_is_used_is_said(office: RulesOffice) -> None:
    def spoil(work: Work) -> None:
        work.db.execute("PRAGMA writable_schema = ON")
        work.db.execute("UPDATE sqlite_master SET rootpage = 1000000 WHERE name = 'messages'")
        work.db.execute("PRAGMA schema_version = 999")  # everybody reads it anew

    office.write(spoil)
    with pytest.raises(Damaged):
        office.read(lambda look: look.db.execute("SELECT * FROM messages"))
    with pytest.raises(Damaged):
        office.post(office.ana, "lost")


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (sqlite3.SQLITE_IOERR_SHMSIZE, Outcome.NO_SPACE),
        (sqlite3.SQLITE_CORRUPT, Outcome.DAMAGED),
        (sqlite3.SQLITE_ERROR, Outcome.FAILED),
    ],
)
def test_a_search_says_the_same(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch, code: int, outcome: Outcome
) -> None:
    monkeypatch.setattr(searching, "answer", failing(code))
    asked = Asked(1, office.ana.session_id, {"q": "x"}, False, 30.0, True, False)
    assert Child(office.database.path)._reply(asked, QueryLimit(30.0)).outcome is outcome


def test_an_error_that_everybody_meets_is_logged_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    now = 0.0
    errors = RepeatedErrors(logging.getLogger("a test"), lambda: now)
    for _ in range(1_000):
        errors.error("A transaction failed", OSError("full"))
    errors.error("A transaction failed", OSError("another"))
    now = SECONDS
    errors.error("A transaction failed", OSError("full"))
    assert [record.message for record in caplog.records] == [
        "A transaction failed: full",
        "A transaction failed: another",
        "A transaction failed: full (999 more times since the last line about it)",
    ]


def test_errors_with_ever_new_texts_do_not_fill_the_memory(caplog: pytest.LogCaptureFixture) -> None:
    errors = RepeatedErrors(logging.getLogger("a test"), lambda: 0.0)
    for number in range(1_000):
        errors.error("It failed", OSError(str(number)))
    assert len(caplog.records) == 1_000
    assert len(errors._told) <= 100


def test_a_full_disk_does_not_fill_the_log(office: RulesOffice, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(50):
        with pytest.raises(DiskFull):
            office.write(failing(sqlite3.SQLITE_FULL))
    assert len(caplog.records) <= 1


def test_a_refusal_is_still_a_refusal(office: RulesOffice) -> None:
    def refuse(reading: Reading) -> None:
        raise NotFound

    with pytest.raises(NotFound):
        office.read(refuse)
