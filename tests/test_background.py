"""Threads have names, their failures are in the log, and work that has an order keeps it."""

import ast
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat_desktop import background
from chat_desktop.background import Repeated, TaskQueue

PROGRAM = Path(__file__).parents[1] / "chat_desktop"
PATIENCE_SECONDS = 30.0


def fail() -> None:
    raise ZeroDivisionError


def both(first: Callable[[], Any], second: Callable[[], Any]) -> Callable[[], None]:
    def run() -> None:
        first()
        second()

    return run


def test_a_thread_has_a_name_and_its_failure_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    count = background.start("count", lambda end: seen.append(threading.current_thread().name + end), "!")
    count.join(PATIENCE_SECONDS)
    background.start("break", fail).join(PATIENCE_SECONDS)
    assert seen == ["count!"]
    assert "The background task break failed" in caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_tasks_happen_one_after_the_other_in_their_order_whatever_fails(caplog: pytest.LogCaptureFixture) -> None:
    done: list[int] = []

    def wait_and_note(number: int) -> None:
        time.sleep((100 - number) / 50_000)
        done.append(number)

    tasks = TaskQueue("tasks")
    for number in range(100):
        # The earlier a task is the longer it takes: threads of their own would overtake each other.
        tasks.submit("wait", partial(wait_and_note, number))
        tasks.submit("fail", fail)
    tasks.start()
    tasks.stop(PATIENCE_SECONDS)
    assert done == list(range(100))
    assert caplog.text.count("The background task fail failed") == 100


def test_a_stop_waits_a_bounded_time_and_drops_what_is_left() -> None:
    begun, over, late = threading.Event(), threading.Event(), threading.Event()
    tasks = TaskQueue("tasks")
    tasks.submit("hang", both(begun.set, lambda: over.wait(PATIENCE_SECONDS)))
    tasks.submit("late", late.set)
    tasks.start()
    assert begun.wait(PATIENCE_SECONDS)
    tasks.stop(0.05)
    over.set()
    tasks._thread.join(PATIENCE_SECONDS)
    tasks.submit("after the end", late.set)
    assert not late.is_set()


def test_only_a_thread_that_is_at_work_at_the_stop_is_told_of(caplog: pytest.LogCaptureFixture) -> None:
    begun, over = threading.Event(), threading.Event()
    idle, busy = TaskQueue("idle"), TaskQueue("busy")
    busy.submit("hang", both(begun.set, lambda: over.wait(PATIENCE_SECONDS)))
    for tasks in (idle, busy):
        tasks.start()
    assert begun.wait(PATIENCE_SECONDS)
    for tasks in (idle, busy):
        tasks.stop(0)
    over.set()
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "The thread busy was still at work when the program stopped"
    ]


def test_what_is_put_off_comes_later_once_and_not_after_the_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []
    done, never = threading.Event(), threading.Event()
    tasks = TaskQueue("tasks")
    now = time.monotonic()
    with monkeypatch.context() as stopped:  # or the first are due before the last is there
        stopped.setattr(background, "time", SimpleNamespace(monotonic=lambda: now))
        for _ in range(5):
            tasks.submit("again", both(lambda: order.append("again"), done.set), after_seconds=0.02)
        tasks.submit("much later", never.set, after_seconds=600)
        tasks.submit("now", lambda: order.append("now"))
    tasks.start()
    assert done.wait(PATIENCE_SECONDS)
    tasks.stop()
    assert order == ["now", "again"]
    assert not never.is_set()


def test_a_call_that_fails_does_not_end_the_repetition(caplog: pytest.LogCaptureFixture) -> None:
    calls = threading.Semaphore(0)

    def count() -> None:
        calls.release()
        raise OSError("the adapters could not be read")

    rounds = Repeated("rounds", 0.001, count)
    rounds.start()
    for _ in range(3):
        assert calls.acquire(timeout=PATIENCE_SECONDS)
    rounds.stop()
    assert not rounds._thread.is_alive()
    assert "The background task rounds failed" in caplog.text


def test_what_was_never_started_can_be_stopped() -> None:
    TaskQueue("tasks").stop()
    Repeated("rounds", 1.0, fail).stop()


def test_what_computes_for_long_gives_way_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Any] = []
    monkeypatch.setattr(time, "sleep", done.append)
    half = background.COMPUTE_SECONDS / 2
    moments = iter([0.0, half, 2 * half, 2 * half, 3 * half, 7 * half, 7 * half, 8 * half])
    done.extend(background.giving_way("abcde", lambda: next(moments)))
    pause = background.GIVE_WAY_SECONDS
    assert done == ["a", "b", pause, "c", "d", pause, "e"]


def test_no_thread_is_made_elsewhere() -> None:
    for path in sorted(PROGRAM.rglob("*.py")):
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        calls = [ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)]
        made = {call for call in calls if call.rpartition(".")[2] in {"Thread", "Timer", "start_new_thread"}}
        assert made == ({"threading.Thread"} if path.name == "background.py" else set()), path
