"""A room of two offices that never meet: what is written at each is carried to the other by export and import."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from chat_desktop.errors import StartError
from chat_desktop.storage.database import FILE_NAME
from tests.e2e.files.sent_files import share
from tests.runtime.copies.two_copies import until
from tests.support.files import file_totals
from tests.support.files.exchange import bodies, carry, command, messages, post, room_named
from tests.support.hosts.host_process import ServedHost, set_up_office


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("here")) as host:
        yield host


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("there")) as host:
        yield host


def test_a_room_merges_in_both_directions_and_twice(here: ServedHost, there: ServedHost, tmp_path: Path) -> None:
    cleo = here.join("Cleo")
    room = here.ana.make_room("Site", "closed", cleo)
    first = post(here.ana, room, "Hello @Cleo")
    second = post(cleo, room, "An answer", reply_to=first["id"])
    post(here.ana, room, "Gone soon")
    share(here.ana, here.url, room, "The plan", ("../../plan.txt", b"Hello"))
    with here.ana.connect_socket() as socket:
        socket.ask("reaction:add", {"message_id": second["id"], "emoji": "👍"})
        gone = messages(here.ana, room)[2]
        socket.ask("message:delete", {"message_id": gone["id"]})

    report = carry(here, there, tmp_path / "1", "--room", "Site")
    assert (report["messages"], report["files"], report["people"], report["left_out"]) == (4, 1, 1, [])
    site = room_named(there.ana, "Site")
    assert (site["id"], site["kind"], site["last_seq"] - site["read_seq"]) == (room, "closed", 0)
    seen = messages(there.ana, room)
    assert [one["id"] for one in seen] == [one["id"] for one in messages(here.ana, room)]
    assert [one["created_at"] for one in seen] == [one["created_at"] for one in messages(here.ana, room)]
    assert seen[1]["root_id"] == first["id"]
    assert seen[0]["thread"]["replies"] == 1
    assert seen[1]["reactions"] == [{"emoji": "👍", "user_ids": [there.ana.user_id]}]
    assert seen[2]["deleted"]
    assert there.ana.ask("GET", seen[3]["attachments"][0]["url"]).content == b"Hello"
    assert seen[3]["attachments"][0]["name"] == "plan.txt"
    people = {one["name"]: one for one in there.ana.get("/api/users").expect()["users"]}
    assert (people["Cleo"]["active"], people["Cleo"]["inactive_as"]) == (False, "imported")
    assert file_totals.check(there.data) == [(there.ana.user_id, 1, 5)]

    again = carry(here, there, tmp_path / "2", "--room", "Site")
    assert [again[name] for name in ("messages", "changed", "files", "people", "rooms")] == [0, 0, 0, 0, 0]

    post(there.ana, room, "From there")
    post(here.ana, room, "From here")
    back = carry(there, here, tmp_path / "3", "--room", "Site")
    assert (back["messages"], back["people"]) == (1, 0)
    assert bodies(here.ana, room) == ["Hello @Cleo", "An answer", "", "The plan", "From there", "From here"]
    assert messages(here.ana, room)[4]["sender_id"] == here.ana.user_id
    assert carry(here, there, tmp_path / "4", "--room", "Site")["messages"] == 1
    assert bodies(there.ana, room) == bodies(here.ana, room)
    assert [one["seq"] for one in messages(there.ana, room)] == [1, 2, 3, 4, 5, 6]


def test_newer_edits_and_deletions_win(here: ServedHost, there: ServedHost, tmp_path: Path) -> None:
    room = here.ana.make_room("Depot", "closed")
    edited, deleted = post(here.ana, room, "Old words"), post(here.ana, room, "To be deleted")
    carry(here, there, tmp_path / "1", "--room", "Depot")
    with here.ana.connect_socket() as socket:
        socket.ask("message:edit", {"message_id": edited["id"], "body": "New words"})
    with there.ana.connect_socket() as socket:
        socket.ask("message:delete", {"message_id": deleted["id"]})
    assert carry(here, there, tmp_path / "2", "--room", "Depot")["changed"] == 1
    assert bodies(there.ana, room) == ["New words", ""]
    assert carry(there, here, tmp_path / "3", "--room", "Depot")["changed"] == 1
    assert bodies(here.ana, room) == ["New words", ""]
    assert carry(here, there, tmp_path / "4", "--room", "Depot")["changed"] == 0
    with there.ana.connect_socket() as socket:
        socket.ask("message:edit", {"message_id": edited["id"], "body": "Newest words"})
    assert carry(here, there, tmp_path / "5", "--room", "Depot")["changed"] == 0
    assert bodies(there.ana, room) == ["Newest words", ""]


def test_what_cannot_be_imported_is_told_in_one_sentence(there: ServedHost, tmp_path: Path) -> None:
    (tmp_path / "odd.txt").write_text("\x1b[31mred", "utf-8")
    with pytest.raises(StartError, match="no export that can be imported"):
        command(there, "import", str(tmp_path / "odd.txt"))
    assert there.errors == ""


def test_what_is_imported_is_read_and_what_was_unread_stays_so(
    here: ServedHost, there: ServedHost, tmp_path: Path
) -> None:
    for number in range(5):
        post(here.ana, here.ana.home(), f"there {number}")
    ben, dora = there.join("Ben"), there.join("Dora")
    home = there.ana.home()
    with ben.connect_socket() as at_ben:
        post(there.ana, home, "Only this is new to Dora")
        at_ben.ask("read:mark", {"room_id": home, "seq": 1})
        await_stored_mark(there, ben.user_id, home, 1)
        report = carry(here, there, tmp_path / "1", "--room", "General")
        assert report["messages"] == 5
        at_ben.settle()
        assert len(at_ben.heard("message:posted")) <= 1
        last = at_ben.heard("room:changed")[-1]["room"]
        assert (last["last_seq"], last["read_seq"]) == (6, 6)
    assert bodies(there.ana, home) == [f"there {number}" for number in range(5)] + ["Only this is new to Dora"]
    unread = [who.get("/api/rooms").expect()["rooms"][0] for who in (ben, dora)]
    assert [one["last_seq"] - one["read_seq"] for one in unread] == [0, 1]
    until(lambda: len(ben.get("/api/search?q=there").expect()["results"]) == 5)


def await_stored_mark(host: ServedHost, user_id: str, room_id: str, seq: int) -> None:
    """Read marks are committed within a second, and an import moves those that are."""
    asked = "SELECT read_seq FROM memberships WHERE user_id = ? AND room_id = ?"
    with closing(sqlite3.connect(host.data / FILE_NAME)) as db:
        until(lambda: db.execute(asked, (user_id, room_id)).fetchone() == (seq,))
