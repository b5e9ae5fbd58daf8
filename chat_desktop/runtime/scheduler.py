"""Runs rules on the writer at the moments at which they are due, also those that passed while the program was off."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import gevent
from gevent.event import Event

from chat_desktop.chat.core.events import RuleScheduled
from chat_desktop.chat.core.work import Reading, RuleExecutor, Work

log = logging.getLogger(__name__)

# While a moment is to come. A clock that was set, and a computer that slept, are noticed within this.
LONGEST_WAIT_SECONDS = 30.0
FIRST_RETRY_SECONDS = 1.0
LONGEST_RETRY_SECONDS = 300.0
MAX_DOUBLINGS = 10

Due = Callable[[Reading], int | None]
Run = Callable[[Work], int]


@dataclass(slots=True, eq=False)
class _Scheduled:
    name: str
    due: Due
    run: Run
    at_ms: int | None = None  # of the wall clock
    is_asked: bool = False  # whether `at_ms` is what the database says
    failures: int = 0
    retry_at_seconds: float = 0.0  # of the monotonic clock


class Scheduler:
    """Lives on the hub. Rules are registered before `start`:

        scheduler.schedule("scheduled messages", due, run)

    `due(reading)` says when the rule has something to do next, in ms of the wall clock, or None. It is asked at the
    start and in the transaction of each run. `run(work)` does what is due at `work.now` and returns how many things it
    did; a rule with a long list does a part of it, since it is run again at once while it is still due.

    A work that makes an earlier moment records `RuleScheduled(name, at)`. A moment that is taken back needs nothing:
    the rule finds nothing to do then.

    What is due is run one rule at a time, the earliest moment first. A rule that fails is logged and tried again later,
    after pauses that double; the others go on. Nothing is asked, and nothing wakes up, while no rule has a moment.
    """

    def __init__(
        self, rules: RuleExecutor, now_ms: Callable[[], int], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rules, self._now_ms, self._clock = rules, now_ms, clock
        self._scheduled: dict[str, _Scheduled] = {}
        self._changed = Event()
        self._greenlet: gevent.Greenlet | None = None

    def schedule(self, name: str, due: Due, run: Run) -> None:
        """Raises ValueError when the name is taken."""
        if name in self._scheduled:
            raise ValueError(f"There is a scheduled rule {name} already")
        self._scheduled[name] = _Scheduled(name, due, run)

    def start(self) -> None:
        """Asks every rule for its moment, runs what was due meanwhile, and goes on until `stop`."""
        self._greenlet = gevent.spawn(self._serve)

    def stop(self) -> None:
        """A run that the writer has begun is finished there; no other follows."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def note(self, event: RuleScheduled) -> None:
        """Subscribed on the event bus."""
        scheduled = self._scheduled[event.rule]
        scheduled.at_ms = _earlier(scheduled.at_ms, event.at)
        self._changed.set()

    def _serve(self) -> None:
        while True:
            self._changed.clear()
            scheduled = self._next()
            if scheduled is None:
                self._changed.wait(self._seconds_to_wait())
            else:
                self._attempt(scheduled)

    def _next(self) -> _Scheduled | None:
        """All are asked before the first is run: what was due while the program was off runs in its order."""
        able = [each for each in self._scheduled.values() if each.retry_at_seconds <= self._clock()]
        for each in able:
            if not each.is_asked:
                return each
        now = self._now_ms()
        due = [(each.at_ms, each) for each in able if each.at_ms is not None and each.at_ms <= now]
        return min(due, key=lambda pair: pair[0])[1] if due else None

    def _seconds_to_wait(self) -> float | None:
        """Until the nearest moment; None when there is none."""
        waits = [seconds for each in self._scheduled.values() if (seconds := self._seconds_to(each)) is not None]
        return min(*waits, LONGEST_WAIT_SECONDS) if waits else None

    def _seconds_to(self, scheduled: _Scheduled) -> float | None:
        retry = scheduled.retry_at_seconds - self._clock()
        if not scheduled.is_asked:
            return retry
        return None if scheduled.at_ms is None else max(retry, (scheduled.at_ms - self._now_ms()) / 1000)

    def _attempt(self, scheduled: _Scheduled) -> None:
        before, scheduled.at_ms = scheduled.at_ms, None  # what is noted from now on counts beside the answer
        try:
            is_advanced, at_ms = self._ask_or_run(scheduled)
        except Exception as problem:
            scheduled.at_ms = _earlier(scheduled.at_ms, before)
            self._put_off(scheduled, repr(problem))
            return
        scheduled.is_asked = True
        scheduled.at_ms = _earlier(scheduled.at_ms, at_ms)
        if is_advanced:
            scheduled.failures = 0
        else:
            self._put_off(scheduled, "it is due and did nothing")

    def _ask_or_run(self, scheduled: _Scheduled) -> tuple[bool, int | None]:
        """Whether it can go on at once, and when the rule is due next."""
        if not scheduled.is_asked:
            return True, self._rules.read(scheduled.due)
        return self._rules.write(_run, scheduled)

    def _put_off(self, scheduled: _Scheduled, reason: str) -> None:
        pause = min(FIRST_RETRY_SECONDS * 2 ** min(scheduled.failures, MAX_DOUBLINGS), LONGEST_RETRY_SECONDS)
        scheduled.failures += 1
        scheduled.retry_at_seconds = self._clock() + pause
        log.warning("The scheduled rule %s failed (%s). It is tried again in %.0f s.", scheduled.name, reason, pause)


def _run(work: Work, scheduled: _Scheduled) -> tuple[bool, int | None]:
    """In the writer's thread. A rule that stays due without doing anything would be run for ever."""
    done = scheduled.run(work)
    work.finish()  # the next question sees what the ORM still holds
    at_ms = scheduled.due(work)
    return done > 0 or at_ms is None or at_ms > work.now, at_ms


def _earlier(one: int | None, other: int | None) -> int | None:
    moments = [moment for moment in (one, other) if moment is not None]
    return min(moments) if moments else None
