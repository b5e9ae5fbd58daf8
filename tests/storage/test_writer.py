"""The one writer: many works in one synced transaction, each in a savepoint of its own."""

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import posting
from chat_desktop.errors import ChatError, Internal, NotFound
from chat_desktop.storage import models
from chat_desktop.storage.writer import MAX_BATCH, Job
from tests.support.parts.rules_office import RulesOffice


@contextmanager
def one_batch(office: RulesOffice) -> Iterator[None]:
    """Whatever is submitted inside goes into one transaction: the writer is kept busy until the end."""
    busy, gate = threading.Event(), threading.Event()

    def hold(work: Work) -> None:
        busy.set()
        gate.wait(30)

    office.submit(hold)
    assert busy.wait(30)
    yield
    gate.set()


def post(office: RulesOffice, name: str) -> Job:
    return office.submit(
        posting.post, office.ana.session_id, PostMessage(room_id=office.home, client_id=name, body=name)
    )


def stored(office: RulesOffice) -> list[str]:
    return [row[0] for row in office.read(lambda look: look.db.execute("SELECT body FROM messages ORDER BY seq"))]


def error_of(office: RulesOffice, job: Job) -> BaseException | None:
    assert job.tag.wait(30)
    return job.error


def refuse(work: Work) -> None:
    work.db.execute("UPDATE rooms SET topic = 'half done'")
    raise NotFound


def break_a_rule_of_the_tables(work: Work) -> None:
    """An error that the ORM meets when it flushes."""
    rows = work.session.scalars(sqlalchemy.select(models.User)).all()
    work.session.add(models.User(id="x", name="x", name_key=rows[0].name_key, password_hash="", role="member"))
    work.session.flush()


def break_down(work: Work) -> None:
    work.db.execute("UPDATE rooms SET topic = 'half done'")
    raise ZeroDivisionError


def lose_the_transaction(work: Work) -> None:
    """As SQLite does when the disk is full: the whole transaction is gone, not just the savepoint."""
    work.db.execute("ROLLBACK")
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL  # as the driver sets it
    raise full


@pytest.mark.parametrize("fault", [refuse, break_a_rule_of_the_tables, break_down])
def test_a_work_that_fails_takes_nobody_with_it(office: RulesOffice, fault: Any) -> None:
    with one_batch(office):
        before, failing, after = post(office, "before"), office.submit(fault), post(office, "after")
    assert error_of(office, before) is None
    assert isinstance(error_of(office, failing), ChatError)
    assert error_of(office, after) is None
    assert stored(office) == ["before", "after"]
    assert [event.message.body for event in office.events] == ["before", "after"]
    assert office.read(lambda look: look.db.execute("SELECT count(*) FROM rooms WHERE topic <> ''").fetchone()) == (0,)


def test_a_refusal_passes_through_and_a_fault_becomes_internal(office: RulesOffice) -> None:
    with pytest.raises(NotFound):
        office.write(refuse)
    with pytest.raises(Internal):
        office.write(break_down)


def test_when_sqlite_gives_up_the_transaction_nothing_is_acked_and_nothing_published(office: RulesOffice) -> None:
    with one_batch(office):
        jobs = [post(office, "before"), office.submit(lose_the_transaction), post(office, "after")]
    errors = [error_of(office, job) for job in jobs]
    assert all(isinstance(error, Internal) for error in errors)
    assert "disk is full" in str(errors[0])
    assert office.events == []
    assert stored(office) == []


def test_the_writer_goes_on_after_a_lost_transaction(office: RulesOffice) -> None:
    with pytest.raises(Internal):
        office.write(lose_the_transaction)
    assert office.post(office.ana, "again").seq == 1


def test_a_refusal_before_the_loss_stays_what_it_was(office: RulesOffice) -> None:
    with one_batch(office):
        refused, _ = office.submit(refuse), office.submit(lose_the_transaction)
    assert isinstance(error_of(office, refused), NotFound)


def test_events_come_in_the_order_of_submission_across_batches(office: RulesOffice) -> None:
    with one_batch(office):
        jobs = [post(office, f"m{number}") for number in range(2 * MAX_BATCH + 10)]
    assert all(error_of(office, job) is None for job in jobs)
    assert [event.message.body for event in office.events] == [f"m{number}" for number in range(2 * MAX_BATCH + 10)]
    assert [job.result.seq for job in jobs] == list(range(1, 2 * MAX_BATCH + 11))


