"""The thread that fills the index: it follows the commits, costs them nothing, and never ends by an error."""

import logging
import shutil
import sqlite3
import threading
import time
import tracemalloc
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import posting
from chat_desktop.runtime.executor import Executor
from chat_desktop.storage.search_index import batches, indexer, schema, source, upkeep
from chat_desktop.storage.search_index.indexer import Indexer
from chat_desktop.storage.search_index.source import Unreadable
from tests.storage.search_index.asking import bodies, coverage, follow, places, search
from tests.support.parts.gevent_hub import on_a_hub
from tests.support.parts.rules_office import RulesOffice

PATIENCE_SECONDS = 30.0


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


def with_indexer(office: RulesOffice, use: Callable[[Executor, Indexer], None]) -> None:
    """Runs `use` on a hub, with an executor and an indexer as the host has them."""

    def work() -> None:
        executor = Executor(office.database, office.make_work, office.make_reading)
        following = office.make_indexer()
        executor.committed = following.wake
        executor.start()
        following.start()
        try:
            use(executor, following)
        finally:
            executor.stop(following.stop)

    on_a_hub(work)


def test_what_is_committed_is_found_soon_after(office: RulesOffice) -> None:
    def use(executor: Executor, following: Indexer) -> None:
        for number in range(3):
            asked = PostMessage(room_id=office.home, client_id=f"x{number}", body=f"coffee {number}")
            message = executor.write(posting.post, office.ana.session_id, asked)
            until(lambda number=number: bodies(office, "coffee", str(number)) != [])  # type: ignore[misc]
        executor.write(posting.delete, office.ana.session_id, message.id)
        until(lambda: places(office, "coffee") == [1, 2])

    with_indexer(office, use)
    assert "indexer" not in [thread.name for thread in threading.enumerate()]


def test_a_stop_does_not_wait_for_a_long_history(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "BATCH_ROWS", 1)
    office.post_many(office.ana, office.home, 500)
    written, following = threading.Event(), list[Indexer]()
    write = batches.write

    def write_and_wait_for_the_stop(*values: Any) -> None:
        write(*values)
        written.set()
        until(lambda: following and following[0]._stopping.is_set())

    def use(executor: Executor, indexer: Indexer) -> None:
        assert written.wait(PATIENCE_SECONDS)
        following.append(indexer)

    with monkeypatch.context() as slow:
        slow.setattr(batches, "write", write_and_wait_for_the_stop)
        with_indexer(office, use)
    assert len(places(office, "x")) == 1
    again = office.make_indexer()
    again.catch_up()
    again.close()
    assert len(places(office, "x")) == 500


def test_a_stop_interrupts_the_weekly_work(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking a large index takes longer than a stop may. It may begin after the stop has."""
    office.post(office.ana, "coffee")
    begun, ends, following = threading.Event(), list[BaseException](), list[Indexer]()

    def work_for_long(index: sqlite3.Connection) -> bool:
        begun.set()
        until(lambda: following and following[0]._stopping.is_set())
        try:
            index.execute("WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c")
        except sqlite3.OperationalError as problem:
            ends.append(problem)
            raise
        return True

    monkeypatch.setattr(upkeep, "go_on", work_for_long)

    def use(executor: Executor, indexer: Indexer) -> None:
        assert begun.wait(PATIENCE_SECONDS)
        following.append(indexer)

    with_indexer(office, use)
    assert [str(problem) for problem in ends] == ["interrupted"]


def test_a_post_makes_no_statement_more_than_without_search(office: RulesOffice) -> None:
    def statements(*, follows: bool) -> list[str]:
        seen: list[str] = []

        def watch(work: Work) -> None:
            db: Any = work.db
            if not follows:
                db.execute("DROP TRIGGER search_follows_update")
                db.execute("DROP TRIGGER search_follows_delete")
            db.set_trace_callback(seen.append)

        office.write(watch)
        office.post(office.ana, "coffee")
        office.write(lambda work: work.db.set_trace_callback(None))  # type: ignore[attr-defined]
        return [text.split("(")[0] for text in seen]

    with_search = statements(follows=True)
    assert not [text for text in with_search if "search" in text]
    assert len(with_search) == len(statements(follows=False))


def test_the_index_stops_at_a_full_disk_and_goes_on_later(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office.post(office.ana, "coffee")
    with monkeypatch.context() as full:
        full.setattr(shutil, "disk_usage", lambda path: Usage(1 << 30, 1 << 30, 0))
        assert office.make_indexer().attempt() == indexer.FULL_DISK_SECONDS
    assert not office.search_index.file.path.exists(), "it was begun on a full disk"
    follow(office)
    caplog.clear()
    usage = Usage(1 << 30, 1 << 30, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    office.post(office.ana, "tea")
    for _ in range(3):
        assert office.indexer.attempt() == indexer.FULL_DISK_SECONDS
    assert [record.getMessage() for record in caplog.records] == [indexer.FULL_DISK]
    found = search(office, "coffee")
    assert [row[7] for row in found.rows] == ["coffee"]
    assert found.coverage is not None
    assert (found.coverage.done, found.coverage.total) == (1, 2)
    usage = Usage(1 << 30, 0, 1 << 30)
    follow(office)
    assert (bodies(office, "tea"), coverage(office)) == (["tea"], None)


def test_a_batch_for_which_there_is_no_space_is_written_later(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(office)
    connect = schema.connect

    def connect_to_a_full_disk(path: Any) -> sqlite3.Connection:
        connection = connect(path)
        connection.execute("PRAGMA max_page_count = 1")  # as many as there are
        return connection

    office.indexer.close()
    monkeypatch.setattr(schema, "connect", connect_to_a_full_disk)
    for number in range(300):
        office.post(office.ana, f"word{number} " * 9)
    assert office.indexer.attempt() == indexer.FULL_DISK_SECONDS
    monkeypatch.setattr(schema, "connect", connect)
    follow(office)
    assert bodies(office, "word299 word299") == ["word299 " * 9]
    assert coverage(office) is None


@pytest.mark.parametrize(
    "problem", [ValueError("a defect"), Unreadable("disk I/O error"), PermissionError("no access")]
)
def test_no_error_ends_the_indexing_and_each_is_in_the_log(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, problem: Exception
) -> None:
    def fail(*_: object) -> None:
        raise problem

    office.post(office.ana, "coffee")
    with monkeypatch.context() as broken:
        broken.setattr(office.indexer._source, "next_batch", fail)
        assert [office.indexer.attempt() for _ in range(3)] == [1.0, 2.0, 4.0]
    assert str(problem) in caplog.text
    assert ("Traceback" in caplog.text) == isinstance(problem, ValueError)
    follow(office)
    assert bodies(office, "coffee") == ["coffee"]


def test_nothing_of_a_message_is_in_the_log(office: RulesOffice, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "chat_desktop")
    office.post(office.ana, "xyzzy")
    follow(office)
    office.search_index.file.path.write_bytes(b"no index")
    follow(office)
    assert "xyzzy" not in caplog.text


def test_the_memory_for_a_batch_is_bounded(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fiftieth of an office of long messages at a time, here."""
    for number in range(100):
        office.post(office.ana, f"{number} " + "longer words " * 610)
    monkeypatch.setattr(source, "BATCH_CHARACTERS", 16_000)
    follow(office)
    schema.remove(office.search_index.file.path)
    office.indexer.close()
    tracemalloc.start()
    try:
        follow(office)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < 400_000  # all of them and their folded texts take more than 1.6 MB
    assert len(places(office, "longer")) == 100
