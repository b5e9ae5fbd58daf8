"""Measures the index in this process: making it, what a post pays for it, and queries while messages are posted."""

import contextlib
import itertools
import secrets
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.messages import posting
from chat_desktop.chat.search import search
from chat_desktop.chat.search.asked import Asked
from chat_desktop.runtime.assembly import make_reading, make_work, now_ms
from chat_desktop.storage import search_changes
from chat_desktop.storage.database import FILE_NAME, Database
from chat_desktop.storage.readers import Readers
from chat_desktop.storage.search_index import schema
from chat_desktop.storage.search_index.index import SearchIndex
from chat_desktop.storage.search_index.indexer import Indexer
from chat_desktop.storage.writer import Job, Writer

TOGETHER = 20  # posts in a commit, where the cost of a post is measured
COMMITS = 100
COMMITS_PER_SECOND = 25
LOAD_PER_SECOND = 200  # posts while queries are measured, 10 in a commit
PAGE = 20


@dataclass(frozen=True, slots=True)
class Member:
    """A session, and the rooms in which it can post."""

    session_id: str
    rooms: list[str]


class Office:
    """An office on disk with a writer, one reader and an indexer, without a server."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder)
        self.index = SearchIndex(self.database.path)
        self._clients = itertools.count()
        self._readers = Readers(self.database, partial(make_reading, search_index=self.index))
        self._committed: Callable[[], None] = lambda: None
        self.writer = Writer(self.database, make_work, self._settled)
        self.writer.start()

    def close(self) -> None:
        self.writer.stop()
        self._readers.close()
        self.index.file.close()

    def members(self) -> list[Member]:
        """The first is in all rooms, the second in the quiet ones, the third in the busy ones."""
        statement = """
        SELECT s.id, group_concat(m.room_id, ' ') FROM users u JOIN sessions s ON s.user_id = u.id
        JOIN memberships m ON m.user_id = u.id GROUP BY u.rowid, s.id ORDER BY u.rowid
        """
        rows = self.read(lambda look: look.db.execute(statement).fetchall())
        return [Member(session_id, rooms.split()) for session_id, rooms in rows]

    def read(self, rule: Callable[..., Any], *args: Any) -> Any:
        return self._readers.run(rule, args, {})

    def write(self, rule: Callable[..., Any], *args: Any) -> Any:
        [result] = self._results([self._submit(rule, *args)])
        return result

    def post(self, member: Member, bodies: list[str]) -> None:
        """Posts messages in one commit."""
        clients = [f"{secrets.token_hex(4)}-{next(self._clients)}" for _ in bodies]
        asked = [
            PostMessage(room_id=member.rooms[number % len(member.rooms)], client_id=client, body=body)
            for number, (client, body) in enumerate(zip(clients, bodies, strict=True))
        ]
        self._results([self._submit(posting.post, member.session_id, one) for one in asked])

    def writer_cpu(self) -> float:
        """The CPU seconds of the writer's thread."""
        return float(self.write(lambda work: time.thread_time()))

    @contextlib.contextmanager
    def indexing(self) -> Iterator[None]:
        """The indexer follows the commits, as in the host."""
        indexer = self.make_indexer()
        self._committed = indexer.wake
        indexer.start()
        try:
            yield
        finally:
            self._committed = lambda: None
            indexer.stop()

    def make_indexer(self) -> Indexer:
        def forget(change: int) -> None:
            self._submit(search_changes.forget, change)

        return Indexer(self.index, self.database.path, forget, now_ms)

    def _submit(self, rule: Callable[..., Any], *args: Any) -> Job:
        job = Job(rule, args, {}, tag=threading.Event())
        self.writer.submit(job)
        return job

    def _results(self, jobs: list[Job]) -> list[Any]:
        for job in jobs:
            job.tag.wait()
            if job.error is not None:
                raise job.error
        return [job.result for job in jobs]

    def _settled(self, jobs: list[Job]) -> None:
        self._committed()
        for job in jobs:
            job.tag.set()


def build(office: Office) -> dict[str, float]:
    """Makes the index, and returns the seconds of CPU for that and the sizes of the files in MB."""
    schema.remove(office.index.file.path)
    indexer, begun = office.make_indexer(), time.thread_time()
    indexer.catch_up()
    filled = time.thread_time()
    while indexer.wants_upkeep:
        indexer.catch_up()
    merged = time.thread_time()
    indexer.close()
    folder = office.database.path.parent
    sizes = [(folder / name).stat().st_size / 1e6 for name in (FILE_NAME, schema.FILE_NAME)]
    return {"build_s": filled - begun, "merge_s": merged - filled, "chat_mb": sizes[0], "search_mb": sizes[1]}


def post_cost(office: Office, bodies: list[str], rounds: int) -> dict[str, float]:
    """Returns the writer's CPU for a post in us, without an index and with one behind the commits."""
    member = office.members()[0]
    without, behind = [], []
    _post_paced(office, member, bodies)  # the first run of all is slower
    for _ in range(rounds):
        without.append(_post_paced(office, member, bodies))
        with office.indexing():
            behind.append(_post_paced(office, member, bodies))
    return {"without_us": statistics.median(without), "behind_us": statistics.median(behind)}


def _post_paced(office: Office, member: Member, bodies: list[str]) -> float:
    begun, cpu = time.monotonic(), office.writer_cpu()
    for number in range(COMMITS):
        time.sleep(max(0.0, begun + number / COMMITS_PER_SECOND - time.monotonic()))
        office.post(member, [bodies[(number * TOGETHER + each) % len(bodies)] for each in range(TOGETHER)])
    return (office.writer_cpu() - cpu) / (COMMITS * TOGETHER) * 1e6


def queries_under_load(office: Office, classes: dict[str, list[str]], bodies: list[str]) -> dict[str, dict[str, float]]:
    """Returns the times of each class in ms, by the clock and of CPU, while messages are posted and indexed."""
    members = office.members()
    over = threading.Event()
    with office.indexing():
        load = threading.Thread(target=_post_until, args=(over, office, members[0], bodies))
        load.start()
        try:
            found = {name: _times(office, members[2], texts) for name, texts in classes.items()}
            found["a common word, of a person in quiet rooms"] = _times(office, members[1], classes["a common word"])
            return found
        finally:
            over.set()
            load.join()


def _post_until(over: threading.Event, office: Office, member: Member, bodies: list[str]) -> None:
    together = 10
    for number in itertools.count():
        if over.wait(together / LOAD_PER_SECOND):
            return
        office.post(member, [bodies[(number * together + each) % len(bodies)] for each in range(together)])


def _times(office: Office, member: Member, texts: list[str]) -> dict[str, float]:
    walls, cpus = [], []
    for text in texts:
        wall, cpu = time.perf_counter(), time.thread_time()
        office.read(search.find, member.session_id, Asked(text), None, PAGE)
        walls.append((time.perf_counter() - wall) * 1e3)
        cpus.append((time.thread_time() - cpu) * 1e3)
    return {"p50": _quantile(walls, 0.5), "p95": _quantile(walls, 0.95), "cpu_p95": _quantile(cpus, 0.95)}


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]
