"""An office that the benchmark writes is one that the host takes for its own."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import office
from chat_desktop.chat.core.commands import PostMessage
from chat_desktop.chat.core.work import Work
from chat_desktop.chat.messages import history, posting
from chat_desktop.chat.rooms import rooms
from chat_desktop.chat.users import sessions
from chat_desktop.runtime.assembly import make_work
from chat_desktop.storage.connection import transaction
from chat_desktop.storage.database import Database

PEOPLE, ROOMS, MESSAGES = 3, 4, 120


@pytest.fixture
def made(tmp_path: Path) -> office.OfficeFile:
    return office.make(tmp_path / "office", PEOPLE, ROOMS, MESSAGES)


@pytest.fixture
def work(made: office.OfficeFile) -> Iterator[Work]:
    database = Database(made.folder)
    database.prepare()
    with database.connect() as connection, transaction(connection, "BEGIN IMMEDIATE"):
        yield make_work(connection)


def session_of(work: Work, cookie: str) -> str:
    found = sessions.find(work, cookie.partition("=")[2])
    assert found is not None
    return found[0].session_id


def test_everyone_is_signed_in_and_in_every_room(made: office.OfficeFile, work: Work) -> None:
    assert len(made.cookies) == PEOPLE + 1
    for cookie in made.cookies:
        assert [room.id for room in rooms.list_own(work, session_of(work, cookie))] == made.rooms
    assert len(made.rooms) == ROOMS


def test_its_history_has_no_gap_and_goes_on(made: office.OfficeFile, work: Work) -> None:
    session_id = session_of(work, made.cookies[0])
    page = history.page(work, session_id, made.rooms[0], around=MESSAGES // 2)
    assert [message.seq for message in page.messages] == list(range(page.messages[0].seq, page.messages[0].seq + 50))
    posted = posting.post(work, session_id, PostMessage(room_id=made.rooms[0], client_id="next", body="and on"))
    assert (posted.seq, posted.rev) == (MESSAGES + 1, MESSAGES + 1)


def test_what_changed_since_is_what_was_written_last(made: office.OfficeFile, work: Work) -> None:
    found = history.sync(work, session_of(work, made.cookies[1]), {made.rooms[0]: MESSAGES - 7})
    assert [message.rev for message in found.messages] == list(range(MESSAGES - 6, MESSAGES + 1))


def test_the_file_is_sound(made: office.OfficeFile) -> None:
    with contextlib.closing(sqlite3.connect(made.folder / "chat.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_kept_one_is_made_once(tmp_path: Path) -> None:
    first = office.kept(tmp_path / "kept", 2, 10)
    assert office.kept(tmp_path / "kept", 2, 10) == first
    assert json.loads((tmp_path / "kept" / "bench.json").read_text())["rooms"] == first.rooms
