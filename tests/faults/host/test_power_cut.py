"""Fault 2: the power goes. What had not been synced is lost, or torn; what was acked is there."""

import random
import shutil
from pathlib import Path

import pytest

from chat_desktop.storage.database import FILE_NAME
from tests.faults.conftest import Figure, OpenSite, run
from tests.faults.support import disk
from tests.faults.support.fault_site import Site, client_ids
from tests.faults.support.simulated_page import Page, delivered, opened

SENDERS = 4
SENDS = 600  # a few checkpoints: the log is written back to the database every thousand pages


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> str:
    return disk.build(tmp_path_factory.mktemp("library"))


class Recording:
    """A host whose disk is recorded while people send. `acks`: how long the record was when an ack was here."""

    def __init__(self, open_site: OpenSite, folder: Path, library: str, without: str = "") -> None:
        self.record = folder / "record"
        self.acks: list[tuple[int, str]] = []
        self.disk = disk.Disk()
        environment = disk.preload(library, FAULT_RECORD=self.record)
        site = open_site(SENDERS, without=without, started=False, **environment)
        self.disk.start_with(site.database.parent)
        site.start()
        run(self._send(site))
        site.kill()
        self.room_id = site.home

    def _acked(self, client_id: str) -> None:
        self.acks.append((self.record.stat().st_size, client_id))

    async def _send(self, site: Site) -> None:
        async with opened(*(site.page(person) for person in range(SENDERS))) as pages:
            for number in range(SENDS):
                self._say(pages[number % SENDERS], site.home, f"{number} " + "x" * (number * 37 % 2_000))
            await delivered(pages)

    def _say(self, page: Page, room_id: str, body: str) -> None:
        page.on_ack = self._acked
        page.say(room_id, body)

    def losses(self, folder: Path, cuts: int) -> list[int]:
        """How many acked messages each cut lost. Whatever is found must be sound."""
        chance = random.Random(1)
        size = self.record.stat().st_size
        places = sorted(chance.randrange(self.acks[0][0], size + 1) for _ in range(cuts))
        found: list[int] = []
        for step in disk.steps(self.record):
            while places and step.end > places[0]:
                found.append(self._lost(folder, places.pop(0), chance))
            self.disk.take(step)
        return found + [self._lost(folder, place, chance) for place in places]

    def _lost(self, folder: Path, place: int, chance: random.Random) -> int:
        found = folder / "found"
        self.disk.cut(found, chance)
        kept = set(client_ids(found / FILE_NAME, self.room_id))
        shutil.rmtree(found)
        return sum(at <= place and client_id not in kept for at, client_id in self.acks)


@pytest.mark.timeout(600)
def test_a_power_cut_loses_no_acked_message(
    open_site: OpenSite, tmp_path: Path, library: str, figure: Figure, is_long: bool
) -> None:
    lost = Recording(open_site, tmp_path, library).losses(tmp_path, 200 if is_long else 40)
    figure(2, f"{len(lost)} cuts in {SENDS} sends: {sum(lost)} acked lost, every file sound")
    assert len(lost) == (200 if is_long else 40)
    assert sum(lost) == 0


@pytest.mark.timeout(600)
def test_with_synchronous_normal_acked_messages_are_lost(
    open_site: OpenSite, tmp_path: Path, library: str, figure: Figure, is_long: bool
) -> None:
    """Which shows that the model takes away what a power cut takes away."""
    lost = Recording(open_site, tmp_path, library, "full_sync").losses(tmp_path, 200 if is_long else 20)
    figure(2, f"with NORMAL {sum(map(bool, lost))} of {len(lost)} cuts lose acked messages, {max(lost)} at most")
    assert sum(map(bool, lost)) > len(lost) / 2
