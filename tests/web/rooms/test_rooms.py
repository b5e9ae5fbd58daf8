"""Rooms, people and history over HTTP."""

import pytest

from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

ROOM = {
    "id", "name", "kind", "home", "topic", "last_seq", "last_rev", "read_seq", "involvement", "member_count",
    "user_ids",
}  # fmt: skip


@pytest.fixture(scope="module")
def cleo(host: ServedHost) -> Browser:
    return host.newcomer("Cleo")


@pytest.fixture(scope="module")
def dora(host: ServedHost) -> Browser:
    return host.newcomer("Dora")


def test_a_room_from_its_making_to_leaving_it(cleo: Browser, dora: Browser) -> None:
    room = cleo.post("/api/rooms", {"name": "Web lunch", "kind": "open"}).expect(201)["room"]
    assert set(room) >= ROOM
    path = f"/api/rooms/{room['id']}"
    assert room["id"] in {one["id"] for one in dora.get("/api/rooms/open").expect()["rooms"]}
    assert dora.post(f"{path}/join").expect()["room"]["member_count"] == 2
    assert cleo.patch(path, {"topic": "soup"}).expect()["room"]["topic"] == "soup"
    assert dora.patch(f"{path}/membership", {"involvement": "mentions"}).expect()["room"]["involvement"] == "mentions"
    members = cleo.get(f"{path}/members").expect()["members"]
    assert {one["user_id"]: one["involvement"] for one in members} == {
        cleo.user_id: "everything",
        dora.user_id: "mentions",
    }
    assert dora.post(f"{path}/leave").expect()["room"]["id"] == room["id"]
    assert dora.get(f"{path}/members").status == 404
    assert len(cleo.post(f"{path}/members", {"user_ids": [dora.user_id]}).expect()["members"]) == 2
    assert cleo.delete(f"{path}/members/{dora.user_id}").expect() == {"ok": True}
    assert cleo.delete(f"{path}/members/{dora.user_id}").status == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": "x", "kind": "secret"}, "kind"),
        ({"name": "", "kind": "open"}, "name"),
        ({"name": "x" * 61, "kind": "closed"}, "name"),
        ({"kind": "open"}, "name"),
        ({"name": "x", "kind": "open", "home": True}, "home"),
        ([], "body"),
    ],
)
def test_a_room_that_cannot_be_names_the_field(cleo: Browser, body: object, field: str) -> None:
    assert cleo.post("/api/rooms", body).expect(400)["error"]["field"] == field


def test_the_first_room_stays(cleo: Browser) -> None:
    path = f"/api/rooms/{cleo.home()}"
    assert cleo.post(f"{path}/leave").expect(403)["error"]["code"] == "forbidden"
    assert cleo.patch(path, {"name": "Mine"}).status == 403
    assert cleo.patch(f"{path}/membership", {"involvement": "loud"}).expect(400)["error"]["field"] == "involvement"


def test_a_conversation_is_made_once(cleo: Browser, dora: Browser) -> None:
    first = cleo.post("/api/direct", {"user_ids": [dora.user_id]}).expect(201)["room"]
    again = dora.post("/api/direct", {"user_ids": [cleo.user_id]}).expect(200)["room"]
    assert again["id"] == first["id"]
    assert set(first["user_ids"]) == {cleo.user_id, dora.user_id}
    assert cleo.post("/api/direct", {"user_ids": []}).expect(201)["room"]["user_ids"] == [cleo.user_id]
    assert cleo.post("/api/direct", {"user_ids": ["nobody"]}).status == 404
    assert cleo.post("/api/direct", {"user_ids": "nobody"}).status == 400


def test_pages_of_history(cleo: Browser) -> None:
    room_id = cleo.make_room("Pages")
    path = f"/api/rooms/{room_id}/messages"
    with cleo.connect_socket() as client:
        sent = [client.post(room_id, f"m{number}") for number in range(1, 8)]
    page = cleo.get(f"{path}?before=6&limit=2").expect()
    assert page["messages"] == sent[3:5]
    assert (page["more_before"], page["more_after"], page["last_seq"], page["last_rev"]) == (True, True, 7, 7)
    assert cleo.get(f"{path}?after=5").expect()["messages"] == sent[5:]
    assert cleo.get(f"{path}?around=4&limit=3").expect()["messages"] == sent[2:5]
    assert cleo.get(path).expect()["messages"] == sent
    assert cleo.get(f"/api/messages/{sent[0]['id']}").expect()["message"] == sent[0]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("limit=", "limit"),
        ("before=x", "before"),
        ("after=1.5", "after"),
        ("around=" + "9" * 5_000, "around"),
        ("before=1&after=2", "before"),
    ],
)
def test_a_page_that_cannot_be_names_the_field(cleo: Browser, query: str, field: str) -> None:
    answer = cleo.get(f"/api/rooms/{cleo.home()}/messages?{query}")
    assert answer.expect(400)["error"]["field"] == field


@pytest.mark.parametrize("number", ["-1", "0", "9" * 30, "-" + "9" * 30])
def test_any_whole_number_is_a_place(cleo: Browser, number: str) -> None:
    for way in ("before", "after", "around"):
        assert cleo.get(f"/api/rooms/{cleo.home()}/messages?{way}={number}").status == 200


def test_users_are_sent_again_only_when_something_changed(cleo: Browser) -> None:
    first = cleo.get("/api/users")
    assert {"id", "name", "role", "active", "inactive_as", "read_only", "presence"} == set(first.expect()["users"][0])
    assert "private" in first.headers["Cache-Control"]
    again = cleo.get("/api/users", If_None_Match=first.headers["ETag"])
    assert (again.status, again.content) == (304, b"")
    cleo.patch("/api/account", {"name": f"{cleo.user['name']} B"}).expect()
    changed = cleo.get("/api/users", If_None_Match=first.headers["ETag"])
    assert changed.expect()["users_rev"] > first.json["users_rev"]


def test_the_invitation_is_for_members(cleo: Browser, host: ServedHost) -> None:
    invite = cleo.get("/api/invite").expect()
    assert invite["join_url"].endswith(f"/join#{host.join_code}")
    assert invite["qr"]["size"] > 20
    assert invite["qr"]["path"].startswith("M")
    assert cleo.get("/api/about").expect()["version"]


def test_only_heads_rename_the_office(cleo: Browser) -> None:
    assert cleo.patch("/api/office", {"name": "Cleo's"}).expect(403)["error"]["code"] == "forbidden"


def test_a_member_who_makes_rooms_without_end_is_told_when_to_come_back(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    name = str(cleo.user["name"])
    answers = [cleo.post("/api/rooms", {"name": f"{name} 0", "kind": "closed"})]
    while answers[-1].status == 201 and len(answers) < 90:
        answers.append(cleo.post("/api/rooms", {"name": f"{name} {len(answers)}", "kind": "closed"}))
    assert len(answers) > 30
    assert (answers[-1].status, answers[-1].code) == (429, "rate_limited")
    assert 1 <= answers[-1].json["error"]["retry_after"] <= 5
    host.ana.make_room(f"{name} of the owner")
