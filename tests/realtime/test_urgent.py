"""Urgent messages on a real host: whom it asks when they return, also after a restart, and whom no more."""

import sqlite3
from contextlib import closing
from pathlib import Path

from chat_desktop.storage.database import FILE_NAME
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser


def let_time_pass(host: ServedHost, message_id: str) -> None:
    """Puts the next reminder into the past, while the host is off."""
    with closing(sqlite3.connect(host.data / FILE_NAME)) as database, database:
        database.execute(
            "UPDATE content_moments SET at = at - 600000 WHERE what = 'remind' AND message_id = ?", (message_id,)
        )


def asked_now(browser: Browser, message_id: str) -> bool:
    """Whether a new connection is asked."""
    with browser.connect_socket() as client:
        client.settle()
        return any(body["message_id"] == message_id for body in client.heard("urgent:asked"))


def test_whoever_returns_is_asked_again_also_after_a_restart(tmp_path: Path) -> None:
    host = ServedHost(tmp_path, forks=SHARED).set_up()
    try:
        ben, cleo = host.newcomer("Ben"), host.newcomer("Cleo")
        room = host.ana.make_room("Hall", "closed", ben, cleo)
        with host.ana.connect_socket() as ana, cleo.connect_socket() as other:
            message = ana.post(room, "Water is off", content={"urgent": {}})
            body = other.until("urgent:asked")
            assert (body["body"], body["room_id"]) == ("Water is off", room)
            other.ask("urgent:confirm", {"message_id": message["id"]})
            other.until("urgent:over")
            late = ana.post(room, "The lift is stuck", content={"urgent": {}})
        assert asked_now(ben, message["id"])
        assert not asked_now(cleo, message["id"])
    finally:
        host.stop()
    let_time_pass(host, late["id"])
    again = ServedHost(tmp_path, forks=SHARED)
    try:
        for browser in (ben, cleo):
            browser.url = again.url
        with ben.connect_socket() as client:
            asked = client.until("urgent:asked", lambda body: body["message_id"] == message["id"])
            assert asked["asked_at"] == body["asked_at"], "nobody was asked again because of the restart"
            asked = client.until("urgent:asked", lambda body: body["message_id"] == late["id"])
            assert asked["asked_at"] > late["created_at"], "it was due while the host was off"
            ben.post(f"/api/rooms/{room}/leave").expect()
            client.until("urgent:over")
        assert not asked_now(ben, message["id"])
        assert not asked_now(cleo, message["id"])
    finally:
        again.stop()
