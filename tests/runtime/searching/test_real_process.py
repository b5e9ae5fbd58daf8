"""The real process with a query that does not end: its limit, its cancellation, and the end of its host."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chat_desktop import child_processes
from chat_desktop.chat.core.work import SearchQuestion
from chat_desktop.chat.rooms import rooms
from chat_desktop.errors import Internal, TooSlow
from chat_desktop.runtime.searching import frames
from chat_desktop.runtime.searching.child import NICE
from chat_desktop.runtime.searching.frames import Asked, Line
from chat_desktop.runtime.searching.process import Search
from chat_desktop.storage.search_index import schema
from tests.runtime.searching.pool import Pool, begun, outcome
from tests.support.hosts.host_process import set_up_office
from tests.support.hosts.tiny_server import until
from tests.support.parts.rules_office import RulesOffice

# The query "endless" runs until it is stopped, and says that it has begun by a file.
ENDLESS = """
import sys
from pathlib import Path
from chat_desktop.runtime.searching import child
from chat_desktop.wire import searching
real = searching.answer
def answer(reading, question):
    if question.given["q"] == "endless":
        Path(question.given["begun"]).touch()
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        reading.db.execute(numbers).fetchone()
    return real(reading, question)
searching.answer = answer
child.main(sys.argv[1])
"""


# Answers one query as the process does, and prints the modules that are imported by then.
ONE_QUERY = """
import sys
from pathlib import Path
from chat_desktop.runtime.searching.child import Child
from chat_desktop.runtime.searching.frames import Asked
from chat_desktop.storage.query_limit import QueryLimit
asked = Asked(1, sys.argv[2], {"q": "pelican from:ana in:notes"}, True, 10.0, has_index=True, is_late=False)
print(Child(Path(sys.argv[1]))._reply(asked, QueryLimit(10.0)).body.decode())
print(*sorted(sys.modules), sep="\\n")
"""
# Each of them would make its start last longer than the imports of all of our own modules together.
HEAVY = {"sqlalchemy", "alembic", "flask", "gevent", "asyncio", "cryptography"}


@pytest.fixture
def pool(office: RulesOffice) -> Iterator[Pool]:
    found = Pool(office, sys.executable, "-c", ENDLESS, str(office.database.path))
    office.post(office.ana, "the pelican")
    office.indexer.catch_up()
    yield found
    found.stop()


def endless(office: RulesOffice, flag: Path, limit_seconds: float) -> Search:
    question = SearchQuestion(office.ana.session_id, {"q": "endless", "begun": str(flag)})
    return Search(question, limit_seconds)


def test_a_query_ends_at_its_limit_and_the_process_serves_the_next(
    office: RulesOffice, pool: Pool, tmp_path: Path
) -> None:
    pool.ask("pelican", office.ana)
    before = pool.process_ids
    with pytest.raises(TooSlow):
        outcome(pool.begin(endless(office, tmp_path / "begun", 0.2)))
    assert b"the pelican" in pool.ask("pelican", office.ana).body
    assert pool.process_ids == before


def test_a_query_that_runs_is_cancelled_and_the_process_serves_the_next(
    office: RulesOffice, pool: Pool, tmp_path: Path
) -> None:
    search = endless(office, tmp_path / "begun", 600.0)
    job = pool.begin(search)
    until((tmp_path / "begun").exists)
    before = pool.process_ids
    search.cancel()
    with pytest.raises(Internal) as told:
        outcome(job)
    assert told.value.key == "nobody_waits_for_query_more"
    assert b"the pelican" in pool.ask("pelican", office.ana).body
    assert pool.process_ids == before


def test_it_ends_with_its_input_in_the_middle_of_a_query(office: RulesOffice, tmp_path: Path) -> None:
    command = [sys.executable, "-c", ENDLESS, str(office.database.path)]
    process = child_processes.start_worker(command, child_processes.own_folder())
    assert process.stdin is not None
    assert process.stdout is not None
    flag = tmp_path / "begun"
    given = {"q": "endless", "begun": str(flag)}
    asked = Asked(1, office.ana.session_id, given, False, 600.0, has_index=True, is_late=False)
    frames.write_line(process.stdin, Line(asked=asked))  # type: ignore[arg-type]
    try:
        until(flag.exists)
        process.stdin.close()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_it_ends_when_it_is_told_what_no_host_says(office: RulesOffice) -> None:
    for said in (b'{"asked": 5}\n', b"x" * (frames.LINE_BYTES + 10)):
        done = subprocess.run(
            child_processes.own_command("__search", str(office.database.path)),
            input=said,
            capture_output=True,
            cwd=child_processes.own_folder(),
            timeout=60,
        )
        assert (done.returncode, done.stdout) == (0, b""), said


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_a_host_searches_in_a_child_of_low_priority_that_does_not_outlive_it(tmp_path: Path) -> None:
    with set_up_office(tmp_path) as host:
        until(
            (host.data / schema.FILE_NAME).exists
        )  # before the index is put there all processes that search are ended
        assert begun(host.process.pid) == [], "none without a search"
        assert host.ana.get("/api/search?q=pelican").expect()["results"] == []
        [child] = begun(host.process.pid)
        stat = Path(f"/proc/{child}/stat").read_text("utf-8").rpartition(")")[2].split()
        own = Path(f"/proc/{host.process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        assert int(stat[16]) == min(int(own[16]) + NICE, 19)
        assert stat[3] == own[3], "another session would make its priority meaningless on Linux"
        os.kill(child, signal.SIGKILL)
        assert host.ana.get("/api/search?q=pelican").expect()["results"] == [], "nobody notices"
        [child] = begun(host.process.pid)
        host.kill()
        until(lambda: not Path(f"/proc/{child}").exists())


def test_it_imports_neither_the_orm_nor_what_serves_pages(office: RulesOffice) -> None:
    office.write(rooms.create, office.ana.session_id, "Notes", "open")
    command = [sys.executable, "-c", ONE_QUERY, str(office.database.path), office.ana.session_id]
    done = subprocess.run(command, capture_output=True, cwd=child_processes.own_folder(), timeout=60, text=True)
    body, *imported = done.stdout.splitlines()
    assert '"results":[' in body, done.stderr
    assert not HEAVY & {name.partition(".")[0] for name in imported}
