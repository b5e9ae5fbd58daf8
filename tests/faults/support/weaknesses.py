"""Takes out one defence of the host at a time, by replacing a part of its modules before it starts."""

import random
import time
from collections.abc import Callable
from typing import Any

import gevent
import msgspec

FOREVER_SECONDS = 100_000.0

WEAKNESSES: dict[str, Callable[[], None]] = {}


def take_out(name: str) -> None:
    """Takes out the defence of this name. Raises KeyError when there is none."""
    WEAKNESSES[name]()


def replace(owner: Any, **new: Any) -> None:
    """Replaces attributes of a module or class. Raises AssertionError when one does not exist."""
    for name, value in new.items():
        assert hasattr(owner, name), f"{owner} has no {name} any more"
        setattr(owner, name, value)


def weakness(function: Callable[[], None]) -> Callable[[], None]:
    """Registers a function that takes out the defence of its name."""
    WEAKNESSES[function.__name__] = function
    return function


@weakness
def sync_before_ack() -> None:
    """Posts are acked at once and committed half a second later."""
    from chat_desktop.storage.writer import Writer

    replace(Writer, _run=_write_behind)


def _write_behind(self: Any) -> None:
    from chat_desktop.storage.connection import transaction

    with self._database.connect() as connection:
        batch = [None]
        while (batch := self._next_batch())[-1] is not None:
            with transaction(connection, "BEGIN IMMEDIATE"):
                end = time.monotonic() + 0.5
                while batch[-1] is not None:
                    for job in batch:
                        self._attempt(connection, job, alone=False)
                    posts = all(job.rule.__name__ == "post" for job in batch)
                    if posts:
                        self._settled(batch)
                    if not posts or time.monotonic() > end:
                        break
                    batch = self._next_batch()
            if not posts:
                self._settled(batch)


@weakness
def full_sync() -> None:
    """SQLite does not sync every commit."""
    from chat_desktop.storage import database

    replace(database, PRAGMAS=tuple(p.replace("synchronous = FULL", "synchronous = NORMAL") for p in database.PRAGMAS))


@weakness
def honest_failure() -> None:
    """A transaction that failed is acked."""
    from chat_desktop.storage.writer import Writer

    commit = Writer._commit

    def pretend(self: Any, connection: Any, jobs: list[Any]) -> None:
        settled, self._settled = self._settled, lambda jobs: None
        commit(self, connection, jobs)
        self._settled = settled
        for job in jobs:
            if job.result is not None:
                job.error = None
        settled(jobs)

    replace(Writer, _commit=pretend)


@weakness
def known_client_id() -> None:
    """Every attempt to send a message stores a new one."""
    from chat_desktop.chat.messages import posting

    post = posting.post

    def forgetful(work: Any, session_id: str, command: Any, *more: Any) -> Any:
        another = f"{command.client_id[:40]}-{random.getrandbits(60):x}"
        return post(work, session_id, msgspec.structs.replace(command, client_id=another), *more)

    replace(posting, post=forgetful)


@weakness
def one_at_a_time() -> None:
    """The messages of a connection are handled concurrently, as in a pool of threads."""
    from chat_desktop.realtime.transport.websocket import WebSocket

    handle = WebSocket._handle

    def later(self: Any, text: str) -> None:
        gevent.spawn_later(random.random() / 100, handle, self, text)

    replace(WebSocket, _handle=later)


@weakness
def commit_order() -> None:
    """Events are sent in random order, and not in the order of commits."""
    from chat_desktop.realtime.publisher import Publisher

    posted = Publisher._message_posted
    replace(Publisher, _message_posted=lambda *it: gevent.spawn_later(random.random() / 100, posted, *it))


@weakness
def pings() -> None:
    """The host sends no pings."""
    from chat_desktop.realtime.transport.socket import Socket

    replace(Socket, heartbeat=lambda self, now, spare: None)


@weakness
def spared_when_the_host_slept() -> None:
    """Connections are closed for a late pong even if the host itself was late."""
    from chat_desktop.realtime.transport.socket import Socket

    beat = Socket.heartbeat
    replace(Socket, heartbeat=lambda self, now, spare: beat(self, now, False))


