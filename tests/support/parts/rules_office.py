"""Creates an office without a server: the rules over a real SQLite file, with a clock that the test sets."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Concatenate, ParamSpec, TypeVar

import sqlalchemy

from chat_desktop.chat.core import names
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.creation_limits import CreationLimits
from chat_desktop.chat.core.records import Message, Office, SignedIn
from chat_desktop.chat.core.room_cache import RoomCache
from chat_desktop.chat.core.work import UNLIMITED, Reading, SearchAnswer, SearchQuestion, SlowQuery, Work
from chat_desktop.chat.joining import accounts, roles
from chat_desktop.chat.messages import posting
from chat_desktop.chat.office import offices
from chat_desktop.chat.rooms import rooms
from chat_desktop.chat.users.sessions import Browser
from chat_desktop.storage import models, search_changes
from chat_desktop.storage.connection import Connection
from chat_desktop.storage.database import FILE_NAME, Database
from chat_desktop.storage.readers import Readers
from chat_desktop.storage.search_index.index import SearchIndex
from chat_desktop.storage.search_index.indexer import Indexer
from chat_desktop.storage.writer import Job, Writer
from chat_desktop.wire import searching
from tests.support.cast import ANA, BEN, CLEO, DORA, OFFICE

P = ParamSpec("P")
T = TypeVar("T")

OTHERS = (BEN, CLEO, DORA)
START_MS = 1_795_397_343_123  # 2026-11-23T01:29:03.123Z
BROWSER = Browser("192.0.2.7", "Firefox")


@dataclass(frozen=True, slots=True)
class Person:
    user_id: str
    session_id: str
    token: str


class RulesOffice:
    """An office of Ana with Ben, Cleo and Dora. `events` has the published events in order; `now` is in ms."""

    def __init__(self, folder: Path) -> None:
        began = _begun()
        (folder / FILE_NAME).write_bytes(began.content)
        self._open(folder, began.draws)
        self.office, self.home = began.office, began.home
        self.ana, self.ben, self.cleo, self.dora = began.people

    @classmethod
    def of_file(cls, folder: Path) -> "RulesOffice":
        """Opens an existing database, which is migrated as at a start. It adds no people."""
        inside = cls.__new__(cls)
        inside._open(folder)
        return inside

    def write(self, rule: Callable[Concatenate[Work, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        result: T = self.outcome(self.submit(rule, *args, **kwargs))
        return result

    def read(self, rule: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        result: T = self._readers.run(rule, args, kwargs)
        return result

    def read_slowly(
        self, terms: SlowQuery, rule: Callable[Concatenate[Reading, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        return self.read(rule, *args, **kwargs)

    def search(self, terms: SlowQuery, question: SearchQuestion) -> SearchAnswer:
        return self.read(searching.answer, question)

    def hash(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        self.hashes += 1
        return function(*args, **kwargs)

    def submit(self, rule: Callable[..., Any], *args: Any, **kwargs: Any) -> Job:
        job = Job(rule, args, kwargs, tag=threading.Event())
        self.writer.submit(job)
        return job

    def outcome(self, job: Job) -> Any:
        assert job.tag.wait(20), "the writer did not answer"
        if job.error is not None:
            raise job.error
        return job.result

    def join(self, name: str) -> Person:
        return _person(self.write(accounts.join, self.office.join_code, name, "hash", BROWSER))

    def give_role(self, person: Person, role: str) -> None:
        """Sets the role in the database, without the other effects of a change of role."""
        self._change(person, role=role)

    def call(self, person: Person, name: str) -> None:
        """Sets the name in the database, also one that is refused now."""
        self._change(person, name=name, name_key=names.key(name))

    def remove_from_office(self, person: Person) -> None:
        """Marks the account as removed in the database; its sessions and rooms stay as they are."""
        self._change(person, active=False, inactive_as="removed")

    def make_guest(self, person: Person, *room_ids: str, read_only: bool = False) -> None:
        """Makes a person a guest of these rooms, by the owner."""
        self.write(roles.change, self.ana.session_id, person.user_id, "guest", read_only, room_ids)

    def make_room(self, maker: Person, name: str, kind: str = "open", *people: Person) -> str:
        return self.write(rooms.create, maker.session_id, name, kind, [person.user_id for person in people]).id

    def post(self, who: Person, body: str, room_id: str | None = None, **keys: Any) -> Message:
        """Posts a message with a new client id, in the first room unless another is given."""
        asked = {"room_id": room_id or self.home, "client_id": f"c{next(self._posts)}", "body": body, **keys}
        return self.write(posting.post, who.session_id, PostMessage(**asked))

    def post_many(self, who: Person, room_id: str, many: int) -> None:
        """Posts `many` messages in as few commits as possible."""
        asked = [PostMessage(room_id=room_id, client_id=f"c{next(self._posts)}", body="x") for _ in range(many)]
        for job in [self.submit(posting.post, who.session_id, post) for post in asked]:
            self.outcome(job)

    def make_indexer(self) -> Indexer:
        """An indexer without its thread: `catch_up` indexes what is there."""

        def forget(change: int) -> None:
            self.write(search_changes.forget, change)

        return Indexer(self.search_index, self.database.path, forget, lambda: self.now)

    def make_work(self, connection: Connection) -> Work:
        return Work(connection, self.now, self.random, self.limits, self.room_cache)

    def make_reading(self, connection: Connection) -> Reading:
        return Reading(connection, self.now, self.search_index)

    def random(self, size: int) -> bytes:
        """Returns pseudo-random bytes that are the same in every run."""
        return hashlib.shake_256(str(next(self._draws)).encode()).digest(size)

    def close(self) -> None:
        self.writer.stop()
        self._readers.close()
        self.indexer.close()
        self.search_index.file.close()

    def _open(self, folder: Path, draws: int = 0) -> None:
        self.now = START_MS
        self.limits: CreationLimits = UNLIMITED
        self.events: list[Any] = []
        self.hashes = 0
        self.database = Database(folder)
        self.database.prepare()
        self._draws, self._posts = count(draws + 1), count(1)
        self.room_cache = RoomCache()
        self.search_index = SearchIndex(self.database.path)
        self.indexer = self.make_indexer()
        self.writer = Writer(self.database, self.make_work, self._settled, self.room_cache)
        self._readers = Readers(self.database, self.make_reading)
        self.writer.start()

    def _change(self, person: Person, **columns: Any) -> None:
        change = sqlalchemy.update(models.User).where(models.User.id == person.user_id).values(**columns)
        self.submit(lambda work: work.session.execute(change)).tag.wait(20)

    def _settled(self, jobs: list[Job]) -> None:
        for job in jobs:
            self.events += job.events
            job.tag.set()


@dataclass(frozen=True, slots=True)
class Begun:
    """An office with its people: the database's content, and how many random values were drawn for it."""

    content: bytes
    draws: int
    office: Office
    home: str
    people: tuple[Person, Person, Person, Person]


@cache
def _begun() -> Begun:
    """The office that each test begins with. It is cached: to migrate and to join take much longer than to copy."""
    with TemporaryDirectory() as folder:
        inside = RulesOffice.of_file(Path(folder))
        office = inside.write(offices.ensure, OFFICE)
        ana = _person(inside.write(accounts.set_up, OFFICE, ANA, "hash", BROWSER))
        ben, cleo, dora = (_person(inside.write(accounts.join, office.join_code, n, "hash", BROWSER)) for n in OTHERS)
        inside.give_role(ben, "admin")
        home = inside.read(rooms.list_own, ana.session_id)[0].id
        draws = next(inside._draws) - 1
        inside.close()
        return Begun((Path(folder) / FILE_NAME).read_bytes(), draws, office, home, (ana, ben, cleo, dora))


def _person(signed_in: SignedIn) -> Person:
    return Person(signed_in.user.id, signed_in.session_id, signed_in.token)
