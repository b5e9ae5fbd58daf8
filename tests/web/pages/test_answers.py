"""Answers in JSON: small where the client takes it, and never at everybody's cost."""

import gzip

import pytest
from flask import Flask

from chat_desktop.web import answers

FEW, MANY, TOO_MANY = 10, answers.MIN_COMPRESSED_BYTES, answers.MAX_COMPRESSED_BYTES


@pytest.mark.parametrize(("size", "encoding"), [(FEW, None), (MANY, "gzip"), (TOO_MANY, None)])
def test_an_answer_is_compressed_where_it_pays_and_holds_nobody_up(size: int, encoding: str | None) -> None:
    with Flask("answers").test_request_context(headers={"Accept-Encoding": "gzip"}):
        answer = answers.ok(text="x" * size)
    assert answer.headers.get("Content-Encoding") == encoding
    content = gzip.decompress(answer.data) if encoding else answer.data
    assert content == b'{"ok":true,"text":"' + b"x" * size + b'"}'


def test_nothing_is_compressed_for_who_does_not_take_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(gzip, "compress")
    with Flask("answers").test_request_context():
        answer = answers.ok(201, text="x" * MANY)
    assert (answer.status_code, answer.headers["Vary"]) == (201, "Accept-Encoding")
    assert "Content-Encoding" not in answer.headers
