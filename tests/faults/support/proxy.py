"""Implements a proxy between pages and the host that can cut, delay and stall connections."""

import asyncio
import contextlib
from types import TracebackType

PIECE = 65_536


class Proxy:
    """`async with Proxy(port) as proxy`: connect to `proxy.port`. When one side closes, so does the other."""

    def __init__(self, target: int, host: str = "127.0.0.1") -> None:
        self._target, self._host = target, host
        self.delay = 0.0  # seconds that every piece takes, one way
        self.down = False  # new connections are refused
        self.cuts = 0
        self._flows = asyncio.Event()
        self._flows.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._carriers: set[asyncio.Task[None]] = set()

    @property
    def port(self) -> int:
        return int(self._server.sockets[0].getsockname()[1])

    async def __aenter__(self) -> "Proxy":
        self._server = await asyncio.start_server(self._accept, self._host, 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.cut()
        self.flow()
        for carrier in list(self._carriers):
            carrier.cancel()
        await asyncio.gather(*self._carriers, return_exceptions=True)

    def cut(self) -> None:
        """Aborts every connection."""
        self.cuts += bool(self._ends)
        for end in list(self._ends):
            end.transport.abort()

    def stall(self) -> None:
        """Keeps connections open without passing data on, like the network of a phone that is out of reach."""
        self._flows.clear()

    def flow(self) -> None:
        """Passes data on again after `stall`."""
        self._flows.set()

    async def _accept(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._carriers.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.CancelledError):
                if not self.down:
                    await self._join(near_in, near_out)
        finally:
            near_out.transport.abort()
            self._carriers.discard(task)

    async def _join(self, near_in: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        far_in, far_out = await asyncio.open_connection("127.0.0.1", self._target)
        ends = {near_out, far_out}
        self._ends |= ends
        ways = [asyncio.create_task(self._carry(*way)) for way in ((near_in, far_out), (far_in, near_out))]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._ends -= ends
            far_out.transport.abort()
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(PIECE):
                if self.delay:
                    await asyncio.sleep(self.delay)
                await self._flows.wait()
                sink.write(data)
                await sink.drain()