def test_one_work_alone_has_its_transaction_and_several_have_savepoints(office: RulesOffice) -> None:
    statements: list[str] = []
    assert office.submit(lambda work: work.db.set_trace_callback(statements.append)).tag.wait(30)
    statements.clear()
    office.outcome(post(office, "one"))
    assert [found for found in statements if "work" in found] == []
    with one_batch(office):
        statements.clear()
        jobs = [post(office, name) for name in ("two", "three")]
    for job in jobs:
        office.outcome(job)
    assert [found for found in statements if "work" in found].count("SAVEPOINT work") == 2


def look(work: Work) -> int:
    return int(work.db.execute("SELECT count(*) FROM users").fetchone()[0])


def refuse_after_a_look(work: Work) -> None:
    look(work)
    raise NotFound


look.changes_nothing = refuse_after_a_look.changes_nothing = True  # type: ignore[attr-defined]


def test_a_rule_that_changes_nothing_needs_no_savepoint_and_its_error_takes_nothing_back(office: RulesOffice) -> None:
    statements: list[str] = []
    assert office.submit(lambda work: work.db.set_trace_callback(statements.append)).tag.wait(30)
    with one_batch(office):
        statements.clear()
        jobs = [post(office, "before"), office.submit(look), office.submit(refuse_after_a_look)]
    assert isinstance(error_of(office, jobs[2]), NotFound)
    assert (office.outcome(jobs[1]), stored(office)) == (4, ["before"])
    assert [found for found in statements if "work" in found] == ["SAVEPOINT work", "RELEASE work"]


def test_a_rule_that_changes_nothing_does_not_fail_with_others_that_cannot_be_stored(office: RulesOffice) -> None:
    with one_batch(office):
        jobs = [office.submit(each) for each in (look, lose_the_transaction, look, refuse_after_a_look)]
    assert [office.outcome(jobs[0]), office.outcome(jobs[2])] == [4, 4]
    assert isinstance(error_of(office, jobs[1]), Internal)
    assert isinstance(error_of(office, jobs[3]), NotFound)
    assert office.post(office.ana, "again").seq == 1


def test_one_work_alone_that_fails_leaves_nothing_and_the_next_is_kept(office: RulesOffice) -> None:
    for rule in (refuse, break_a_rule_of_the_tables):
        assert error_of(office, office.submit(rule)) is not None
    office.outcome(post(office, "one"))
    assert stored(office) == ["one"]
    assert office.read(lambda look: look.db.execute("SELECT topic FROM rooms").fetchall()) == [("",)]
    assert office.read(lambda look: look.db.execute("SELECT count(*) FROM users WHERE id = 'x'").fetchone()) == (0,)


def test_a_flood_is_one_sync_a_batch(office: RulesOffice) -> None:
    batches: list[int] = []
    settle = office.writer._settled

    def count(jobs: list[Job]) -> None:
        batches.append(len(jobs))
        settle(jobs)

    office.writer._settled = count
    with one_batch(office):
        jobs = [post(office, f"m{number}") for number in range(MAX_BATCH + 44)]
    assert all(error_of(office, job) is None for job in jobs)
    assert batches == [1, MAX_BATCH, 44]


def test_nothing_is_told_before_it_is_committed(office: RulesOffice) -> None:
    """A reader of its own sees the message at the moment at which the work is settled."""
    seen: list[int] = []
    settle = office.writer._settled

    def look_first(jobs: list[Job]) -> None:
        with sqlite3.connect(office.database.path) as beside:
            seen.append(beside.execute("SELECT count(*) FROM messages").fetchone()[0])
        beside.close()
        settle(jobs)

    office.writer._settled = look_first
    office.post(office.ana, "hello")
    assert seen == [1]


def test_stop_finishes_what_was_asked_for(office: RulesOffice) -> None:
    with one_batch(office):
        jobs = [post(office, f"m{number}") for number in range(MAX_BATCH + 1)]
        stopping = threading.Thread(target=office.writer.stop)
        stopping.start()
    stopping.join(30)
    assert all(job.error is None and job.result for job in jobs)


def test_what_people_write_never_gets_into_the_log(office: RulesOffice, caplog: pytest.LogCaptureFixture) -> None:
    def fail_with_a_secret(work: Work) -> None:
        work.session.add(models.User(id="x", name="our secret", name_key="ana", password_hash="", role="no role"))
        work.session.flush()

    with caplog.at_level(logging.DEBUG), pytest.raises(Internal):
        office.write(fail_with_a_secret)
    assert "fail_with_a_secret" in caplog.text
    assert "our secret" not in caplog.text
