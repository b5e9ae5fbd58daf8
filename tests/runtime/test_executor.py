"""Between hub and threads: whoever asks is answered, whatever fails, and what failed begins again."""

import gc
import weakref
from collections.abc import Callable
from typing import Any

import gevent
import pytest

from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import ChatError, Internal, NotFound
from chat_desktop.permits import Permits
from chat_desktop.runtime.executor import READERS, READING, Executor
from chat_desktop.storage.connection import Connection
from chat_desktop.storage.writer import Job
from tests.support.hosts.tiny_server import until
from tests.support.parts.gevent_hub import on_a_hub, soon
from tests.support.parts.hub_executor import with_executor
from tests.support.parts.rules_office import RulesOffice


def name_room(work: Work, topic: str) -> str:
    work.db.execute("UPDATE rooms SET topic = ?", (topic,))
    work.record(topic)  # type: ignore[arg-type]
    return topic


def topic(reading: Reading) -> str:
    return str(reading.db.execute("SELECT topic FROM rooms").fetchone()[0])


def leave(unit: Any) -> None:
    raise SystemExit(1)


def close_the_connection(unit: Any) -> None:
    unit.db.close()


def refuse(unit: Any) -> None:
    raise NotFound


def error_of(call: Callable[..., Any], *args: Any) -> BaseException | None:
    try:
        call(*args)
    except Exception as problem:
        return problem
    return None


def test_an_exception_while_publishing_stops_no_write_and_no_read(
    office: RulesOffice, caplog: pytest.LogCaptureFixture
) -> None:
    def publish(events: list[Any]) -> None:
        raise RuntimeError("a broken subscriber")

    def use(bridge: Executor) -> None:
        bridge.publish = publish
        assert [bridge.write(name_room, name) for name in ("one", "two")] == ["one", "two"]
        assert bridge.read(topic) == "two"

    with_executor(office, use)
    assert caplog.text.count("Publishing failed") == 2


def test_a_deliverer_that_ends_is_started_again_and_those_who_wait_are_answered(
    office: RulesOffice, caplog: pytest.LogCaptureFixture
) -> None:
    published: list[Any] = []

    def use(bridge: Executor) -> None:
        def publish(events: list[Any]) -> None:
            published.extend(events)
            if events == ["one"]:
                raise gevent.GreenletExit  # as `kill` does, in the worst moment: after the commit, before the ack

        bridge.publish = publish
        assert bridge.write(name_room, "one") == "one"
        bridge._deliverer.kill(block=False)
        assert bridge.write(name_room, "two") == "two"
        assert bridge.read(topic) == "two"

    with_executor(office, use)
    assert published == ["one", "two"], "nothing is published twice"
    assert "The greenlet that delivers has ended" in caplog.text


@pytest.mark.parametrize("fault", [leave, close_the_connection])
def test_a_rule_that_would_end_the_writer_is_answered_and_the_next_is_written(office: RulesOffice, fault: Any) -> None:
    def use(bridge: Executor) -> None:
        for name in ("one", "two"):
            assert isinstance(error_of(bridge.write, fault), Internal)
            assert bridge.write(name_room, name) == name
        assert isinstance(error_of(bridge.write, refuse), NotFound)
        assert bridge.read(topic) == "two"

    with_executor(office, use)


@pytest.mark.parametrize("fault", [leave, close_the_connection])
def test_a_rule_that_would_end_the_readers_is_answered_and_the_next_is_read(office: RulesOffice, fault: Any) -> None:
    def use(bridge: Executor) -> None:
        bridge.write(name_room, "one")
        for _ in range(2 * READERS):
            problem = error_of(bridge.read, fault)
            assert problem is not None or fault is close_the_connection
            assert isinstance(problem, Internal) or fault is not leave
        assert [bridge.read(topic) for _ in range(2 * READERS)] == ["one"] * 2 * READERS

    with_executor(office, use)


def test_a_writer_that_fails_outside_its_works_answers_and_begins_again(
    office: RulesOffice, caplog: pytest.LogCaptureFixture
) -> None:
    def use(bridge: Executor) -> None:
        commit, failures = bridge._writer._commit, [1, 2]

        def fail_twice(connection: Connection, jobs: list[Any]) -> None:
            if failures:
                failures.pop()
                raise MemoryError
            commit(connection, jobs)

        bridge._writer._commit = fail_twice  # type: ignore[method-assign]
        assert isinstance(error_of(bridge.write, name_room, "one"), Internal)
        assert isinstance(error_of(bridge.write, name_room, "two"), Internal)
        assert bridge.write(name_room, "three") == "three"

    with_executor(office, use)
    assert caplog.text.count("The thread writer failed and starts again") == 2


