"""The database is damaged while the host runs: everyone is told, in sentences, and the host goes on answering."""

import contextlib
import html
import sqlite3
from pathlib import Path

from tests.faults.conftest import OpenSite
from tests.support.hosts.tiny_server import until


def damage(path: Path) -> None:
    """Overwrites the first page of the messages, once it is in the file of the database."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (size,) = database.execute("PRAGMA page_size").fetchone()
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'messages'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


def test_damage_of_the_database_is_told_to_everyone(open_site: OpenSite) -> None:
    site = open_site(2)
    with site.client(0) as ana, site.client(1) as ben:
        assert ana.welcome["trouble"] is None
        ana.ask("message:post", {"room_id": site.home, "client_id": "one", "body": "x"})
        damage(site.database)
        # What SQLite has kept of the file in memory holds until something is written.
        site.browser(1).patch("/api/account", {"name": "Benjamin"}).expect()
        refused = until(
            lambda: (answer := site.browser(0).get(f"/api/rooms/{site.home}/messages")).status == 500 and answer
        )
        assert refused.json["error"]["reason"] == "damaged"
        assert "Restore the office from a backup" in refused.json["error"]["message"]
        for client in (ana, ben):
            assert client.until("host:trouble")["reason"] == "damaged"
    late = site.browser(1).get(f"/r/{site.home}", Accept="text/html")
    assert b"<html" in late.content
    assert "database is damaged. Restore" in html.unescape(late.content.decode())
    assert site.host.log.count("The database is damaged. Restore") == 1
    site.kill()
