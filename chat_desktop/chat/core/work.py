"""What a rule works with (`Reading`, `Work`), and how the web and the sockets run rules (`RuleExecutor`).

SQLAlchemy is imported with the first session: the process that searches and most hosts never need one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from msgspec import Struct

from chat_desktop.chat.core.creation_limits import CreationLimits, Unlimited
from chat_desktop.chat.core.events import Event
from chat_desktop.chat.core.ids import Random
from chat_desktop.chat.core.room_cache import UNCACHED, RoomCache
from chat_desktop.storage.db_protocol import Db
from chat_desktop.storage.search_index.index import NO_INDEX, SearchIndex

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from chat_desktop.storage.connection import Connection

P = ParamSpec("P")
T = TypeVar("T")

UNLIMITED = Unlimited()


class Reading:
    """One consistent snapshot of the database.

    `db` runs fixed SQL, `session` is the ORM; both see the same snapshot.
    """

    room_cache = UNCACHED

    def __init__(self, connection: "Connection", now: int, search_index: SearchIndex = NO_INDEX) -> None:
        self.now = now
        self.search_index = search_index
        self._connection = connection

    @cached_property
    def db(self) -> Db:
        return self._connection.db

    @cached_property
    def session(self) -> "Session":
        return self._connection.session()

    def flush(self) -> None:
        """Sends what the ORM still holds to the database, so that fixed SQL sees it."""
        if "session" in self.__dict__:
            self.session.flush()

    def finish(self) -> None:
        """Sends what the ORM still holds to the database, if it was used at all. The writer alone commits."""
        if "session" in self.__dict__:
            self.session.commit()

    def abandon(self) -> None:
        """Closes the ORM session, if it was used."""
        if "session" in self.__dict__:
            self.session.close()


class Work(Reading):
    """What a command works with: it may write, and records events. It runs in the thread of the writer."""

    def __init__(
        self,
        connection: "Connection",
        now: int,
        random: Random,
        limits: CreationLimits = UNLIMITED,
        room_cache: RoomCache = UNCACHED,
    ) -> None:
        super().__init__(connection, now)
        self.random = random
        self.limits = limits
        self.room_cache = room_cache
        self.events: list[Event] = []

    def record(self, event: Event) -> None:
        """Adds an event, which is published after this work is committed."""
        self.events.append(event)


@dataclass(frozen=True, slots=True)
class SlowQuery:
    """Whose query it is, how long it may run, and whether its client has left (`is_gone` is called on the hub).

    A later query of the same person with the same `replaces` takes its place: this one is stopped then. One that
    `gives_way` is refused when all threads are at work, and is stopped when another query needs its thread.
    """

    user_id: str
    limit_seconds: float = 10.0
    is_gone: Callable[[], bool] = lambda: False
    replaces: str | None = None
    gives_way: bool = False


class SearchQuestion(Struct, frozen=True):
    """Who searches, and the parameters of the request as they arrived. They are checked where the search runs."""

    session_id: str
    given: dict[str, str]
    takes_gzip: bool = False


class SearchAnswer(Struct, frozen=True):
    """The finished JSON of results or of a refusal, perhaps compressed. `status` is that of HTTP."""

    status: int
    body: bytes
    is_compressed: bool = False


class RuleExecutor(Protocol):
    """Runs rules in other threads. Each call only blocks the calling greenlet, and raises the rule's ChatError."""

    def write(self, rule: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a command in the writer. Returns when it is committed."""

    def read(self, rule: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a query in a reader."""

    def read_slowly(
        self, terms: SlowQuery, rule: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Runs a query that may take seconds.

        Raises TooSlow at its limit, Replaced when a later one takes its place, RateLimited when there are too many.
        """
        ...

    def search(self, terms: SlowQuery, question: SearchQuestion) -> SearchAnswer:
        """Searches the messages in a process of its own. Raises what `read_slowly` raises."""
        ...

    def hash(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a slow function without a database, such as a password hash, in a thread of its own."""
