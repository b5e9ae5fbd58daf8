"""Defines all errors that are reported to people and programs, in one class hierarchy.

    ChatError                       code             HTTP
    ├─ Invalid (field)              invalid          400
    ├─ NotSignedIn                  not_signed_in    401
    ├─ WrongCredentials             wrong_credentials 401
    ├─ Forbidden                    forbidden        403
    ├─ BadOrigin                    bad_origin       403
    ├─ BadCode                      bad_code         403
    ├─ SecureOnly                   secure_only      403
    ├─ NotFound                     not_found        404
    ├─ BadMethod                    bad_method       405
    ├─ NameTaken                    name_taken       409
    ├─ OtherPerson                  other_person     409
    ├─ SetupNeeded                  setup_needed     409
    ├─ SetupDone                    setup_done       409
    ├─ Moved (at)                   moved            410
    ├─ TooLarge                     too_large        413
    ├─ FileRefused (reason)         too_large        413
    ├─ BadHost                      bad_host         421
    ├─ RateLimited (retry_after)    rate_limited     429
    ├─ Internal                     internal         500
    │  ├─ DiskFull (reason)         internal         500
    │  ├─ Damaged (reason)          internal         500
    │  ├─ Stalled (reason)          internal         503
    │  ├─ EndedUnstored (reason)    internal         500
    │  └─ SecureTrouble (reason)    internal         500
    ├─ UnknownCommand               unknown_command  acks only
    └─ TooLong                      too_long         acks only
    StartError                      the host cannot start: one sentence, exit status 2

Each error has a sentence for people that says what to do: the text `error.KEY` of the catalogue (webui/i18n), with
`values` in its braces. `details` are further keys of the error object in the protocol (`field`, `retry_after`,
`reason`). They never contain internal names.
"""

from chat_desktop.start_error import StartError as StartError
from chat_desktop.start_error import ToldError, Values


class ChatError(ToldError):
    """An error with a code, an HTTP status and a sentence for people.

    `key` names the sentence, and `values` are what stands in its braces: text and numbers."""

    code = "internal"
    status = 500
    key = "internal"

    def __init__(self, key: str | None = None, values: Values | None = None, **details: object) -> None:
        super().__init__(key or self.key, values)
        self.details = details

    @property
    def message(self) -> str:
        """The sentence for people, in English. A key without a sentence stands for itself."""
        return str(self)


class Invalid(ChatError):
    """A value in the request is invalid. `field` names it."""

    code, status = "invalid", 400
    key = "invalid"

    def __init__(self, field: str, key: str, values: Values | None = None) -> None:
        super().__init__(key, values, field=field)


class NotSignedIn(ChatError):
    """The request needs a valid session or token."""

    code, status = "not_signed_in", 401
    key = "not_signed_in"


class WrongCredentials(ChatError):
    """The name or the password is wrong."""

    code, status = "wrong_credentials", 401
    key = "wrong_credentials"


class Forbidden(ChatError):
    """The person has no permission for the request."""

    code, status = "forbidden", 403
    key = "forbidden"


class BadOrigin(ChatError):
    """The request was sent by a page of another site."""

    code, status = "bad_origin", 403
    key = "bad_origin"


class BadCode(ChatError):
    """The code of an invitation or sign-in link is not valid."""

    code, status = "bad_code", 403
    key = "bad_code"


class SecureOnly(ChatError):
    """The request used plain HTTP although the office is in secure mode."""

    code, status = "secure_only", 403
    key = "secure_only"


class NotFound(ChatError):
    """The object does not exist or the person cannot see it."""

    code, status = "not_found", 404
    key = "not_found"


class BadMethod(ChatError):
    """The route does not support the HTTP method."""

    code, status = "bad_method", 405
    key = "bad_method"


class NameTaken(ChatError):
    """Another person or room has the same or a similar name."""

    code, status = "name_taken", 409
    key = "name_taken"


class OtherPerson(ChatError):
    """The page belongs to another person than the session."""

    code, status = "other_person", 409
    key = "other_person"


class Replaced(ChatError):
    """The client has asked something else since, and no longer needs this answer."""

    code, status = "replaced", 409
    key = "replaced"


class SetupNeeded(ChatError):
    """The office has no owner yet."""

    code, status = "setup_needed", 409
    key = "setup_needed"


class SetupDone(ChatError):
    """The office already has an owner."""

    code, status = "setup_done", 409
    key = "setup_done"


class Moved(ChatError):
    """Another copy of the office serves it now. `at` is its origin, or None."""

    code, status = "moved", 410

    key = "office_is_elsewhere"

    def __init__(self, at: str | None, key: str | None = None) -> None:
        super().__init__("office_is_now_at" if at else key, {"place": at} if at else None, at=at)


class TooLarge(ChatError):
    """The request is larger than its limit."""

    code, status = "too_large", 413
    key = "too_large"


class FileRefused(ChatError):
    """A file cannot be taken. The reason is `too_large`, `quota` or `disk_full`."""

    code, status = "too_large", 413

    def __init__(self, reason: str, key: str, values: Values | None = None) -> None:
        super().__init__(key, values, reason=reason)


class BadHost(ChatError):
    """The Host header does not name this host."""

    code, status = "bad_host", 421
    key = "bad_host"


class RateLimited(ChatError):
    """The client has exceeded a rate or a limit."""

    code, status = "rate_limited", 429
    key = "rate_limited"

    def __init__(self, retry_after: float, key: str | None = None) -> None:
        """`retry_after` is in seconds and is rounded up."""
        super().__init__(key, None, retry_after=max(1, int(-(-retry_after // 1))))


class Internal(ChatError):
    """The host has failed, and the client cannot correct it."""


class DiskFull(Internal):
    """The disk of the host is full."""

    key = "disk_full"

    def __init__(self) -> None:
        super().__init__(None, None, reason="disk_full")


class Damaged(Internal):
    """The database of the office is damaged. Only a backup helps."""

    key = "database_damaged"

    def __init__(self) -> None:
        super().__init__(None, None, reason="damaged")


class Stalled(Internal):
    """The database does not complete any write."""

    status = 503
    key = "stalled"

    def __init__(self) -> None:
        super().__init__(None, None, reason="stalled")


class EndedUnstored(Internal):
    """Sessions have ended, but that could not be stored yet. The host stores it as soon as it can."""

    key = "ended_not_stored"

    def __init__(self, reason: str) -> None:
        """REASON is why, as of DiskFull or Stalled."""
        super().__init__(None, None, reason=reason)


class SecureTrouble(Internal):
    """A certificate cannot be created, stored or read. The sentence says which one and what to do."""

    def __init__(self, key: str, values: Values | None = None) -> None:
        super().__init__(key, values, reason="secure")


class TooSlow(ChatError):
    """The request took longer than its limit and was cancelled."""

    code, status = "too_slow", 503
    key = "too_slow"


class UnknownCommand(ChatError):
    """The WebSocket command does not exist."""

    code, status = "unknown_command", 404
    key = "unknown_command"


class TooLong(ChatError):
    """The text of the message is too long."""

    code, status = "too_long", 413
    key = "too_long"


def codes() -> list[str]:
    """Returns all error codes of the program, sorted and without duplicates."""
    return sorted({error.code for error in ChatError.__subclasses__()})
