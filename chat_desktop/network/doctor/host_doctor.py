"""The doctor inside a host that runs: asked from the hub's greenlets, at work in threads of its own.

What he works with is imported there: the platform's tools, HTTP and TLS are nothing that a start should wait for.
"""

import contextlib
import logging
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import gevent
from gevent.event import Event

from chat_desktop import background

if TYPE_CHECKING:
    from chat_desktop.network.doctor.firewall.windows_rule import Rules
    from chat_desktop.network.doctor.subject import Subject

T = TypeVar("T")

log = logging.getLogger(__name__)


class HostDoctor:
    """Made on the hub. `subject` is asked in a thread, since it looks at the network's adapters. Whatever is asked
    twice at the same time is done once."""

    def __init__(self, subject: "Callable[[], Subject]", makes_rules: bool = sys.platform == "win32") -> None:
        self._subject, self._makes_rules = subject, makes_rules
        self._tasks: dict[Callable[[], Any], ThreadTask[Any]] = {}

    def run_checks(self) -> list[dict[str, Any]]:
        """The checks as payloads. Blocks the greenlet for as long as the slowest probe may take."""
        return self._once(self._run_checks) or []

    def firewall_command(self) -> str | None:
        """What an administrator can type to let colleagues through; None where no such rule is needed, or
        where it could not be found out, which the log tells."""
        rules = self._once(self._rules) if self._makes_rules else None
        return None if rules is None else rules.text()

    def open_firewall(self) -> str:
        """Makes the rule, if the person at this computer agrees: "done", "refused" or "not_possible"."""
        made = self._once(self._make_rule) if self._makes_rules else None
        return made or "not_possible"

    def _run_checks(self) -> list[dict[str, Any]]:
        from chat_desktop.network.doctor.check_runner import run_checks

        return [asdict(check) for check in run_checks(self._subject())]

    def _rules(self) -> "Rules":
        from chat_desktop.network.doctor.firewall import windows_rule

        subject = self._subject()
        return windows_rule.rules(subject.program, subject.port)

    def _make_rule(self) -> str:
        from chat_desktop.network.doctor.firewall import windows_rule

        return windows_rule.make(self._rules())

    def _once(self, function: Callable[[], T]) -> T | None:
        """Its result, or None when it failed."""
        task = self._tasks.get(function)
        if task is None:
            task = self._tasks[function] = ThreadTask(function)
        try:
            result: T | None = task.wait()
            return result
        finally:
            if self._tasks.get(function) is task:  # not a later one, which others wait for
                del self._tasks[function]


class ThreadTask(Generic[T]):
    """A function at work in a thread that may be left behind: gevent's pool would keep a host that stops until a
    person has answered Windows' question."""

    def __init__(self, function: Callable[[], T]) -> None:
        self._function, self._done = function, Event()
        self._result: Any = None
        self._alarm = gevent.get_hub().loop.async_()
        self._alarm.start(self._finish)
        try:
            background.start("doctor", self._run)
        except RuntimeError:  # the system has no thread to give
            log.exception("The doctor could not start")
            self._finish()

    def wait(self) -> T | None:
        """Its result, or None when it failed, which the log tells. Blocks the greenlet."""
        self._done.wait()
        return self._result  # type: ignore[no-any-return]

    def _run(self) -> None:
        try:
            self._result = self._function()
        except Exception:
            log.exception("The doctor failed")
        with contextlib.suppress(Exception):  # the hub may have ended meanwhile
            self._alarm.send()

    def _finish(self) -> None:
        self._alarm.stop()
        self._alarm.close()
        self._done.set()