def test_while_the_database_cannot_be_opened_writes_are_refused_and_then_go_on(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect, gone = office.database.connect, [True]

    def refuse_to_connect() -> Connection:
        if gone:
            raise OSError("Too many open files")
        return connect()

    def use(bridge: Executor) -> None:
        assert isinstance(error_of(bridge.write, name_room, "one"), ChatError)
        assert isinstance(error_of(bridge.read, topic), OSError)
        gone.clear()
        soon(lambda: error_of(bridge.write, name_room, "two") is None)
        assert bridge.read(topic) == "two"

    monkeypatch.setattr(office.database, "connect", refuse_to_connect)
    with_executor(office, use)


def test_a_reader_whose_result_cannot_be_handed_over_begins_again(office: RulesOffice) -> None:
    def use(bridge: Executor) -> None:
        settled, failures = bridge._readers._settled, [1]

        def fail_once(jobs: list[Any]) -> None:
            settled(jobs)
            if failures:
                failures.pop()
                raise RuntimeError

        bridge._readers._settled = fail_once
        assert [bridge.read(topic) for _ in range(4 * READERS)] == [""] * 4 * READERS
        assert all(thread._thread.is_alive() for thread in bridge._readers._threads)

    with_executor(office, use)


def test_after_the_stop_nobody_waits_for_ever(office: RulesOffice) -> None:
    def work() -> None:
        bridge = Executor(office.database, office.make_work, office.make_reading)
        bridge.start()
        waiting = gevent.spawn(bridge.write, name_room, "last")
        gevent.sleep(0)
        bridge.stop()
        assert waiting.get() == "last", "what was asked for before is finished"
        assert isinstance(error_of(bridge.write, name_room, "late"), Internal)
        assert isinstance(error_of(bridge.read, topic), Internal)

    on_a_hub(work)


def test_no_more_results_are_in_memory_than_somebody_can_take(office: RulesOffice) -> None:
    """A page of history has some megabytes, and the readers are faster than the hub."""
    made: list[int] = []

    def page(reading: Any) -> int:
        made.append(1)
        return len(made)

    def use(bridge: Executor) -> None:
        asking = [gevent.spawn(bridge.read, page) for _ in range(3 * READING)]
        gevent.sleep(0)
        # The hub is busy with something else, for as long as it takes.
        until(lambda: len(bridge._settled) >= READING)
        assert len(made) == READING
        gevent.joinall(asking, timeout=30, raise_error=True)
        assert len(made) == 3 * READING

    with_executor(office, use)


def test_who_asks_once_is_answered_between_those_who_ask_on_and_on(office: RulesOffice) -> None:
    """As connections do that bring many requests in one piece: their greenlets never wait for the network."""
    # In the order in which they are given to the readers: which of these ends first is the system's choice.
    submitted: list[str] = []

    def named(reading: Reading, name: str) -> str:
        return topic(reading)

    def ask(bridge: Executor, name: str, times: int) -> None:
        for _ in range(times):
            bridge.read(named, name)

    def use(bridge: Executor) -> None:
        submit = bridge._readers.submit

        def noted(job: Job) -> None:
            submitted.append(job.args[0])
            submit(job)

        bridge._readers.submit = noted  # type: ignore[method-assign]
        crowd = [gevent.spawn(ask, bridge, "crowd", 50) for _ in range(3 * READING)]
        other = gevent.spawn(ask, bridge, "other", 1)
        gevent.joinall([*crowd, other], timeout=30, raise_error=True)
        assert submitted.index("other") == 3 * READING
        assert len(submitted) == 50 * 3 * READING + 1

    with_executor(office, use)


def test_a_place_that_somebody_waited_for_in_vain_is_the_next_ones() -> None:
    def use() -> None:
        permits = Permits(1)
        entered: list[str] = []

        def enter(name: str) -> None:
            with permits:
                entered.append(name)

        with permits:
            waiting = [gevent.spawn(enter, name) for name in ("ended while it waits", "ended when it is given", "last")]
            gevent.sleep(0)
            waiting[0].kill()
            waiting[1].kill(block=False)  # it hears of it when it has been given the place
        gevent.joinall(waiting, timeout=30, raise_error=True)
        assert entered == ["last"]
        enter("afterwards")
        assert entered == ["last", "afterwards"]

    on_a_hub(use)


class Sent:
    """What a client has sent: it may be a hundred kilobytes."""


def refuse_what_was_sent(unit: Any, sent: Sent) -> None:
    raise NotFound


@pytest.mark.parametrize("kind", ["read", "write"])
def test_what_a_refused_command_brought_is_free_at_once(office: RulesOffice, kind: str) -> None:
    """Not only when the collector of cycles comes along, which is seldom (garbage_collector.py)."""

    def use(bridge: Executor) -> None:
        held = []
        for _ in range(10 * READERS):
            sent = Sent()
            held.append(weakref.ref(sent))
            assert isinstance(error_of(getattr(bridge, kind), refuse_what_was_sent, sent), NotFound)
        del sent
        gevent.sleep(0)
        assert len([each for each in held if each() is not None]) <= READERS + 1  # a thread keeps its last one

    gc.disable()
    try:
        with_executor(office, use)
    finally:
        gc.enable()
