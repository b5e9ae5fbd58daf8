"""Runs the join doctor inside a running host: called from greenlets of the hub, it works in its own threads.

Its modules are imported in those threads, so that the start of a host does not have to load them.
"""

import contextlib
import logging
import sys
from collections.abc import Callable
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
    """The doctor of a running host. It is created on the hub.

    `subject()` is called in a thread, because it reads the network adapters. Concurrent calls of the same method share
    one run. `makes_rules` tells whether the platform's firewall rule can be added."""

    def __init__(self, subject: "Callable[[], Subject]", makes_rules: bool = sys.platform == "win32") -> None:
        self._subject, self._makes_rules = subject, makes_rules
        self._tasks: dict[Callable[[], Any], ThreadTask[Any]] = {}

    def run_checks(self) -> list[dict[str, Any]]:
        """Runs all checks and returns them as payloads. Blocks the greenlet until the slowest probe has ended."""
        return self._once(self._run_checks) or []

    def firewall_command(self) -> str | None:
        """Returns the command that lets an administrator add the firewall rule.

        Returns None when the platform needs no rule, or when the command could not be built, which is logged."""
        rules = self._once(self._rules) if self._makes_rules else None
        return None if rules is None else rules.text()

    def open_firewall(self) -> str:
        """Adds the firewall rule if the person at this computer confirms it.

        Returns "done", "refused" or "not_possible"."""
        made = self._once(self._make_rule) if self._makes_rules else None
        return made or "not_possible"

    def _run_checks(self) -> list[dict[str, Any]]:
        from chat_desktop.network.doctor.check_runner import run_checks

        return [check.payload() for check in run_checks(self._subject())]

    def _rules(self) -> "Rules":
        from chat_desktop.network.doctor.firewall import windows_rule

        subject = self._subject()
        return windows_rule.rules(subject.program, subject.port)

    def _make_rule(self) -> str:
        from chat_desktop.network.doctor.firewall import windows_rule

        return windows_rule.make(self._rules())

    def _once(self, function: Callable[[], T]) -> T | None:
        """Returns the result of the function, or None when it failed. Concurrent callers share one run."""
        task = self._tasks.get(function)
        if task is None:
            task = self._tasks[function] = ThreadTask(function)
        try:
            result: T | None = task.wait()
            return result
        finally:
            if self._tasks.get(function) is task:  # keep a later task, for which others wait
                del self._tasks[function]


class ThreadTask(Generic[T]):
    """A function that runs in a thread, which may be abandoned when the host stops.

    The thread pool of gevent is not used, because the host could not stop until a person has answered Windows' prompt.
    """

    def __init__(self, function: Callable[[], T]) -> None:
        self._function, self._done = function, Event()
        self._result: Any = None
        self._wake_hub = gevent.get_hub().loop.async_()
        self._wake_hub.start(self._finish)
        try:
            background.start("doctor", self._run)
        except RuntimeError:  # the system cannot create a thread
            log.exception("The doctor could not start")
            self._finish()

    def wait(self) -> T | None:
        """Returns the result, or None when the function failed, which is logged. Blocks the greenlet."""
        self._done.wait()
        return self._result  # type: ignore[no-any-return]

    def _run(self) -> None:
        try:
            self._result = self._function()
        except Exception:
            log.exception("The doctor failed")
        with contextlib.suppress(Exception):  # the hub may have ended meanwhile
            self._wake_hub.send()

    def _finish(self) -> None:
        self._wake_hub.stop()
        self._wake_hub.close()
        self._done.set()
