"""Measures how long messages take from one person to another while something else happens."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from tests.faults.support.fault_site import Site
from tests.faults.support.simulated_page import Page, opened


@dataclass
class Waits:
    """The seconds from sending a message until another person receives it."""

    seconds: list[float] = field(default_factory=list)

    def p(self, percent: float) -> float:
        """Returns a percentile in seconds."""
        found = sorted(self.seconds)
        return found[min(len(found) - 1, int(len(found) * percent / 100))]


@contextlib.asynccontextmanager
async def measured(site: Site, client: int, listener: int, pause_s: float = 0.02) -> AsyncIterator[Waits]:
    """Sends a message of one person every `pause_s` seconds during the `with` block, and yields the measured times."""
    waits, sent = Waits(), dict[str, float]()
    loop = asyncio.get_running_loop()
    name = f"healthy{loop.time():.6f}".replace(".", "-")

    def heard(message: dict[str, object]) -> None:
        begun = sent.get(str(message["client_id"]))
        if begun is not None:
            waits.seconds.append(loop.time() - begun)

    async with opened(site.page(client, name=name), site.page(listener)) as (one, other):
        other.on_message = heard
        talking = asyncio.create_task(_talk(one, site.home, sent, pause_s))
        try:
            yield waits
        finally:
            talking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await talking


async def _talk(page: Page, room_id: str, sent: dict[str, float], pause_s: float) -> None:
    while True:
        sent[page.say(room_id, "How are you?")] = asyncio.get_running_loop().time()
        await asyncio.sleep(pause_s)


async def calm(site: Site, client: int, listener: int, seconds: float) -> Waits:
    """Measures for `seconds` while nothing else happens."""
    async with measured(site, client, listener) as waits:
        await asyncio.sleep(seconds)
    return waits
