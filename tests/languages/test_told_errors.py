"""What clients of the tests notice of every error that a host tells them: see tests/support/hosts/told_errors.py."""

import json

import pytest

from chat_desktop.errors import ChatError, Invalid, NotFound, SecureTrouble
from chat_desktop.wire import refusals
from tests.support.hosts import told_errors


@pytest.mark.parametrize(
    "error",
    [
        NotFound(),
        Invalid("name", "text_too_long", {"n": 2_000}),
        SecureTrouble("file_cannot_read", {"file": "a.pem", "why": "Permission denied"}),
    ],
)
def test_errors_with_their_sentence_pass(error: ChatError) -> None:
    told_errors.check(refusals.error(error))
    told_errors.check_json(json.dumps(refusals.error(error)).encode())


@pytest.mark.parametrize(
    "error",
    [
        NotFound("This room is gone."),
        Invalid("name", "text_too_long"),
        Invalid("name", "text_too_long", {"n": 5, "more": "x"}),
        SecureTrouble("file_cannot_read", {"file": "a.pem"}),
    ],
)
def test_errors_without_it_fail(error: ChatError) -> None:
    with pytest.raises(AssertionError):
        told_errors.check_json(json.dumps(refusals.error(error), separators=(",", ":")).encode())


def test_answers_that_are_no_errors_are_left_alone() -> None:
    for body in (b"", b'{"ok": true}', b"<html>", b'"ok"', b"[1]"):
        told_errors.check_json(body)
    told_errors.check(None)
    told_errors.check({"ok": True})
