"""Imports of what Slack, Mattermost and Rocket.Chat have exported."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.files import foreign_exports
from tests.support.files.exchange import bodies, command, messages, room_named
from tests.support.hosts.host_process import ServedHost, set_up_office
from tests.support.hosts.http_browser import Browser


@pytest.fixture
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    with set_up_office(tmp_path_factory.mktemp("office")) as host:
        yield host


def people(who: Browser) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in who.get("/api/users").expect()["users"]}


def left_out(report: dict[str, Any]) -> dict[str, int]:
    return {one["reason"]: one["count"] for one in report["left_out"]}


def direct(who: Browser) -> dict[str, Any]:
    return next(room for room in who.get("/api/rooms").expect()["rooms"] if room["kind"] == "direct")


def test_slack(office: ServedHost, tmp_path: Path) -> None:
    path = foreign_exports.slack(tmp_path / "slack.zip")
    done = command(office, "import", str(path))
    plan, report = done["plan"], done["report"]
    assert (plan["source"], {one["name"]: one["how"] for one in plan["people"]}["Ana Ruiz"]) == ("Slack", "name")
    assert [report[name] for name in ("messages", "files", "people", "rooms")] == [9, 1, 3, 3]
    home = office.ana.home()
    seen = messages(office.ana, home)
    zoe = people(office.ana)["Zoë Ünal"]
    assert (zoe["active"], people(office.ana)["Deploy"]["inactive_as"]) == (False, "imported")
    assert seen[0]["body"] == (
        "**bold** and _slanted_ and ~~gone~~ <3 🎉 @Zoë Ünal in #old-project the wiki (http://a.lan/x_y) `*code*`"
    )
    assert (seen[0]["mentions"], seen[0]["created_at"]) == ([zoe["id"]], "2017-07-14T02:40:00.000Z")
    assert seen[0]["edited_at"] == "2017-07-14T02:40:50.000Z"
    assert seen[0]["pinned"]["user_id"] == zoe["id"]
    assert [one["emoji"] for one in seen[0]["reactions"]] == ["👍", "👋🏼"]
    assert seen[0]["thread"]["replies"] == 2
    assert [one["thread"].get("folded", False) for one in seen[1:3]] == [True, False]
    assert office.ana.ask("GET", seen[3]["attachments"][0]["url"]).content == b"Hello"
    assert seen[4]["body"] == "Deployed build 7 (https://ci.lan)"
    assert seen[5]["deleted"]
    assert (room_named(office.ana, "board")["kind"], room_named(office.ana, "old-project")["archived"]) == (
        "closed",
        True,
    )
    assert bodies(office.ana, direct(office.ana)["id"]) == ["Between us"]
    found = left_out(report)
    assert found["Files of which the export has only the name"] == 1
    assert found["Notices of Slack, such as joins"] == 1
    assert found["Messages without a text or a file"] == 1
    assert found["Reactions that are no emoji of Unicode"] == 1
    again = command(office, "import", str(path))["report"]
    assert [again[name] for name in ("messages", "changed", "files", "people", "rooms")] == [0, 0, 0, 0, 0]


def test_mattermost(office: ServedHost, tmp_path: Path) -> None:
    path = foreign_exports.mattermost(tmp_path / "mattermost.zip")
    report = command(office, "import", str(path))["report"]
    assert [report[name] for name in ("messages", "files", "people", "rooms")] == [4, 1, 1, 3]
    square = room_named(office.ana, "Town Square")
    seen = messages(office.ana, square["id"])
    # The reply stood in its post, and is newer than what follows that.
    zoe = people(office.ana)["Zoë Ünal"]["id"]
    assert [one["body"] for one in seen[1:]] == ["Second", "Later by @Ana."]
    assert seen[0]["body"] == "**Hello** @Zoë Ünal, see the wiki (http://a.lan/x) 🎉"
    assert seen[0]["reactions"] == [{"emoji": "❤️", "user_ids": [zoe]}]
    assert (seen[2]["root_id"], seen[2]["mentions"]) == (seen[0]["id"], [office.ana.user_id])
    assert (seen[0]["pinned"]["user_id"], square["topic"]) == (office.ana.user_id, "All of it")
    assert office.ana.ask("GET", seen[0]["attachments"][0]["url"]).content == b"Hello"
    assert room_named(office.ana, "The Board")["kind"] == "closed"
    assert bodies(office.ana, direct(office.ana)["id"]) == ["Between us"]
    assert left_out(report) == {"Notices of Mattermost, such as joins": 1}
    assert command(office, "import", str(path))["report"]["messages"] == 0


def test_rocketchat(office: ServedHost, tmp_path: Path) -> None:
    path = foreign_exports.rocketchat(tmp_path / "rocketchat.zip")
    report = command(office, "import", str(path))["report"]
    assert [report[name] for name in ("messages", "files", "people", "rooms")] == [6, 1, 1, 3]
    seen = messages(office.ana, room_named(office.ana, "lobby")["id"])
    assert seen[0]["body"] == "Hello @Zoë Ünal and **all** 🎉"
    assert [one["emoji"] for one in seen[0]["reactions"]] == ["👍"]
    assert seen[0]["pinned"]["user_id"] == people(office.ana)["Zoë Ünal"]["id"]
    assert (seen[1]["root_id"], seen[1]["edited_at"]) == (seen[0]["id"], "2017-07-14T02:40:05.000Z")
    assert seen[2]["deleted"]
    assert (seen[3]["body"], seen[3]["attachments"][0]["name"]) == ("The **plan**", "plan.txt")
    assert bodies(office.ana, room_named(office.ana, "The board")["id"]) == ["Only for the board"]
    assert bodies(office.ana, direct(office.ana)["id"]) == ["Between us"]
    assert left_out(report)["Rooms of other kinds, such as live chats with visitors"] == 1
    assert command(office, "import", str(path))["report"]["messages"] == 0


def test_a_room_that_rocketchat_has_exported_to_a_file(office: ServedHost, tmp_path: Path) -> None:
    said = foreign_exports.lines(
        {"msg": "Hello *all*", "username": "ana", "ts": "2017-07-14T02:40:00.000Z"},
        {"msg": "", "username": "zoe", "ts": "2017-07-14T02:40:01.000Z", "type": "uj"},
        {
            "msg": "Hi",
            "username": "zoe",
            "ts": "2017-07-14T02:40:02.000Z",
            "attachments": [{"type": "file", "fileId": "f1", "title": "a.txt"}],
        },
    )
    path = foreign_exports.archive(tmp_path / "room.zip", {"sales.json": said, "assets/f1-a.txt": b"Hello"})
    report = command(office, "import", str(path))["report"]
    assert [report[name] for name in ("messages", "files", "people", "rooms")] == [2, 1, 1, 1]
    sales = room_named(office.ana, "sales")
    assert (sales["kind"], bodies(office.ana, sales["id"])) == ("closed", ["Hello **all**", "Hi"])
