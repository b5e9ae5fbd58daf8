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
    │  ├─ Stalled (reason)          internal         503
    │  └─ SecureTrouble (reason)    internal         500
    ├─ UnknownCommand               unknown_command  acks only
    └─ TooLong                      too_long         acks only
    StartError                      the host cannot start: one sentence, exit status 2

Each error has a sentence for people that says what to do. `details` are further keys of the error object in the
protocol (`field`, `retry_after`, `reason`). They never contain internal names.
"""


class ChatError(Exception):
    """An error with a code, an HTTP status and a sentence for people."""

    code = "internal"
    status = 500
    sentence = "Something went wrong on the host. Try again."

    def __init__(self, sentence: str | None = None, **details: object) -> None:
        super().__init__(sentence or self.sentence)
        self.details = details

    @property
    def message(self) -> str:
        """The sentence for people."""
        return str(self.args[0])


class Invalid(ChatError):
    """A value in the request is invalid. `field` names it."""

    code, status = "invalid", 400
    sentence = "Something in this request isn't valid."

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence, field=field)


class NotSignedIn(ChatError):
    """The request needs a valid session or token."""

    code, status = "not_signed_in", 401
    sentence = "You're not signed in. Sign in and try again."


class WrongCredentials(ChatError):
    """The name or the password is wrong."""

    code, status = "wrong_credentials", 401
    sentence = "Wrong name or password."


class Forbidden(ChatError):
    """The person has no permission for the request."""

    code, status = "forbidden", 403
    sentence = "You can't do that here."


class BadOrigin(ChatError):
    """The request was sent by a page of another site."""

    code, status = "bad_origin", 403
    sentence = "This request came from another website. Open the office's own address and try again."


class BadCode(ChatError):
    """The code of an invitation or sign-in link is not valid."""

    code, status = "bad_code", 403
    sentence = "This link doesn't work any more. Ask a colleague for the current one."


class SecureOnly(ChatError):
    """The request used plain HTTP although the office is in secure mode."""

    code, status = "secure_only", 403
    sentence = "This office is in secure mode and only answers over https. Open /trust here to see how to continue."


class NotFound(ChatError):
    """The object does not exist or the person cannot see it."""

    code, status = "not_found", 404
    sentence = "There's nothing here, or you can't see it."


class BadMethod(ChatError):
    """The route does not support the HTTP method."""

    code, status = "bad_method", 405
    sentence = "This address doesn't accept that kind of request."


class NameTaken(ChatError):
    """Another person or room has the same or a similar name."""

    code, status = "name_taken", 409
    sentence = "Someone already has this name, or one that looks like it. Choose another."


class OtherPerson(ChatError):
    """The page belongs to another person than the session."""

    code, status = "other_person", 409
    sentence = "Someone else is signed in in this browser now. Reload the page to see who."


class Replaced(ChatError):
    """The client has asked something else since, and no longer needs this answer."""

    code, status = "replaced", 409
    sentence = "You have searched for something else since."


class SetupNeeded(ChatError):
    """The office has no owner yet."""

    code, status = "setup_needed", 409
    sentence = "This office isn't set up yet. Finish the set-up on the host first."


class SetupDone(ChatError):
    """The office already has an owner."""

    code, status = "setup_done", 409
    sentence = "This office is already set up. Sign in instead."


class Moved(ChatError):
    """Another copy of the office serves it now. `at` is its origin, or None."""

    code, status = "moved", 410

    def __init__(self, sentence: str, at: str | None) -> None:
        super().__init__(sentence, at=at)


class TooLarge(ChatError):
    """The request is larger than its limit."""

    code, status = "too_large", 413
    sentence = "This is too large to send."


class FileRefused(ChatError):
    """A file cannot be taken. The reason is `too_large`, `quota` or `disk_full`."""

    code, status = "too_large", 413

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence, reason=reason)


class BadHost(ChatError):
    """The Host header does not name this host."""

    code, status = "bad_host", 421
    sentence = "The host doesn't know this address. Use the address that it shows."


class RateLimited(ChatError):
    """The client has exceeded a rate or a limit."""

    code, status = "rate_limited", 429
    sentence = "Too many tries. Wait a moment and try again."

    def __init__(self, retry_after: float, sentence: str | None = None) -> None:
        """`retry_after` is in seconds and is rounded up."""
        super().__init__(sentence, retry_after=max(1, int(-(-retry_after // 1))))


class Internal(ChatError):
    """The host has failed, and the client cannot correct it."""


class DiskFull(Internal):
    """The disk of the host is full."""

    sentence = "The host's disk is full, so nothing was saved. Free some space there, then try again."

    def __init__(self) -> None:
        super().__init__(None, reason="disk_full")


class Stalled(Internal):
    """The database does not complete any write."""

    status = 503
    sentence = "The host is running, but can't store anything right now. Check its disk and its log."

    def __init__(self) -> None:
        super().__init__(None, reason="stalled")


class SecureTrouble(Internal):
    """A certificate cannot be created, stored or read. The sentence says which one and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, reason="secure")


class TooSlow(ChatError):
    """The request took longer than its limit and was cancelled."""

    code, status = "too_slow", 503
    sentence = "This took too long, so the host stopped it. Ask for less at a time."


class UnknownCommand(ChatError):
    """The WebSocket command does not exist."""

    code, status = "unknown_command", 404
    sentence = "The host doesn't know this command."


class TooLong(ChatError):
    """The text of the message is too long."""

    code, status = "too_long", 413
    sentence = "This message is too long. A message has at most 8,000 characters."


class StartError(Exception):
    """The host cannot start. Its text is one sentence for the person who started it."""


def codes() -> list[str]:
    """Returns all error codes of the program, sorted and without duplicates."""
    return sorted({error.code for error in ChatError.__subclasses__()})
