"""What the system and libraries say of a failure, by their error numbers, as sentences of the catalogue."""

import errno
import http.client
import logging
import os
import re
import socket
import sqlite3
import ssl
from collections.abc import Callable
from typing import TypeVar

from chat_desktop.start_error import Cause, ToldError, Values

log = logging.getLogger(__name__)

Told = TypeVar("Told", bound=ToldError)

_KEYS = {
    errno.EACCES: "os_permission_denied",
    errno.EPERM: "os_not_permitted",
    errno.ENOENT: "os_not_there",
    errno.ENOTDIR: "os_no_folder",
    errno.EISDIR: "os_is_folder",
    errno.EEXIST: "os_exists",
    errno.ENOTEMPTY: "os_not_empty",
    errno.EBUSY: "os_busy",
    errno.ENOSPC: "os_no_space",
    errno.EFBIG: "os_file_large",
    errno.EROFS: "os_read_only",
    errno.EIO: "os_input_output",
    errno.ENAMETOOLONG: "os_name_long",
    errno.EMFILE: "os_files_open",
    errno.ENFILE: "os_files_open",
    errno.ENOMEM: "os_no_memory",
    errno.EPIPE: "os_reset",
    errno.ECONNREFUSED: "os_refused",
    errno.ECONNRESET: "os_reset",
    errno.ECONNABORTED: "os_reset",
    errno.ETIMEDOUT: "os_timed_out",
    errno.EHOSTUNREACH: "os_no_route",
    errno.ENETUNREACH: "os_no_network",
    errno.EADDRINUSE: "os_address_used",
    errno.EADDRNOTAVAIL: "os_address_foreign",
}
if hasattr(errno, "EDQUOT"):  # not on Windows
    _KEYS[errno.EDQUOT] = "os_quota"

# By the primary result code of SQLite, which is the last byte of the extended one.
_SQLITE = {
    sqlite3.SQLITE_PERM: "os_permission_denied",
    sqlite3.SQLITE_BUSY: "db_locked",
    sqlite3.SQLITE_LOCKED: "db_locked",
    sqlite3.SQLITE_PROTOCOL: "db_locked",
    sqlite3.SQLITE_NOMEM: "os_no_memory",
    sqlite3.SQLITE_READONLY: "db_read_only",
    sqlite3.SQLITE_IOERR: "os_input_output",
    sqlite3.SQLITE_CORRUPT: "db_damaged",
    sqlite3.SQLITE_FULL: "db_full",
    sqlite3.SQLITE_CANTOPEN: "db_cannot_open",
    sqlite3.SQLITE_NOTADB: "db_none",
}

# By the reason that OpenSSL names.
_TLS = {
    "EE_KEY_TOO_SMALL": "tls_key_small",
    "CA_KEY_TOO_SMALL": "tls_key_small",
    "CA_MD_TOO_WEAK": "tls_signature_weak",
    "KEY_VALUES_MISMATCH": "tls_key_other",
    "KEY_TYPE_MISMATCH": "tls_key_other",
    "UNKNOWN_CERTIFICATE_TYPE": "tls_key_kind",
    "UNSUPPORTED_ALGORITHM": "tls_key_kind",
    "WRONG_VERSION_NUMBER": "tls_none",
    "HTTP_REQUEST": "tls_none",
    "UNEXPECTED_EOF_WHILE_READING": "os_reset",
}
# By the codes of X509_verify_cert_error_string.
_VERIFYING = {
    9: "tls_early",
    10: "tls_expired",
    18: "tls_issuer_unknown",
    19: "tls_issuer_unknown",
    20: "tls_issuer_unknown",
    21: "tls_issuer_unknown",
    62: "tls_name_other",
    64: "tls_name_other",
}
_LIBRARY_FILE = re.compile(r"\S+\.(?:so|dll|dylib)[\w.]*")


def file_cannot_read(refusal: Callable[[str, Values], Told], file: object, problem: OSError) -> Told:
    """Returns the error of the class REFUSAL that says which file cannot be read, and why."""
    return refusal("file_cannot_read", {"file": str(file), "why": system_words(problem)})


def unknown_cause(problem: BaseException, code: str | None = None) -> Cause:
    """Returns the words for a failure that we have none for. CODE is what programs call it, such as SQLITE_MISUSE."""
    english = str(problem).rstrip(".") or type(problem).__name__
    log.info("A cause without words of its own: %s: %s", type(problem).__name__, english)
    return Cause("cause_unknown", english, {"code": code or type(problem).__name__})


def system_words(problem: BaseException) -> ToldError:
    """Returns the words for a failure as a value of another sentence, by its error number.

    One that we have no words for keeps its English, and in other languages has a code that can be looked up."""
    problem = getattr(problem, "orig", None) or problem  # SQLAlchemy has the error of the driver there
    if isinstance(problem, ssl.SSLError):
        return _of_tls(problem)
    if isinstance(problem, OSError):
        return _of_system(problem)
    if isinstance(problem, sqlite3.Error):
        code = getattr(problem, "sqlite_errorcode", None)
        key = None if code is None else _SQLITE.get(code & 0xFF)
        return ToldError(key) if key else unknown_cause(problem, getattr(problem, "sqlite_errorname", None))
    if isinstance(problem, ImportError):
        return _of_import(problem)
    if isinstance(problem, MemoryError):
        return ToldError("os_no_memory")
    if isinstance(problem, http.client.HTTPException):
        return Cause("answer_strange", str(problem) or type(problem).__name__)
    if isinstance(problem, RuntimeError) and "thread" in str(problem):
        return Cause("os_threads", str(problem))
    return unknown_cause(problem)


def file_words(problem: OSError) -> ToldError:
    """As `system_words`, with the file that the failure is about, for sentences that do not name it themselves."""
    why, file = system_words(problem), problem.filename
    return ToldError("cause_at_file", {"why": why, "file": os.fsdecode(file)}) if isinstance(file, str | bytes) else why


def _of_system(problem: OSError) -> ToldError:
    number = problem.errno
    if isinstance(problem, TimeoutError):
        number = errno.ETIMEDOUT
    elif isinstance(problem, ConnectionResetError):  # also http.client's, which has no number
        number = errno.ECONNRESET
    elif isinstance(problem, socket.gaierror):
        return Cause("os_name_unknown", problem.strerror or str(problem))
    key = None if number is None else _KEYS.get(number)
    if key:
        return ToldError(key)
    plain = OSError(problem.strerror) if problem.strerror else problem  # without the path, which the sentence has
    return unknown_cause(plain, errno.errorcode.get(number or 0))


def _of_tls(problem: ssl.SSLError) -> ToldError:
    if isinstance(problem, ssl.SSLCertVerificationError):
        key = _VERIFYING.get(problem.verify_code)
        return ToldError(key) if key else Cause("tls_unverified", problem.verify_message or str(problem))
    reason = problem.reason or ""
    return ToldError(_TLS[reason]) if reason in _TLS else unknown_cause(problem, reason or None)


def _of_import(problem: ImportError) -> ToldError:
    """Names the file or module that is missing: `libGL.so.1: cannot open shared object file` or `No module named x`."""
    file = _LIBRARY_FILE.search(str(problem))
    name = file[0].rstrip(".") if file else problem.name
    return Cause("unusable_library", str(problem), {"name": name}) if name else unknown_cause(problem)