@weakness
def order_by_seq() -> None:
    """Pages of history are ordered by time in place of seq."""
    from chat_desktop.storage.queries import messages

    for name in ("BEFORE", "AFTER"):
        setattr(messages, name, getattr(messages, name).replace("ORDER BY seq", "ORDER BY created_at"))


@weakness
def folder_lock() -> None:
    """The data folder is not locked."""
    from chat_desktop.storage import folder_lock as module

    replace(module, _lock=lambda descriptor: None)


@weakness
def other_copies() -> None:
    """No host looks for other copies of its office, which would stop one of two on the same folder."""
    from chat_desktop.runtime.copies.watch import CopyWatch

    replace(CopyWatch, start=lambda self: None)


@weakness
def nothing_kept() -> None:
    """Every message stays in memory after it was delivered, with 200 kB more."""
    from chat_desktop.realtime.publisher import Publisher

    kept: list[Any] = []
    posted = Publisher._message_posted

    def keep(self: Any, event: Any) -> None:
        kept.append(bytearray(200_000))
        posted(self, event)

    replace(Publisher, _message_posted=keep)


@weakness
def time_limits() -> None:
    """Slow connections are not closed, and their number is not limited."""
    from chat_desktop.network.http import connection_limits, handler, request_body

    replace(connection_limits, MAX_PER_ADDRESS=100_000)
    replace(handler, HEAD_SECONDS=FOREVER_SECONDS, IDLE_SECONDS=FOREVER_SECONDS, WRITE_SECONDS=FOREVER_SECONDS)
    replace(request_body, BODY_SECONDS=FOREVER_SECONDS)


@weakness
def session_at_the_handshake() -> None:
    """Handshakes need no session."""
    from chat_desktop.network.http import connection_limits
    from chat_desktop.network.http.access import AccessMiddleware

    replace(connection_limits, MAX_PER_ADDRESS=100_000)
    replace(AccessMiddleware, _check_session=lambda self, environ: None)


@weakness
def bounded_frames() -> None:
    """Inbound messages may have any size."""
    from chat_desktop.realtime.transport import frames

    replace(frames, MAX_IN_BYTES=1 << 30)


@weakness
def bounded_output() -> None:
    """Any number of bytes may wait for a connection that does not read."""
    from chat_desktop.realtime.transport import outbox

    outbox.Backlog.add = _take_everything  # type: ignore[method-assign]


def _take_everything(self: Any, data: bytes, largest: int) -> bool:
    self._chunks.append(data)
    self.size += len(data)
    return True


@weakness
def rate() -> None:
    """The rate of packets is not limited."""
    from chat_desktop.realtime.transport.rates import Rate

    replace(Rate, take=lambda self, now: None)


@weakness
def parsing() -> None:
    """Bodies reach the handlers as they came."""
    from types import SimpleNamespace

    from chat_desktop.realtime import dispatch

    replace(dispatch, convert=lambda shape, body: SimpleNamespace(**body))


@weakness
def presence_grace() -> None:
    """A person who reloads a page is offline at once."""
    from chat_desktop.chat.rooms import presence

    replace(presence, OFFLINE_AFTER_SECONDS=0.0)


@weakness
def jitter() -> None:
    """All pages wait for the same time before they try again."""
    from chat_desktop.web.assets import asset_files

    compressed, random_part = asset_files._compressed, b"(1 - Math.random() / 2)"

    def steady(content: bytes, name: str) -> Any:
        if name != "bundles/sync.js":
            return compressed(content, name)
        # The outbox's, and no other's.
        assert content.count(random_part) == 1
        return compressed(content.replace(random_part, b"1"), name)

    replace(asset_files, _compressed=steady)


@weakness
def fair_shares() -> None:
    """The hub hangs after 300 requests. A stop waits for a shorter time, so that the test is short."""
    from chat_desktop import fair_share
    from chat_desktop.network.http import server
    from chat_desktop.network.http.access import AccessMiddleware

    asked: list[object] = []

    def work_on(key: object) -> None:
        asked.append(key)
        if len(asked) > 300:
            time.sleep(FOREVER_SECONDS)

    replace(fair_share, wait=work_on)
    replace(AccessMiddleware, _limit_rate=lambda self, environ, account: None)
    replace(server, STOP_SECONDS=1.0)
