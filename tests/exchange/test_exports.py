"""Exports that people begin in the page: of rooms, and of their own data."""

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_desktop.operations.exchange import hash_chain
from chat_desktop.runtime.exchange.exports import BURST
from tests.e2e.files.sent_files import share
from tests.exchange.test_refusals import survey
from tests.support.files.exchange import post
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser

PATIENCE_SECONDS = 30.0


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("office")) as host:
        yield host


def finished(who: Browser, **wanted: Any) -> dict[str, Any]:
    """Begins an export and returns its state once it has ended."""
    state = who.post("/api/export", wanted).expect()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while state["export"]["stage"] == "running" and time.monotonic() < deadline:
        state = who.get("/api/export").expect()
    found: dict[str, Any] = state["export"]
    return found


def exported(who: Browser, **wanted: Any) -> bytes:
    found = finished(who, **wanted)
    assert found["stage"] == "done", found
    answer = who.get("/api/export/file")
    assert (answer.status, len(answer.content)) == (200, found["size"])
    assert found["name"] in str(answer.headers["Content-Disposition"])
    return answer.content


def unpacked(content: bytes) -> tuple[list[dict[str, Any]], zipfile.ZipFile]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return [json.loads(line) for line in archive.read("export.jsonl").splitlines()], archive


def of_type(records: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [one for one in records if one["type"] == kind]


def test_the_owner_exports_what_another_office_can_import(served: ServedHost, tmp_path: Path) -> None:
    cleo = served.newcomer("Cleo")
    room = served.ana.make_room("Depot", "closed", cleo)
    post(served.ana, room, "Hello, depot")
    share(served.ana, served.url, room, "The plan", ("plan.txt", b"Hello"))
    other = served.ana.make_room("Other", "closed")
    post(served.ana, other, "Not in the export")
    content = exported(served.ana, what="rooms", room_ids=[room])
    path = tmp_path / "export.zip"
    path.write_bytes(content)
    found = survey(path)
    assert (found.messages, found.files) == (2, 1)
    assert set(found.rooms[room].people) == {served.ana.user_id, cleo.user_id}
    records, archive = unpacked(content)
    (tmp_path / "export.jsonl").write_bytes(archive.read("export.jsonl"))
    assert list(hash_chain.checked(tmp_path / "export.jsonl"))[-1][0]["type"] == "end"
    assert "Not in the export" not in json.dumps(records)
    entry = served.ana.get("/api/audit").expect()["entries"][0]
    assert (entry["act"], entry["detail"]) == ("exported", {"rooms": 1, "form": "lines"})


def test_the_page_alone_is_one_file(served: ServedHost) -> None:
    post(served.ana, served.ana.home(), "<b>Hello</b>")
    content = exported(served.ana, what="rooms", form="page", files=False).decode()
    assert content.startswith("<!doctype html>")
    assert "&lt;b&gt;Hello&lt;/b&gt;" in content
    assert content.rstrip().endswith("</html>")


def test_members_export_their_rooms_only_while_the_owner_allows_it(served: ServedHost) -> None:
    cleo = served.newcomer("Cleo")
    room = cleo.make_room("Mine", "closed")
    theirs = served.ana.make_room("Theirs", "closed")
    asked = {"what": "rooms", "room_ids": [room]}
    assert cleo.post("/api/export", asked).code == "forbidden"
    served.ana.ask("PUT", "/api/export/rule", {"members": True}).expect()
    assert cleo.get("/api/export").expect()["may_export_rooms"]
    assert cleo.post("/api/export", {"what": "rooms", "room_ids": [theirs]}).code == "not_found"
    records, _ = unpacked(exported(cleo, **asked))
    assert [one["id"] for one in of_type(records, "room")] == [room]
    served.ana.ask("PUT", "/api/export/rule", {"members": False}).expect()
    assert cleo.get("/api/export/file").code == "forbidden"
    acts = [one["act"] for one in served.ana.get("/api/audit").expect()["entries"]]
    assert acts[:3] == ["exports_allowed", "exported", "exports_allowed"]


def test_own_data_has_nothing_that_others_wrote(served: ServedHost) -> None:
    cleo, dora = served.newcomer("Cleo"), served.newcomer("Dora")
    home = cleo.home()
    post(dora, home, "Words of Dora")
    theirs = share(dora, served.url, home, "A file of Dora", ("dora.txt", b"dora"))
    mine = post(cleo, home, "Words of Cleo")
    share(cleo, served.url, home, "A file of Cleo", ("cleo.txt", b"cleo"))
    with dora.connect_socket() as socket:
        socket.ask("reaction:add", {"message_id": mine["id"], "emoji": "👍"})
        post(dora, home, "An answer of Dora", reply_to=mine["id"])
    post(cleo, home, "", content={"forwarded": {"message_id": theirs["id"]}})
    secret = cleo.make_room("Left", "closed", dora)
    post(cleo, secret, "Before I left")
    cleo.ask("DELETE", f"/api/rooms/{secret}/members/me")
    records, archive = unpacked(exported(cleo, what="mine"))
    said = of_type(records, "message")
    assert {one["sender_id"] for one in said} == {cleo.user_id}
    assert [one["body"] for one in said][:2] == ["Words of Cleo", "A file of Cleo"]
    assert said[0]["room_name"] == "General"
    assert "of Dora" not in json.dumps(records)
    assert [one["id"] for one in of_type(records, "user")] == [cleo.user_id]
    assert (len(of_type(records, "session")), len(of_type(records, "settings"))) == (1, 1)
    contents = [archive.read(name) for name in archive.namelist() if name.startswith("files/")]
    assert contents == [b"cleo"]
    assert "token" not in json.dumps(records)
    assert not [one for one in served.ana.get("/api/audit").expect()["entries"][:1] if one["act"] == "exported"]


def test_own_data_tells_nothing_of_answers_in_a_room_that_was_left(served: ServedHost) -> None:
    cleo, dora = served.newcomer("Cleo"), served.newcomer("Dora")
    secret = cleo.make_room("Answers", "closed", dora)
    poll = post(cleo, secret, "Poll", content={"poll": {"question": "Where?", "options": ["Here", "There"]}})
    ticks = post(cleo, secret, "List", content={"checklist": {"title": "To do", "items": ["Mine", "Theirs"]}})
    urgent = post(cleo, secret, "Now!", content={"urgent": {}})
    own, other = ticks["content"]["checklist"]["items"]
    with cleo.connect_socket() as socket:
        assert socket.ask("checklist:tick", {"message_id": ticks["id"], "item": own["id"], "done": True})["ok"]
    cleo.post(f"/api/rooms/{secret}/leave").expect()
    with dora.connect_socket() as socket:
        assert socket.ask("poll:vote", {"message_id": poll["id"], "choices": [0]})["ok"]
        assert socket.ask("checklist:tick", {"message_id": ticks["id"], "item": other["id"], "done": True})["ok"]
        assert socket.ask("urgent:confirm", {"message_id": urgent["id"]})["ok"]
        socket.until("message:changed", lambda told: told["message"]["id"] == poll["id"])
        socket.until("message:changed", lambda told: told["message"]["id"] == ticks["id"])
    dora.ask("PUT", f"/api/messages/{poll['id']}/pin").expect()
    records, _ = unpacked(exported(cleo, what="mine"))
    asked, listed, called = of_type(records, "message")
    assert dora.user_id not in json.dumps(records)
    assert asked["content"]["poll"]["options"] == [{"text": "Here"}, {"text": "There"}]
    assert "voters" not in asked["content"]["poll"]
    assert [item.get("done_by") for item in listed["content"]["checklist"]["items"]] == [cleo.user_id, None]
    assert called["content"]["urgent"].keys() == {"ended_at"}


def test_nobody_gets_the_file_of_another_person(served: ServedHost) -> None:
    cleo, dora = served.newcomer("Cleo"), served.newcomer("Dora")
    exported(cleo, what="mine")
    assert dora.get("/api/export/file").code == "not_found"
    assert "export" not in dora.get("/api/export").expect()
    cleo.delete("/api/export")
    assert cleo.get("/api/export/file").code == "not_found"


def test_who_exports_again_and_again_has_to_wait_and_the_owner_does_not(served: ServedHost) -> None:
    """Each export may write as much to the disk as the person's files take, and messages wait for the disk too."""
    cleo = served.newcomer("Cleo")
    for _ in range(BURST):
        assert finished(cleo, what="mine")["stage"] == "done"
    refused = cleo.post("/api/export", {"what": "mine"})
    assert (refused.status, refused.code) == (429, "rate_limited")
    assert cleo.get("/api/export/file").status == 200, "the last one is kept"
    assert finished(served.newcomer("Dora"), what="mine")["stage"] == "done"
    for _ in range(BURST + 1):
        assert finished(served.ana, what="mine")["stage"] == "done"
