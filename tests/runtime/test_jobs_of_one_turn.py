"""What the greenlets of one turn of the hub ask for goes to a thread at once, which is woken once for all of them."""

from types import SimpleNamespace
from typing import Any

import gevent
import pytest

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.work import Reading
from chat_desktop.chat.messages import posting
from chat_desktop.chat.users import sessions
from chat_desktop.errors import Internal, NotFound
from chat_desktop.runtime.executor import Executor
from chat_desktop.storage.readers import Readers
from chat_desktop.storage.writer import Writer
from tests.support.parts.hub_executor import with_executor
from tests.support.parts.rules_office import RulesOffice

MANY = 20


def counted(monkeypatch: pytest.MonkeyPatch, kind: type, name: str) -> list[int]:
    """How many jobs each call of a method has handed over."""
    sizes: list[int] = []
    original = getattr(kind, name)

    def hand_over(self: Any, jobs: list[Any]) -> None:
        sizes.append(len(jobs))
        original(self, jobs)

    monkeypatch.setattr(kind, name, hand_over)
    return sizes


def test_writes_of_one_turn_wake_the_writer_once(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = counted(monkeypatch, Writer, "submit_all")

    def use(executor: Executor) -> None:
        asked = [gevent.spawn(executor.write, lambda work, number=number: number) for number in range(MANY)]
        assert [one.get() for one in asked] == list(range(MANY))
        assert executor.write(lambda work: "later") == "later"

    with_executor(office, use)
    assert sizes == [MANY, 1]


def test_a_message_wakes_the_writer_once_and_the_hub_once(office: RulesOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    to_writer, to_hub = counted(monkeypatch, Writer, "submit_all"), counted(monkeypatch, Executor, "_hand_over")
    message = PostMessage(room_id=office.home, client_id="one", body="one")

    def use(executor: Executor) -> None:
        assert executor.write(posting.post, office.ana.session_id, message).seq == 1

    with_executor(office, use)
    assert (to_writer, to_hub) == ([1], [1])


def test_look_ups_of_sessions_in_one_turn_share_a_thread_and_a_snapshot(
    office: RulesOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = counted(monkeypatch, Readers, "submit_together")
    snapshots: list[Reading] = []
    make_reading = office.make_reading

    def make(connection: Any) -> Reading:
        snapshots.append(make_reading(connection))
        return snapshots[-1]

    monkeypatch.setattr(office, "make_reading", make)

    def use(executor: Executor) -> None:
        tokens = [office.ana.token, "nobody's", office.ben.token]
        asked = [gevent.spawn(executor.read, sessions.find, token) for token in tokens]
        found = [one.get() for one in asked]
        assert [each and each[0].user_id for each in found] == [office.ana.user_id, None, office.ben.user_id]

    with_executor(office, use)
    assert (sizes, len(snapshots)) == ([3], 1)


def fail(reading: Reading, problem: BaseException | None) -> str:
    if problem is not None:
        raise problem
    return "found"


fail.is_short = True  # type: ignore[attr-defined]


@pytest.mark.parametrize(("problem", "told"), [(NotFound(), NotFound), (SystemExit(1), Internal)])
def test_a_look_up_that_fails_does_not_spoil_the_others(
    office: RulesOffice, problem: BaseException, told: type[Exception]
) -> None:
    def use(executor: Executor) -> None:
        asked = [gevent.spawn(executor.read, fail, each) for each in (None, problem, None)]
        gevent.joinall(asked)
        assert [asked[0].get(), asked[2].get()] == ["found", "found"]
        assert isinstance(asked[1].exception, told)

    with_executor(office, use)


def test_what_was_asked_in_the_turn_of_the_stop_is_still_done(office: RulesOffice) -> None:
    def use(executor: Executor) -> None:
        for collected in (executor._writes, executor._short_reads):
            collected._loop = SimpleNamespace(run_callback=lambda callback: None)  # the turn ends after the stop
        asked = [gevent.spawn(executor.write, lambda work: "written"), gevent.spawn(executor.read, fail, None)]
        gevent.sleep(0)
        executor.stop()
        assert [each.get() for each in asked] == ["written", "found"]
        vars(executor)["stop"] = lambda: None  # it has been done

    with_executor(office, use)
