"""Copies of one office on several computers, and which of them serves it.

A backup that was restored elsewhere, a folder that was copied and an office that was moved all have the same key. The
term is a number in the database that grows with each restore and each move. The copy with the highest term serves; a
copy that learns of a higher one gives way. This protects against accidents: only a hello that the office's key has
signed counts, and whoever has a backup has the key.
"""

import hashlib
import hmac
from collections.abc import Sequence

from msgspec import Struct

from chat_desktop.chat.core.work import Reading, Work
from chat_desktop.storage.newer_copy import NewerCopy as NewerCopy  # for those who may not import storage
from chat_desktop.storage.queries import office as office_queries

DOMAIN = "chat-desktop copy 1"
HANDOVER_DOMAIN = b"chat-desktop handover 1\n"
FIRST_TERM = 1
# The two computers' clocks may differ, as there is no internet. The session ends when the token is used.
HANDOVER_MS = 3_600_000


class Copy(Struct, frozen=True):
    """A copy that answers. `run` is random for each start, and `since` is its start in ms since 1970."""

    term: int
    run: str
    since: int
    serves: bool = True


def signed_text(challenge: str, office_id: str, copy: Copy, addresses: Sequence[str]) -> bytes:
    """Returns the text that is signed, one item a line. No item contains a line break."""
    state = "serves" if copy.serves else "stopped"
    lines = (DOMAIN, challenge, office_id, str(copy.term), copy.run, str(copy.since), state, *addresses)
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def gives_way(own: Copy, other: Copy) -> bool:
    """Returns whether OWN has to stop because of OTHER.

    Of two with the same term the one that was started first goes on; both sides compare the same numbers.
    """
    if other.run == own.run:
        return False
    if other.term != own.term:
        return other.term > own.term
    return other.serves and (other.since, other.run) < (own.since, own.run)


def term(reading: Reading) -> int:
    """Returns the term of this copy."""
    return int(reading.db.execute(office_queries.TERM).fetchone()[0])


def take_term(work: Work, number: int) -> int:
    """Raises the term to NUMBER if it is lower, and returns it."""
    work.db.execute(office_queries.RAISE_TERM, (number,))
    return term(work)


def handover_token(seed: bytes, session_id: str, now: int) -> str:
    """Returns a token by which the session is continued at another copy of the office, which has the same seed.

    NOW is in ms since 1970.
    """
    text = f"{session_id}.{now}"
    return f"{text}.{_mark(seed, text)}"


def handed_over(seed: bytes, token: str, now: int) -> str | None:
    """Returns the session id of a token that a copy of the office has issued; None if it is none, or too old."""
    text, _, mark = token.rpartition(".")
    session_id, _, issued = text.rpartition(".")
    if not text.isascii() or not hmac.compare_digest(mark.encode(), _mark(seed, text).encode()):
        return None
    return session_id if abs(now - int(issued)) < HANDOVER_MS else None


def _mark(seed: bytes, text: str) -> str:
    return hmac.new(seed, HANDOVER_DOMAIN + text.encode(), hashlib.sha256).hexdigest()
