"""Refuses everything that would change the office once another copy of it serves."""

from collections.abc import Callable
from typing import Any

from chat_desktop.chat.core.work import RuleExecutor, SearchAnswer, SearchQuestion, SlowQuery


class CheckedRule:
    """A rule that runs after a check, in the writer's thread: what it runs after the office was closed sees that. It
    has the name of the rule, for the log."""

    __slots__ = ("_check", "_rule")

    def __init__(self, rule: Callable[..., Any], check: Callable[[], None]) -> None:
        self._rule, self._check = rule, check

    @property
    def __name__(self) -> str:
        return self._rule.__name__

    def __call__(self, work: Any, *args: Any, **kwargs: Any) -> Any:
        self._check()
        return self._rule(work, *args, **kwargs)


class FencedRules:
    """Passes rules to the executor. `check` raises Moved when another copy serves.

    A rule that changes nothing, and runs in the writer for its place among the commits, says so by the attribute
    `changes_nothing`.
    """

    def __init__(self, rules: RuleExecutor, check: Callable[[], None]) -> None:
        self._rules, self._check = rules, check

    def write(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a rule in the writer. Raises Moved, and what the rule raises."""
        if getattr(rule, "changes_nothing", False):
            return self._rules.write(rule, *args, **kwargs)
        return self._rules.write(CheckedRule(rule, self._check), *args, **kwargs)

    def read(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a rule in a reader. Raises what the rule raises."""
        return self._rules.read(rule, *args, **kwargs)

    def read_slowly(self, terms: SlowQuery, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a slow query. Raises TooSlow, RateLimited, and what the rule raises."""
        return self._rules.read_slowly(terms, rule, *args, **kwargs)

    def search(self, terms: SlowQuery, question: SearchQuestion) -> SearchAnswer:
        """Searches the messages. Raises TooSlow, Replaced, RateLimited, Internal."""
        return self._rules.search(terms, question)

    def hash(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Runs a slow function in a thread for hashing. Raises what it raises."""
        return self._rules.hash(function, *args, **kwargs)
