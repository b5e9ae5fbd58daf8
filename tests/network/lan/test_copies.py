"""Two computers on one network announce copies of one office: the older one stops, and is announced no longer."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from chat_desktop.operations.backup import keys, making, restoring
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.storage import newer_copy, snapshot
from tests.network.conftest import _sweep, why_no_namespaces
from tests.network.namespaces import Namespaces, until

pytestmark = pytest.mark.netns

FIRST, SECOND, PHONE = "10.77.0.1", "10.77.0.2", "10.77.0.9"


@pytest.fixture
def namespaces() -> Iterator[Namespaces]:
    if why := why_no_namespaces():
        pytest.skip(why)
    _sweep()
    with ExitStack() as stack:
        yield Namespaces(stack)


def restored(data: Path, target: Path) -> None:
    """A backup in another folder, which knows no address of the first computer: only announcements lead to it."""
    key = keys.new_key("four words do well", cost=2)
    made = target.with_suffix(".chatbackup")
    making.make_bundle(Source(data, data / "files"), made, key, time.time_ns() // 1_000_000, Progress())
    restoring.restore(made, target, key, Progress())
    with closing(sqlite3.connect(target / "chat.db")) as database:
        database.execute("DELETE FROM addresses")
        database.commit()


def test_the_older_copy_hears_the_newer_one_stops_and_is_announced_no_longer(
    namespaces: Namespaces, tmp_path: Path
) -> None:
    computers = [namespaces.host(f"{address}/24") for address in (FIRST, SECOND)]
    looking = namespaces.looking(namespaces.host(f"{PHONE}/24"))
    first = namespaces.serve(computers[0], tmp_path / "first").set_up()
    data, copy = tmp_path / "first" / "data", tmp_path / "copy"
    looking.shows(f"http://{FIRST}:8765", within=20)
    restored(data, copy)
    assert snapshot.term(copy / "chat.db") == 2
    namespaces.serve(computers[1], tmp_path / "second", "--data", str(copy))
    until(lambda: newer_copy.read(data) is not None, 30)
    newer = newer_copy.read(data)
    assert newer is not None
    assert (newer.term, newer.origins) == (2, (f"http://{SECOND}:8765",))
    looking.shows(f"http://{SECOND}:8765", within=60)
    assert newer_copy.read(copy) is None
    assert first.is_announced()  # it was, before
