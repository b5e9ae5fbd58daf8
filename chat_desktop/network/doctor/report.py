"""Implements the command `chat-desktop doctor`: prints the checks as a table, or as JSON for programs."""

import json
import sys
import textwrap
from collections.abc import Sequence

from chat_desktop.network.doctor.check_runner import run_checks
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.subject import Subject

WIDTH = 100
MARKS = {"ok": "ok", "warning": "check", "failed": "FAILED", "unknown": "?"}


def run(subject: Subject, as_json: bool) -> int:
    """Runs the checks and prints them. Returns the exit status: 0 when none failed, else 1."""
    checks = run_checks(subject)
    _print(json.dumps({"checks": [check.payload() for check in checks]}, indent=2) if as_json else table(checks))
    return int(any(check.state == "failed" for check in checks))


def table(checks: Sequence[Check]) -> str:
    """Returns the checks as lines of text."""
    return "\n".join(line for check in checks for line in _lines(check))


def _lines(check: Check) -> list[str]:
    head = f"{MARKS[check.state]:>6}  {check.title}"
    paragraphs = [check.detail, *([f"-> {check.cure}"] if check.cure else [])]
    margin = " " * 8
    return [head, *(textwrap.fill(t, WIDTH, initial_indent=margin, subsequent_indent=margin) for t in paragraphs)]


def _print(text: str) -> None:
    try:
        print(text)
    except UnicodeEncodeError:  # an old Windows console
        print(text.encode(sys.stdout.encoding or "ascii", "replace").decode(sys.stdout.encoding or "ascii"))
