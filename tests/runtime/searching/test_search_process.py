"""The process that searches: it dies, hangs, lies, is interrupted, ends when idle, and the next one searches."""

import gc
import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from chat_desktop.chat.core.work import SearchAnswer, SearchQuestion
from chat_desktop.errors import Internal, TooSlow
from chat_desktop.runtime.searching import child, process
from chat_desktop.runtime.searching.process import Search
from chat_desktop.runtime.searching.processes import STOPPED
from chat_desktop.storage.search_index.index import SearchIndex
from tests.runtime.searching.pool import Pool, outcome
from tests.support.hosts.tiny_server import until
from tests.support.parts.rules_office import RulesOffice

# A process that answers with its own id, unless the query says what else to do.
SIMULATED = """
import os, signal, struct, sys, json
def reply(number, outcome=0, body=b"", status=200):
    sys.stdout.buffer.write(struct.pack("<IBHBBI", number, outcome, status, 0, 0, len(body)) + body)
    sys.stdout.flush()
for line in sys.stdin:
    said = json.loads(line)
    if "cancelled" in said:
        reply(said["cancelled"], 2)
        continue
    number, what = said["asked"]["number"], said["asked"]["given"]["q"]
    if what == "dies":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif what.startswith("dies once ") and not os.path.exists(what[10:]):
        open(what[10:], "w").close()
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "hangs":
        continue
    elif what == "answers another question":
        reply(number + 1)
    elif what == "answers by half":
        sys.stdout.buffer.write(struct.pack("<IBHBBI", number, 0, 200, 0, 0, 10) + b"x")
        sys.stdout.flush()
        sys.exit(0)
    elif what == "answers without end":
        sys.stdout.buffer.write(struct.pack("<IBHBBI", number, 0, 200, 0, 0, 1 << 31))
        sys.stdout.flush()
    elif what == "says what no outcome is":
        reply(number, 9)
    elif what == "fails":
        reply(number, 3, b"ValueError")
    else:
        reply(number, body=str(os.getpid()).encode())
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the simulated processes use signals")


@pytest.fixture
def make_pool(office: RulesOffice) -> Iterator[Callable[..., Pool]]:
    pools: list[Pool] = []

    def make(*command: str, **more: Any) -> Pool:
        pools.append(Pool(office, *command, **more))
        return pools[-1]

    yield make
    for pool in pools:
        pool.stop()
        assert pool.process_ids == set()


@pytest.fixture
def simulated(make_pool: Callable[..., Pool]) -> Pool:
    return make_pool(sys.executable, "-c", SIMULATED)


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(
    "what",
    ["dies", "answers another question", "answers by half", "answers without end", "says what no outcome is"],
)
def test_a_process_that_dies_or_lies_is_ended_and_the_next_one_searches(simulated: Pool, what: str) -> None:
    before = simulated.ask("x").body
    with pytest.raises(Internal) as told:
        simulated.ask(what)
    assert told.value.key == STOPPED
    assert simulated.process_ids == set()
    assert simulated.ask("x").body not in (before, b"")


def test_a_process_that_was_killed_from_outside_costs_no_search(simulated: Pool, tmp_path: Path) -> None:
    assert simulated.ask(f"dies once {tmp_path / 'died'}").status == 200
    [process_id] = simulated.process_ids
    os.kill(process_id, signal.SIGKILL)
    os.waitid(os.P_PID, process_id, os.WEXITED | os.WNOWAIT)
    assert simulated.ask("x").status == 200
    assert simulated.process_ids.isdisjoint({process_id})
    gc.collect()  # a pipe that was left open would be an error here


def test_a_process_that_hangs_is_killed_and_the_next_one_searches(
    simulated: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.0)
    before = simulated.ask("x").body
    with pytest.raises(TooSlow):
        simulated.ask("hangs", limit_seconds=0.2)
    assert not is_alive(int(before))
    assert simulated.ask("x").body != before


def test_a_process_that_starts_slowly_has_more_time_but_not_for_ever(
    simulated: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "GRACE_SECONDS", -100.0)
    assert simulated.ask("x").status == 200
    simulated.end()
    monkeypatch.setattr(process, "START_SECONDS", 0.0)
    with pytest.raises(TooSlow):
        simulated.ask("hangs", limit_seconds=0.1)
    assert simulated.process_ids == set()


def test_a_failure_is_an_error_of_the_host_and_the_process_stays(simulated: Pool) -> None:
    before = simulated.ask("x").body
    with pytest.raises(Internal):
        simulated.ask("fails")
    assert simulated.ask("x").body == before


def test_a_search_for_which_nobody_waits_is_cancelled_and_the_process_stays(simulated: Pool) -> None:
    before = simulated.ask("x").body
    search = Search(SearchQuestion("", {"q": "hangs"}), 600.0)
    job = simulated.begin(search)
    until(lambda: search.tell is not None)
    search.cancel()
    with pytest.raises(Internal):
        outcome(job)
    assert simulated.ask("x").body == before


def test_no_process_can_be_started(make_pool: Callable[..., Pool], tmp_path: Path) -> None:
    with pytest.raises(Internal) as told:
        make_pool(str(tmp_path / "missing")).ask("x")
    assert told.value.key == STOPPED


def test_it_starts_with_the_first_search_and_ends_when_nobody_searches(make_pool: Callable[..., Pool]) -> None:
    pool = make_pool(sys.executable, "-c", SIMULATED)
    assert pool.process_ids == set()
    first = int(pool.ask("x").body)
    assert pool.process_ids == {first}
    pool._idle_seconds = 0.0  # it was idle for long enough
    until(lambda: not is_alive(first))
    assert pool.process_ids == set()
    assert int(pool.ask("x").body) != first


def test_two_searches_at_once_have_two_processes_and_one_after_the_other_the_same(simulated: Pool) -> None:
    assert {simulated.ask("x").body for _ in range(6)} == {str(each).encode() for each in simulated.process_ids}
    search = Search(SearchQuestion("", {"q": "hangs"}), 600.0)
    job = simulated.begin(search)
    until(lambda: search.tell is not None)
    assert simulated.ask("x").status == 200
    assert len(simulated.process_ids) == 2
    search.cancel()
    with pytest.raises(Internal):
        outcome(job)


def found(answer: SearchAnswer) -> set[str]:
    return {result["message"]["body"] for result in msgspec.json.decode(answer.body)["results"]}


def test_the_real_one_finds_what_the_person_may_read_now_and_follows_the_index(
    office: RulesOffice, make_pool: Callable[..., Pool]
) -> None:
    pool = make_pool()
    room = office.make_room(office.ana, "Aviary", "closed", office.ben)
    office.post(office.ana, "the pelican", room)
    office.indexer.catch_up()
    assert found(pool.ask("pelica", office.ben)) == {"the pelican"}
    assert found(pool.ask("pelica", office.cleo)) == set()
    assert pool.ask("", office.ben).status == 400
    office.remove_from_office(office.ben)
    assert pool.ask("pelica", office.ben).status == 401
    assert len(pool.process_ids) == 1
    office.post(office.ana, "another pelican", room)
    office.indexer.catch_up()
    assert found(pool.ask("pelica", office.ana)) == {"the pelican", "another pelican"}


def test_before_the_index_is_replaced_the_process_is_ended_and_afterwards_another_one_finds(
    office: RulesOffice, make_pool: Callable[..., Pool]
) -> None:
    pool = make_pool()
    office.post(office.ana, "the pelican")
    office.indexer.catch_up()
    assert found(pool.ask("pelican", office.ana)) == {"the pelican"}
    [before] = pool.process_ids
    os.kill(before, signal.SIGKILL)  # it has pages of the file in its memory
    office.search_index.file.path.write_bytes(b"damaged" * 1000)
    assert msgspec.json.decode(pool.ask("pelican", office.ana).body)["building"]["done"] == 0
    [before] = pool.process_ids
    office.indexer.attempt()  # the damage that the search has found is known
    office.indexer.attempt()
    assert not is_alive(before)
    assert found(pool.ask("pelican", office.ana)) == {"the pelican"}


def test_its_connections_cannot_write(office: RulesOffice) -> None:
    office.indexer.catch_up()
    db = child.open_to_read(office.database.path)
    db.execute("PRAGMA query_only = OFF")
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM messages")
    db.close()
    index = SearchIndex(office.database.path, mode="ro")
    with index.file.reading() as connection:
        connection.execute("PRAGMA query_only = OFF")
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM days")
    index.file.close()
