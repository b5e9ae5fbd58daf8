"""A second computer keeps a copy of an office that is served, takes over, and the first one gives way."""

import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chat_desktop.operations.standby import words
from chat_desktop.storage import newer_copy
from tests.conftest import StartHost
from tests.runtime.copies.standby_site import StandbyPc
from tests.runtime.copies.two_copies import continue_as, serve, set_up, stopped, term, until, writes
from tests.support.hosts.host_process import ServedHost


@pytest.fixture
def pc(tmp_path: Path) -> StandbyPc:
    return StandbyPc(tmp_path / "ben")


def bodies(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "chat.db")) as database:
        return [body for (body,) in database.execute("SELECT body FROM messages WHERE body != '' ORDER BY n")]


def know_address(data: Path, host: ServedHost) -> None:
    """The host notes the address of its stand-by, where it is to answer at the same port; here it has another one."""
    with closing(sqlite3.connect(data / "chat.db")) as database:
        database.execute("INSERT INTO addresses VALUES ('127.0.0.1', ?, 1)", (int(host.url.rpartition(":")[2]),))
        database.commit()


def states(host: ServedHost) -> list[dict[str, object]]:
    return list(host.ana.get("/api/standbys").expect()["standbys"])


def test_a_copy_is_taken_renewed_only_when_something_has_changed_and_told_on_both_sides(
    start_host: StartHost, pc: StandbyPc
) -> None:
    host = set_up(start_host)
    assert writes(host, "first") is None
    (listed,) = pc.enrol(host)["standbys"]
    assert (listed["name"], listed["person"], "copy" in listed) == ("Ben's PC", "Ana", False)
    state = pc.round()
    assert (state["problem"], state["age_seconds"], state["missing_files"]) == (None, 0, 0)
    first = pc.copy()
    assert first is not None
    until(lambda: "copy" in states(host)[0])
    assert writes(host, "second") is None
    pc.round()
    second = pc.copy()
    assert second is not None
    assert (second.token != first.token, second.manifest.messages) == (True, first.manifest.messages + 1)
    assert pc.run("status")["copies"][0]["messages"] == second.manifest.messages


def test_the_stand_by_takes_over_and_the_host_gives_way_when_it_is_back(
    start_host: StartHost, pc: StandbyPc, tmp_path: Path
) -> None:
    first = set_up(start_host)
    assert writes(first, "in the copy") is None
    pc.enrol(first)
    pc.round()
    assert writes(first, "after the copy") is None
    first.stop()
    taken = pc.run("take-over", "--yes", "--exit")
    assert (taken["ok"], taken["missing_files"], Path(taken["data"])) == (True, 0, pc.data)
    new = continue_as(serve(start_host, "ben"), first)
    assert writes(new, "under the new term") is None
    assert term(pc.data) == 2
    assert bodies(pc.data)[-2:] == ["in the copy", "under the new term"]
    know_address(first.data, new)
    again = serve(start_host, "first")
    until(lambda: stopped(again))
    newer = newer_copy.read(again.data)
    assert newer is not None
    assert newer.term == 2
    assert writes(continue_as(again, first)) == "moved"
    assert bodies(again.data)[-1] == "after the copy"
    assert states(new) == []


def test_a_stand_by_that_was_removed_gets_nothing_more_and_is_told_so(start_host: StartHost, pc: StandbyPc) -> None:
    host = set_up(start_host)
    (listed,) = pc.enrol(host)["standbys"]
    before = pc.round()["copy_at"]
    host.ana.delete(f"/api/standbys/{listed['id']}").expect()
    assert states(host) == []
    state = pc.round()
    assert (state["problem"]["reason"], state["copy_at"]) == ("passphrase", before)


def test_one_that_is_removed_on_its_own_computer_leaves_nothing_there_and_the_host_knows(
    start_host: StartHost, pc: StandbyPc
) -> None:
    host = set_up(start_host)
    pc.enrol(host)
    pc.round()
    folder = pc.folder
    assert pc.run("remove") == {"ok": True, "host_knows": True}
    assert not folder.exists()
    until(lambda: states(host) == [])


def test_the_host_serves_on_whatever_else_connects_as_a_stand_by(start_host: StartHost, pc: StandbyPc) -> None:
    host = set_up(start_host)
    pc.enrol(host)
    place = ("127.0.0.1", int(host.url.rpartition(":")[2]))
    strangers = [socket.create_connection(place, 5) for _ in range(8)]
    for number, stranger in enumerate(strangers):
        stranger.sendall(words.PREAMBLE[:number] if number < 4 else words.PREAMBLE + bytes(words.ID_BYTES))
    assert writes(host) is None
    until(lambda: pc.round()["problem"] is None)
    for stranger in strangers:
        stranger.close()
    host.stop()
    assert host.errors == ""


def test_a_wrong_code_makes_no_stand_by(start_host: StartHost) -> None:
    host = set_up(start_host)
    assert host.ana.post("/api/standbys", {"address": "127.0.0.1:1", "code": "0000-0000-0000"}).code == "invalid"
    assert host.ana.post("/api/standbys", {"address": "127.0.0.1:1", "code": "none"}).code == "invalid"
    assert host.ana.post("/api/standbys", {"address": "no address", "code": "0000-0000-0000"}).code == "invalid"
    assert states(host) == []
