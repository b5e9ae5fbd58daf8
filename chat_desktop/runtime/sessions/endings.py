"""Ends sessions also while nothing can be stored: what takes rights away must not wait for space on the disk."""

import logging
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent

from chat_desktop.chat.core.events import SessionsEnded
from chat_desktop.chat.core.work import RuleExecutor, Work
from chat_desktop.chat.users.session_cache import SessionCache
from chat_desktop.errors import ChatError, DiskFull, EndedUnstored, Internal, Stalled

AGAIN_SECONDS = 2.0  # between two tries to store what has ended
MOST_WAITING = 1_000  # rules that wait for space; what they ended in memory stays ended in any case

log = logging.getLogger(__name__)


class SessionEndings:
    """Runs rules that end sessions. Where the end cannot be stored, the host refuses these sessions from then on, and
    runs the rule again until it is stored, in the order in which the rules came.

    Nobody can come back meanwhile: each way to sign in stores a session. A host that is started again before there is
    space knows nothing of the end, so whoever asked for it is told. `publish` hands out events, as after a commit.
    """

    def __init__(self, rules: RuleExecutor, identities: SessionCache, publish: Callable[[list[Any]], None]) -> None:
        self._rules, self._identities, self._publish = rules, identities, publish
        self._waiting: deque[tuple[Callable[..., Any], tuple[Any, ...]]] = deque()
        self._greenlet: Any = None

    def run(self, rule: Callable[..., Any], *args: Any) -> Any:
        """Runs a rule and returns its result. Blocks the calling greenlet.

        Raises EndedUnstored when the sessions have ended but the disk does not have it yet, DiskFull or Stalled when
        the rule ended no session, and what the rule raises.
        """
        try:
            return self._rules.write(rule, *args)
        except (DiskFull, Stalled) as problem:
            self._end_in_memory(rule, args, problem)
            raise EndedUnstored(reason=str(problem.details["reason"])) from None

    def stop(self) -> None:
        """Ends the tries."""
        if self._greenlet is not None:
            self._greenlet.kill()

    def _end_in_memory(self, rule: Callable[..., Any], args: tuple[Any, ...], problem: ChatError) -> None:
        """Raises PROBLEM when no session ends, and what the rule raises."""
        ended: list[SessionsEnded] = []
        with suppress(_Rehearsed):
            self._rules.write(_rehearse, ended, rule, args)
        if not ended:
            raise problem
        for event in ended:
            self._identities.block(event.session_ids)
        self._publish(list(ended))
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append((rule, args))
        if self._greenlet is None:
            self._greenlet = gevent.spawn(self._store)

    def _store(self) -> None:
        while self._waiting:
            gevent.sleep(AGAIN_SECONDS)
            while self._waiting and self._is_settled(*self._waiting[0]):
                self._waiting.popleft()
        self._greenlet = None

    def _is_settled(self, rule: Callable[..., Any], args: tuple[Any, ...]) -> bool:
        try:
            self._rules.write(rule, *args)
        except Internal:
            return False  # nothing can be stored yet
        except ChatError as problem:
            log.warning("The end of sessions is not stored any more: %s", problem)
        return True


class _Rehearsed(ChatError):
    """Makes the writer take back what the rule has changed, before anything is written to the disk."""


def _rehearse(work: Work, ended: list[SessionsEnded], rule: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """Runs a rule, with its checks of who may do this, to learn which sessions it ends. Always raises."""
    rule(work, *args)
    ended.extend(event for event in work.events if isinstance(event, SessionsEnded))
    raise _Rehearsed
