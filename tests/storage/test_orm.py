"""SQLAlchemy on connections that exist already, from its first use on."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from chat_desktop.storage.connection import transaction
from chat_desktop.storage.database import Database
from chat_desktop.storage.orm import sql

ROOT = Path(__file__).parents[2]

# Several threads need it for the first time at once, as when people join in the first second of an office.
AT_ONCE = """
import sys, threading
from pathlib import Path
from chat_desktop.storage.connection import transaction
from chat_desktop.storage.database import Database
from chat_desktop.storage.orm import models, sql
assert "sqlalchemy" not in sys.modules
database, start, found = Database(Path(sys.argv[1])), threading.Barrier(6), []
def read():
    with database.connect() as connection:
        start.wait()
        with transaction(connection, "BEGIN"):
            found.append(connection.session().scalar(sql.select(sql.func.count()).select_from(models.User)))
threads = [threading.Thread(target=read) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
assert found == [0] * 6, found
"""


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(tmp_path)
    database.prepare()
    return database


def test_its_first_use_leaves_the_open_transaction_as_it_is(database: Database) -> None:
    """At its first connection an engine of SQLAlchemy rolls back."""
    with database.connect() as connection:
        with transaction(connection, "BEGIN IMMEDIATE"):
            connection.db.execute("INSERT INTO addresses (host, port, seen_at) VALUES ('a', 1, 2)")
            with connection.session() as session:
                assert session.execute(sql.text("SELECT host FROM addresses")).fetchall() == [("a",)]
            assert connection.db.in_transaction
        assert connection.db.execute("SELECT host FROM addresses").fetchall() == [("a",)]


def test_the_next_transaction_has_a_session_again(database: Database) -> None:
    with database.connect() as connection:
        for number in range(2):
            with transaction(connection, "BEGIN IMMEDIATE"), connection.session() as session:
                session.execute(sql.text("INSERT INTO addresses VALUES ('a', :port, 2)"), {"port": number})
                session.commit()
        assert connection.db.execute("SELECT count(*) FROM addresses").fetchone() == (2,)


def test_a_closed_connection_leaves_nothing_that_complains_later(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    connection = database.connect()
    with transaction(connection, "BEGIN"):
        connection.session().close()
    connection.close()
    with pytest.raises(sqlite3.ProgrammingError):
        connection.db.execute("SELECT 1")
    del connection
    assert caplog.text == ""


def test_threads_may_need_it_for_the_first_time_at_once(database: Database) -> None:
    command = [sys.executable, "-W", "error", "-c", AT_ONCE, str(database.path.parent)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
