"""What the operating system says of a failure is told in the reader's language: by hosts, pages and the window."""

import errno
import http.client
import os
import socket
import sqlite3
import ssl
import sys
from pathlib import Path

import pytest

from chat_desktop import config
from chat_desktop.desktop import texts
from chat_desktop.errors import SecureTrouble, StartError
from chat_desktop.languages import sentences
from chat_desktop.languages.system_words import file_cannot_read, system_words
from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving import messages
from chat_desktop.operations.updates.manifest import UpdateRefused
from chat_desktop.start_error import ToldError
from chat_desktop.storage.database import Database
from chat_desktop.wire import refusals

NUMBERS = ("ENOSPC", "EACCES", "EPERM", "ENOENT", "ENOTDIR", "EROFS", "EIO", "EBUSY", "ECONNREFUSED", "EHOSTUNREACH")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the words of Linux")
@pytest.mark.parametrize("name", NUMBERS)
def test_in_english_it_is_what_the_system_says(name: str) -> None:
    number = getattr(errno, name)
    found = system_words(OSError(number, os.strerror(number)))
    assert str(found) == os.strerror(number)
    assert found.in_language("de") != found.in_language("ja") != str(found)


def test_what_we_have_no_words_for_keeps_its_english_only_in_english(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    odd = system_words(OSError(errno.EBADF, "Bad file descriptor", "/secret"))
    assert (str(odd), odd.in_language("en")) == ("Bad file descriptor", "Bad file descriptor")
    assert odd.in_language("de") == "Unerwarteter Fehler (EBADF)"
    assert system_words(OSError("something odd")).in_language("fr") == "Erreur inattendue (OSError)"
    assert system_words(ValueError("odd too")).in_language("ja") == "予期しないエラー（ValueError）"
    assert "something odd" in caplog.text
    assert str(system_words(OSError())) == "OSError"
    assert str(system_words(TimeoutError("timed out"))) == "Connection timed out"
    assert str(system_words(http.client.RemoteDisconnected("Remote end closed"))) == "Connection reset by peer"


def _from_sqlite(code: int) -> sqlite3.Error:
    problem = sqlite3.OperationalError("in English")
    problem.sqlite_errorcode = code
    return problem


SQLITE = "FULL CORRUPT CORRUPT_INDEX NOTADB CANTOPEN READONLY READONLY_DBMOVED BUSY LOCKED IOERR IOERR_WRITE NOMEM PERM"


@pytest.mark.parametrize("name", SQLITE.split())
def test_what_sqlite_says_is_told_in_each_language(name: str) -> None:
    found = system_words(_from_sqlite(getattr(sqlite3, f"SQLITE_{name}")))
    words = {code: found.in_language(code) for code in sentences.shipped().codes}
    assert len(set(words.values())) == len(words) == 8
    assert "in English" not in words.values()


def test_a_real_damaged_database_is_told_by_its_key(tmp_path: Path) -> None:
    (tmp_path / "chat.db").write_bytes(b"not a database" * 500)
    with pytest.raises(StartError) as caught:
        Database(tmp_path).prepare()
    assert str(caught.value).endswith("cannot be opened: file is not a database.")
    assert "Die Datei ist keine Datenbank" in caught.value.in_language("de")


@pytest.mark.parametrize(
    ("problem", "german"),
    [
        (ImportError("libGL.so.1: cannot open shared object file: No such file"), "libGL.so.1 lässt sich nicht laden"),
        (ModuleNotFoundError("No module named 'qtpy'", name="qtpy"), "qtpy lässt sich nicht laden"),
        (MemoryError(), "Der Arbeitsspeicher reicht nicht aus"),
        (RuntimeError("can't start new thread"), "Das System startet keine weiteren Threads"),
        (socket.gaierror(-2, "Name or service not known"), "Der Name ist im Netz nicht bekannt"),
        (http.client.BadStatusLine("x"), "Die Antwort des anderen Computers ist unverständlich"),
    ],
)
def test_causes_of_a_start_or_a_window_that_fails_are_told(problem: Exception, german: str) -> None:
    assert system_words(problem).in_language("de") == german


@pytest.mark.parametrize(
    ("code", "german"), [(10, "abgelaufen"), (18, "vertraut"), (62, "anderen Namen"), (999, "nicht prüfen")]
)
def test_why_a_certificate_is_refused_is_told(code: int, german: str) -> None:
    problem = ssl.SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] in English")
    problem.verify_code, problem.verify_message = code, "in English"
    told = system_words(problem).in_language("de")
    assert german in told
    assert "English" not in told


def test_a_finding_of_the_diagnostics_has_its_cause_by_key() -> None:
    found = sentences.sentence("check.mdns_unusable", why=system_words(OSError(errno.EADDRINUSE, "")))
    told = found.payload()["values"]
    assert told == {"why": {"message": "Address already in use", "key": "os_address_used", "values": {}}}
    assert "Die Adresse wird schon benutzt" in found.in_language("de")
    assert "Address already in use" in found.english


def test_settings_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("port = 1\nhost ? 2\n")
    with pytest.raises(StartError) as caught:
        config._from_file(tmp_path / "config.toml")
    assert "Zeile 2 ist kein TOML" in caught.value.in_language("de")
    with pytest.raises(config.RefusedValue) as refused:
        config._port("many")
    assert refused.value.in_language("fr").startswith("un port est")


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


@pytest.mark.parametrize("refusal", [StartError, SecureTrouble, UpdateRefused])
def test_a_file_that_cannot_be_read_is_said_in_one_way(refusal: type[ToldError]) -> None:
    told = file_cannot_read(refusal, Path("a.pem"), PermissionError(errno.EACCES, "Permission denied"))
    assert type(told) is refusal
    assert str(told) == "The file a.pem cannot be read: Permission denied."
    assert told.in_language("de") == "Die Datei a.pem lässt sich nicht lesen: Keine Berechtigung."


def test_the_sentence_of_an_unreadable_file_is_built_in_one_place() -> None:
    sources = (Path(__file__).parents[2] / "chat_desktop").rglob("*.py")
    assert [path.name for path in sources if '"file_cannot_read"' in path.read_text("utf-8")] == ["system_words.py"]
