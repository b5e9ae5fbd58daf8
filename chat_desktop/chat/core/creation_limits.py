"""Limits how many rooms, conversations, links, sessions, answers and files one person may create in a given time, for
HTTP and sockets alike; and how often they change a room or their name, or pin a message, since others receive each
change.

The limits are far above what people do by hand. The owner has higher limits, because imports and bots run as the owner.
"""

from collections.abc import Callable
from typing import Literal, NamedTuple

from chat_desktop.chat.core.records import Role
from chat_desktop.chat.core.token_buckets import TokenBucket
from chat_desktop.errors import RateLimited

Kind = Literal[
    "room",
    "direct",
    "link",
    "session",
    "answer",
    "mention_all",
    "status",
    "urgent",
    "room_change",
    "name",
    "pin",
    "scheduled",
    "upload",
]

OWNER_TIMES = 100
MOST_KEPT = 10_000  # buckets; past it those that are full again go


class Bound(NamedTuple):
    """Allows BURST at once, and then one every SECONDS."""

    burst: float
    seconds: float
    key: str


BOUNDS: dict[Kind, Bound] = {
    "room": Bound(30, 5.0, "too_many_rooms"),
    "direct": Bound(60, 5.0, "too_many_conversations"),
    "link": Bound(30, 10.0, "too_many_links"),
    "room_change": Bound(300, 1.0, "too_many_room_changes"),
    "name": Bound(30, 60.0, "rate_limited"),
    "pin": Bound(60, 1.0, "too_many_pins"),
    "scheduled": Bound(60, 1.0, "too_many_scheduled_messages"),
    "status": Bound(30, 5.0, "too_many_statuses"),
    "session": Bound(60, 10.0, "too_many_sign_ins"),
    "mention_all": Bound(3, 20 * 60.0, "too_many_mentions_of_all"),
    "urgent": Bound(3, 20 * 60.0, "too_many_urgent_messages"),
    "upload": Bound(500, 1.0, "too_many_uploads"),
    "answer": Bound(60, 1.0, "too_many_answers"),
}


class CreationLimits:
    """The limits in memory. Only the thread of the writer uses it. `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[tuple[Kind, str, bool], TokenBucket] = {}

    def take(self, kind: Kind, user_id: str, role: Role | str) -> None:
        """Counts one creation. A rule calls it last before it creates something. Raises RateLimited."""
        bound = BOUNDS[kind]
        wait = self._bucket(kind, user_id, role == "owner").take(self._clock())
        if wait is not None:
            raise RateLimited(wait, bound.key)

    def __len__(self) -> int:
        return len(self._buckets)

    def _bucket(self, kind: Kind, user_id: str, is_owner: bool) -> TokenBucket:
        key = kind, user_id, is_owner
        if key not in self._buckets:
            self._make_room()
            times = OWNER_TIMES if is_owner else 1
            self._buckets[key] = TokenBucket(times / BOUNDS[kind].seconds, times * BOUNDS[kind].burst)
        return self._buckets[key]

    def _make_room(self) -> None:
        if len(self._buckets) >= MOST_KEPT:
            now = self._clock()
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if not bucket.is_full(now)}


class Unlimited(CreationLimits):
    """No limits, for rules that run outside of a serving host: at the start, and in offices made for measurements."""

    def __init__(self) -> None:
        super().__init__(lambda: 0.0)

    def take(self, kind: Kind, user_id: str, role: Role | str) -> None:
        pass
