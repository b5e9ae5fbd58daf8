"""What the log calls a rule that runs behind the check of the office's copies."""

from typing import Any

import pytest

from chat_desktop.errors import Moved
from chat_desktop.runtime.copies.fenced_rules import CheckedRule


def post(work: Any, text: str) -> tuple[Any, str]:
    return work, text


def test_a_checked_rule_has_the_name_of_its_rule_and_runs_it() -> None:
    checked = CheckedRule(post, lambda: None)
    assert checked.__name__ == "post"
    assert checked("work", text="hello") == ("work", "hello")


def test_a_checked_rule_is_not_run_when_the_check_fails() -> None:
    def refuse() -> None:
        raise Moved("elsewhere")

    with pytest.raises(Moved):
        CheckedRule(post, refuse)("work", "hello")
