"""Rules that are due run on the writer: in order, after a restart, in spite of failures and of clocks that jump."""

import time
from typing import Any

import gevent
import pytest

from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.errors import NotFound
from chat_desktop.runtime.scheduler import FIRST_RETRY_SECONDS, LONGEST_RETRY_SECONDS, LONGEST_WAIT_SECONDS, Scheduler
from tests.support.parts.agenda import Agenda, with_agenda
from tests.support.parts.gevent_hub import soon
from tests.support.parts.rules_office import RulesOffice

MINUTE_MS = 60_000


def test_rules_run_at_their_moments_in_the_order_of_the_moments(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        for name, after in (("reminders", 90_000), ("messages", 30_000), ("reminders", 10_000)):
            agenda.plan(name, after, is_told=False)
        agenda.scheduler.start()
        agenda.time.pass_seconds(600)

    done = with_agenda(office, use, "messages", "reminders").done
    assert done == [("reminders", 10_000), ("messages", 30_000), ("reminders", 90_000)]


def test_after_a_restart_what_was_due_meanwhile_runs_at_once_and_in_order(office: RulesOffice) -> None:
    def before(agenda: Agenda) -> None:
        agenda.scheduler.start()
        for name, after in (("messages", 50_000), ("reminders", 40_000), ("sweeps", 9 * MINUTE_MS)):
            agenda.plan(name, after)
        agenda.time.settle()
        assert agenda.done == []

    def after(agenda: Agenda) -> None:
        agenda.scheduler.start()
        agenda.time.settle()
        assert agenda.done == [("reminders", 0), ("messages", 0)]

    names = ("messages", "reminders", "sweeps")
    with_agenda(office, before, *names)
    office.now += 5 * MINUTE_MS
    with_agenda(office, after, *names)


def test_a_long_list_is_done_in_parts_and_others_come_in_between(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        agenda.batch = 2
        for after in (1, 2, 3, 5, 6):
            agenda.plan("messages", after, is_told=False)
        agenda.plan("reminders", 4, is_told=False)
        agenda.move(10)
        agenda.scheduler.start()
        agenda.time.settle()

    done = [name for name, _ in with_agenda(office, use, "messages", "reminders").done]
    assert done == ["messages", "messages", "reminders", "messages"]


def test_a_commit_that_makes_an_earlier_moment_wakes_it(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        agenda.plan("messages", 60 * MINUTE_MS, is_told=False)
        agenda.scheduler.start()
        agenda.time.settle()
        agenda.plan("messages", 5_000)
        agenda.time.settle()
        assert agenda.time.waits[-1] == 5.0
        agenda.time.pass_seconds(5)
        agenda.plan("messages", 5_000)  # due already
        agenda.time.settle()

    assert with_agenda(office, use, "messages").done == [("messages", 5_000), ("messages", 5_000)]


def test_a_moment_that_is_made_while_the_rule_runs_is_not_lost(office: RulesOffice) -> None:
    """Its event may be published before the answer of the run, which does not know it."""

    def use(agenda: Agenda) -> None:
        write = agenda.executor.write

        def overtaken(rule: Any, *args: Any) -> Any:
            result = write(rule, *args)
            agenda.executor.write = write  # type: ignore[method-assign]
            agenda.plan("messages", 20_000)
            return result

        agenda.plan("messages", 10_000)
        agenda.scheduler.start()
        agenda.time.settle()
        agenda.executor.write = overtaken  # type: ignore[method-assign]
        agenda.time.pass_seconds(60)

    assert with_agenda(office, use, "messages").done == [("messages", 10_000), ("messages", 20_000)]


def test_a_moment_that_was_taken_back_runs_nothing_twice(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        agenda.plan("messages", 10_000)
        agenda.plan("messages", 40_000)
        agenda.scheduler.start()
        agenda.time.settle()
        agenda.executor.write(
            lambda work: work.db.execute("DELETE FROM moments WHERE at = ?", (agenda.began + 10_000,))
        )
        agenda.time.pass_seconds(60)

    assert with_agenda(office, use, "messages").done == [("messages", 10_000), ("messages", 40_000)]


def test_a_rule_that_fails_is_tried_again_with_longer_pauses_and_holds_nobody_up(
    office: RulesOffice, caplog: pytest.LogCaptureFixture
) -> None:
    def use(agenda: Agenda) -> None:
        agenda.fails.add("messages")
        agenda.plan("messages", 0)
        for second in range(1, 11):
            agenda.plan("reminders", second * 1000)
        agenda.scheduler.start()
        agenda.time.pass_seconds(10)
        assert [at for name, at in agenda.done if name == "messages"] == [0, 1000, 3000, 7000]
        assert [at for name, at in agenda.done if name == "reminders"] == [s * 1000 for s in range(1, 11)]
        agenda.time.pass_seconds(2000)
        tries = [at for name, at in agenda.done if name == "messages"]
        assert tries[-1] - tries[-2] == LONGEST_RETRY_SECONDS * 1000
        agenda.fails.clear()
        agenda.time.pass_seconds(LONGEST_RETRY_SECONDS)
        agenda.fails.add("messages")
        now = agenda.office.now - agenda.began
        agenda.plan("messages", now)
        agenda.time.pass_seconds(FIRST_RETRY_SECONDS)
        assert [at - now for name, at in agenda.done if name == "messages"][-2:] == [0, 1000], "it begins anew"

    with_agenda(office, use, "messages", "reminders")
    assert "The scheduled rule messages failed" in caplog.text


def test_a_question_that_fails_is_asked_again_and_holds_nobody_up(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        asked: list[float] = []

        def due(reading: Reading) -> int | None:
            asked.append(agenda.time.seconds)
            if len(asked) <= 2:
                raise NotFound
            return None

        agenda.scheduler.schedule("broken", due, lambda work: 0)
        agenda.add("messages")
        agenda.plan("messages", 0, is_told=False)
        agenda.scheduler.start()
        agenda.time.settle()
        assert agenda.done == [("messages", 0)]
        agenda.time.pass_seconds(60)
        assert asked == [0.0, 1.0, 3.0]

    with_agenda(office, use)


def test_a_rule_that_is_due_and_does_nothing_is_not_run_without_a_pause(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        agenda.batch = 0
        agenda.plan("messages", 0)
        agenda.scheduler.start()
        agenda.time.pass_seconds(4)

    assert with_agenda(office, use, "messages").done == [("messages", 0), ("messages", 1000), ("messages", 3000)]


def test_a_clock_that_jumps_is_followed_both_ways(office: RulesOffice) -> None:
    """So is a computer that slept: its wall clock has moved, and its timers have not."""

    def use(agenda: Agenda) -> None:
        agenda.plan("messages", 10 * MINUTE_MS)
        agenda.plan("messages", 20 * MINUTE_MS)
        agenda.scheduler.start()
        agenda.time.settle()
        agenda.move(10 * MINUTE_MS)
        agenda.time.pass_seconds(LONGEST_WAIT_SECONDS)
        assert len(agenda.done) == 1
        agenda.move(-60 * MINUTE_MS)
        agenda.time.pass_seconds(11 * 60)
        assert len(agenda.done) == 1, "the second moment is still to come"
        agenda.time.pass_seconds(60 * 60)
        assert len(agenda.done) == 2

    assert with_agenda(office, use, "messages").done[-1] == ("messages", 20 * MINUTE_MS)


def test_without_a_moment_nothing_is_asked_and_nothing_wakes(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        agenda.scheduler.start()
        agenda.time.settle()
        assert agenda.time.waits[-1] is None
        asked, waits = agenda.asked, len(agenda.time.waits)
        for _ in range(20):
            agenda.executor.write(lambda work: work.db.execute("UPDATE rooms SET topic = 'x'"))
        agenda.time.pass_seconds(100_000)
        assert (agenda.asked, len(agenda.time.waits)) == (asked, waits)

    with_agenda(office, use, "messages", "reminders")


def test_while_a_moment_is_far_away_the_database_is_not_asked(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        agenda.plan("messages", 60 * MINUTE_MS)
        agenda.scheduler.start()
        agenda.time.settle()
        asked = agenda.asked
        agenda.time.pass_seconds(50 * 60)
        assert agenda.asked == asked

    with_agenda(office, use, "messages", "reminders")


def test_a_stop_ends_it(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        agenda.plan("messages", 10_000)
        agenda.scheduler.start()
        agenda.time.settle()
        agenda.scheduler.stop()
        agenda.time._limit += 60
        agenda.plan("messages", 0)
        gevent.sleep(0)
        assert agenda.scheduler._greenlet is not None
        assert agenda.scheduler._greenlet.dead

    assert with_agenda(office, use, "messages").done == []


def test_a_name_is_given_once(office: RulesOffice) -> None:
    def use(agenda: Agenda) -> None:
        with pytest.raises(ValueError, match="messages"):
            agenda.add("messages")

    with_agenda(office, use, "messages")


def test_it_wakes_by_real_timers(office: RulesOffice) -> None:
    ran: list[int] = []

    def due(reading: Reading) -> int | None:
        return None if ran else began + 50

    def run(work: Work) -> int:
        ran.append(time.time_ns() // 1_000_000)
        return 1

    began = time.time_ns() // 1_000_000

    def use(agenda: Agenda) -> None:
        scheduler = Scheduler(agenda.executor, lambda: time.time_ns() // 1_000_000)
        scheduler.schedule("soon", due, run)
        scheduler.start()
        soon(lambda: ran)
        scheduler.stop()
        assert ran[0] >= began + 50

    with_agenda(office, use)
