"""Makes ids and secrets from a source of random bytes that is passed in."""

import base64
from collections.abc import Callable

# Crockford's base 32 in lower case: sorts as it counts, and has no letters that look alike.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

SCHEDULED = "scheduled-"  # the client ids of messages that the host posts at their time begin so

Random = Callable[[int], bytes]  # secrets.token_bytes


def timed_id(now: int, random: Random) -> str:
    """Returns 18 characters: 10 for the time in ms, 8 random.

    New ids sort last, so that indexes grow at one end only.
    """
    return base32(now, 10) + base32(int.from_bytes(random(5), "big"), 8)


def short_id(random: Random) -> str:
    """Returns 12 characters with 60 random bits, for people, rooms and sessions."""
    return base32(int.from_bytes(random(8), "big") >> 4, 12)


def secret(random: Random, size: int = 16) -> str:
    """Returns URL-safe text of SIZE random bytes: 16 for a code in a link (128 bits), 32 for a session token."""
    return base64.urlsafe_b64encode(random(size)).decode().rstrip("=")


def base32(number: int, length: int) -> str:
    """Returns the last LENGTH digits of a number."""
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range((length - 1) * 5, -1, -5))
