"""What the operating system says of a failure is told in the reader's language: by hosts, pages and the window."""

import errno
import os
import sys

import pytest

from chat_desktop.desktop import texts
from chat_desktop.errors import SecureTrouble
from chat_desktop.languages.system_words import system_words
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving import messages
from chat_desktop.wire import refusals

NUMBERS = ("ENOSPC", "EACCES", "EPERM", "ENOENT", "ENOTDIR", "EROFS", "EIO", "EBUSY", "ECONNREFUSED", "EHOSTUNREACH")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the words of Linux")
@pytest.mark.parametrize("name", NUMBERS)
def test_in_english_it_is_what_the_system_says(name: str) -> None:
    number = getattr(errno, name)
    found = system_words(OSError(number, os.strerror(number)))
    assert str(found) == os.strerror(number)
    assert found.in_language("de") != found.in_language("ja") != str(found)


def test_what_we_have_no_words_for_stays_as_the_system_says_it() -> None:
    assert str(system_words(OSError(errno.EBADF, "Bad file descriptor"))) == "Bad file descriptor"
    assert system_words(OSError("something odd")).in_language("de") == "something odd"
    assert str(system_words(OSError())) == "OSError"
    assert str(system_words(TimeoutError("timed out"))) == "Connection timed out"


def test_the_answer_of_the_host_has_it_by_key() -> None:
    problem = SecureTrouble("file_cannot_read", {"file": "a.pem", "why": system_words(OSError(errno.EACCES, ""))})
    told = refusals.error(problem)["error"]
    assert told["message"] == str(problem)
    assert "Permission denied" in told["message"]
    why = {"message": "Permission denied", "key": "os_permission_denied", "values": {}}
    assert told["values"] == {"file": "a.pem", "why": why}
    assert "Keine Berechtigung" in problem.in_language("de")


def test_another_computer_tells_it_by_key_too() -> None:
    problem = BackupFailed("failed", "restore_failed", {"why": system_words(OSError(errno.EROFS, ""))})
    heard = messages._refusal({"reason": "failed", "sentence": str(problem), **problem.payload()})
    assert (str(heard), heard.in_language("fr")) == (str(problem), problem.in_language("fr"))
    strange = messages._refusal({"key": "restore_failed", "values": {"why": {"key": ["x"], "message": "M" * 9_000}}})
    assert len(str(strange)) < 700


def test_the_window_has_it_in_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "language", lambda: "es")
    told = texts.text("place.unwritable", folder="/x", why=system_words(OSError(errno.EACCES, "")))
    assert "Permiso denegado" in told
