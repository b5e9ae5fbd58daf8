"""Simulates a page without a browser. It connects, synchronises and sends as webui/app/sync does."""

import asyncio
import contextlib
import json
import random
from collections import deque
from collections.abc import AsyncIterator, Callable
from itertools import count
from typing import Any

from tests.faults.support.asyncio_websocket import AsyncioWebSocket
from tests.faults.support.page_replica import Replica

Body = dict[str, Any]

ANSWER_SECONDS = 5.0  # an answer that takes longer is counted as lost
DEAD_AFTER = 2  # so many in a row, and the link is taken for dead
BACK_SECONDS = 0.3  # between two tries to connect, at most
FAULTS_SECONDS = (0.3, 1.0, 3.0)  # waits after answers that were errors of the host's, or that did not come


class Lost(Exception):
    """The connection was lost, or the ack did not arrive in time."""


class Page:
    """`syncs=False` is a page without its defence. `refusals` are the errors that posts were answered with."""

    def __init__(self, host: str, cookie: str, port: int | None = None, *, name: str = "p", syncs: bool = True) -> None:
        """`host` is the address:port of the host. `port` is that of the proxy, if there is one."""
        self.replica = Replica()
        self.acked: list[str] = []
        self.refusals: list[Body] = []
        self.latencies: list[float] = []  # seconds from sending to the ack of the try that succeeded
        self.connects = 0
        self.presence: dict[str, str] = {}
        self.on_message: Callable[[Body], None] = lambda message: None
        self.on_ack: Callable[[str], None] = lambda client_id: None
        self._host, self._cookie, self._name, self._syncs = host, cookie, name, syncs
        self.port = port or int(host.rsplit(":", 1)[1])
        self.socket: AsyncioWebSocket | None = None
        self._welcomed = asyncio.Event()
        self._written = asyncio.Event()
        self._outbox: deque[tuple[str, str, str]] = deque()
        self._asked: dict[int, asyncio.Future[Body]] = {}
        self._numbers, self._names = count(1), count(1)
        self._syncing: asyncio.Task[None] | None = None
        self._again = False
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> "Page":
        """Connects, and returns when the host has sent `welcome`. Raises TimeoutError after 30 s."""
        self.start()
        async with asyncio.timeout(30):
            await self._welcomed.wait()
        return self

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._stay_connected()), asyncio.create_task(self._deliver())]

    async def close(self) -> None:
        for task in [*self._tasks, *([self._syncing] if self._syncing else [])]:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self.socket:
            self.socket.drop()
            await self.socket.over

    def say(self, room_id: str, body: str) -> str:
        """Adds a message to the outbox, which sends it until it is acked. Returns its client id."""
        client_id = f"{self._name}-{next(self._names)}"
        self._outbox.append((room_id, client_id, body))
        self._written.set()
        return client_id

    @property
    def delivered(self) -> bool:
        return not self._outbox

    async def ask(self, name: str, body: Body, timeout: float = ANSWER_SECONDS) -> Body:
        """Sends a command and returns the ack. Raises Lost when it does not arrive within `timeout` seconds."""
        number, socket = next(self._numbers), self.socket
        if socket is None or not self._welcomed.is_set():
            raise Lost
        answer: asyncio.Future[Body] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        socket.send(f"42{number}{json.dumps([name, body])}")
        try:
            async with asyncio.timeout(timeout):  # wait_for may swallow a cancellation
                return await answer
        except TimeoutError:
            raise Lost from None
        finally:
            self._asked.pop(number, None)

    async def _stay_connected(self) -> None:
        while True:
            with contextlib.suppress(OSError):
                await self._connection()
            await asyncio.sleep(random.uniform(BACK_SECONDS / 10, BACK_SECONDS))

    async def _connection(self) -> None:
        loop = asyncio.get_running_loop()
        _, self.socket = await loop.create_connection(
            lambda: AsyncioWebSocket(self._host, self._cookie, self._heard), "127.0.0.1", self.port
        )
        try:
            await asyncio.shield(self.socket.over)  # a page that is closed still awaits it
        finally:
            self._welcomed.clear()
            for answer in self._asked.values():
                if not answer.done():
                    answer.set_exception(Lost())

    def _heard(self, text: str) -> None:
        if text.startswith("42"):
            name, body = json.loads(text[2:])
            self._event(name, body)
        elif text.startswith("43"):
            at = text.index("[")
            answer = self._asked.get(int(text[2:at]))
            if answer is not None and not answer.done():
                answer.set_result(json.loads(text[at:])[0])
        elif text[0] == "2":
            assert self.socket is not None
            self.socket.send("3")
        elif text[0] == "0":
            assert self.socket is not None
            self.socket.send("40")

    def _event(self, name: str, body: Body) -> None:
        if name in ("message:posted", "message:changed"):
            self._message(body["message"])
        elif name == "welcome":
            self.connects += 1
            self.replica.hold(body["rooms"])
            self._welcomed.set()
            self.sync()
        elif name == "room:changed":
            if body["room"]["id"] not in self.replica.rows:
                self.sync()
        elif name == "presence:changed":
            self.presence.update((user["id"], user["presence"]) for user in body["users"])

    def _message(self, message: Body) -> None:
        if not self.replica.hear(message):
            self.sync()
        self.on_message(message)

    def sync(self) -> None:
        """Starts a sync, or repeats the one that runs after it has ended."""
        if not self._syncs:
            return
        if self._syncing is None or self._syncing.done():
            self._syncing = asyncio.create_task(self._sync())
        else:
            self._again = True

    async def _sync(self) -> None:
        wanted = True
        while wanted:
            self._again = False
            with contextlib.suppress(Lost):
                await self._sync_pages()
            wanted = self._again

    async def _sync_pages(self) -> None:
        more = True
        while more:
            answer = await self.ask("rooms:sync", {"rooms": self.replica.revs})
            if not answer["ok"]:
                raise Lost
            self.replica.hold(answer["rooms"])
            for message in answer["messages"]:
                self.replica.mend(message)
            more = answer["more"]

    async def _deliver(self) -> None:
        faults = 0
        while True:
            while not self._outbox:
                self._written.clear()
                await self._written.wait()
            await self._welcomed.wait()
            faults = 0 if await self._attempt(*self._outbox[0]) else faults + 1
            if faults >= DEAD_AFTER and self.socket is not None and not self.refusals:
                self.socket.drop()
            if faults:
                await asyncio.sleep(random.uniform(0.5, 1) * FAULTS_SECONDS[min(faults, len(FAULTS_SECONDS)) - 1])

    async def _attempt(self, room_id: str, client_id: str, body: str) -> bool:
        """Sends a message once, and returns whether it was acked."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        try:
            answer = await self.ask("message:post", {"room_id": room_id, "client_id": client_id, "body": body})
        except Lost:
            return False
        if not answer["ok"]:
            self.refusals.append({**answer["error"], "after": loop.time() - begun})
            return False
        self.latencies.append(loop.time() - begun)
        self.acked.append(client_id)
        self.on_ack(client_id)
        self._message(answer["message"])
        self._outbox.popleft()
        return True


@contextlib.asynccontextmanager
async def opened(*pages: Page) -> AsyncIterator[list[Page]]:
    """Opens all pages, and closes them at the end of the `with` block."""
    try:
        yield [await page.open() for page in pages]
    finally:
        for page in pages:
            await page.close()


async def until(condition: Callable[[], Any], what: str, seconds: float = 60.0) -> float:
    """Waits until `condition` is true and returns the seconds. Raises AssertionError after `seconds`."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    while not condition():
        assert loop.time() - begun < seconds, f"waited in vain: {what}"
        await asyncio.sleep(0.01)
    return loop.time() - begun


async def delivered(pages: list[Page], seconds: float = 120.0) -> float:
    return await until(lambda: all(page.delivered for page in pages), "every ack", seconds)
