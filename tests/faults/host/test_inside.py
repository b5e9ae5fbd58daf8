"""A part of the host that fails: everything else goes on, and who watches from outside is told."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.support.fault_site import Site, site
from tests.faults.support.faulty_parts import HANG, POISON
from tests.support.hosts.tiny_server import until

FAULTS = "broadcasts_without_fault,news_of_people_without_fault,ends_without_fault,a_writer_without_fault"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with site(tmp_path_factory.mktemp("faulty") / "site", 3, without=FAULTS) as found:
        yield found


def read_seq(faulty: Site, user_id: str) -> int:
    with closing(sqlite3.connect(faulty.database)) as database:
        query = "SELECT read_seq FROM memberships WHERE user_id = ? AND room_id = ?"
        return int(database.execute(query, (user_id, faulty.home)).fetchone()[0])


def test_a_broadcast_that_fails_stops_no_write_no_read_and_no_other_broadcast(faulty: Site) -> None:
    with faulty.client(0) as ana, faulty.client(1) as ben:
        poisoned = ana.post(faulty.home, POISON)
        ana.tell("message:post", {"room_id": faulty.home, "client_id": "a", "body": POISON})
        fine = ana.post(faulty.home, "fine")
        heard = ben.until("message:posted")["message"]
        assert heard["id"] == fine["id"]
        # What was missed is found by its revision, as after every gap.
        missed = ben.ask("rooms:sync", {"rooms": {faulty.home: poisoned["rev"] - 1}})["messages"]
        assert [message["body"] for message in missed] == [POISON, POISON, "fine"]
    assert "Sending messages failed" in faulty.host.log


def test_news_that_fail_every_second_stop_neither_presence_nor_read_marks(faulty: Site) -> None:
    with faulty.client(0) as ana:
        message = ana.post(faulty.home, "to be read")
        with faulty.client(2) as cleo:
            user_id = cleo.welcome["user"]["id"]
            ana.until("presence:changed", lambda body: {"id": user_id, "presence": "online"} in body["users"])
            faulty.browser(2).patch("/api/account", {"name": "Cleo Berg"}).expect()  # news of a person, which fail
            assert cleo.ask("read:mark", {"room_id": faulty.home, "seq": message["seq"]})["ok"]
            until(lambda: read_seq(faulty, user_id) == message["seq"], "the mark in the database")
        ana.until("presence:changed", lambda body: {"id": user_id, "presence": "offline"} in body["users"])
    assert "Publishing changed people failed" in faulty.host.log


def test_a_session_ends_on_every_connection_though_one_of_them_fails(faulty: Site) -> None:
    with faulty.client(2) as one, faulty.client(2) as other:
        faulty.browser(2).delete("/api/session").expect()
        assert one.until_closed() is not None
        assert other.until_closed() is not None
    assert "Ending a connection failed" in faulty.host.log


def test_a_write_that_does_not_come_back_is_told_to_who_watches_until_it_does(faulty: Site) -> None:
    browser, hang = faulty.browser(0), Path(faulty.folder) / "data" / HANG
    until(lambda: browser.get("/healthz").status == 200, "a write comes back")
    hang.touch()
    try:
        until(lambda: browser.get("/healthz").status == 503, "the host notices")
        answer = browser.get("/healthz")
        assert (answer.status, answer.json["error"]["reason"]) == (503, "stalled")
        with ThreadPoolExecutor(10) as strangers:
            assert {strangers.submit(faulty.browser(1).get, "/healthz").result().status for _ in range(30)} == {503}
        assert browser.get(f"/api/rooms/{faulty.home}/messages").status == 200, "reads go on"
    finally:
        hang.unlink()
    until(lambda: browser.get("/healthz").status == 200, "the host is well again")
