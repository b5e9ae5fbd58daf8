"""Small exports as Slack, Mattermost and Rocket.Chat write them, made from what is published of their formats."""

import json
import zipfile
from pathlib import Path
from typing import Any


def archive(path: Path, files: dict[str, Any]) -> Path:
    """Writes a zip archive. Bytes and texts are written as they are, everything else as JSON."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content if isinstance(content, bytes | str) else json.dumps(content))
    return path


def lines(*objects: Any) -> str:
    """Returns JSON lines."""
    return "\n".join(json.dumps(each) for each in objects) + "\n"


def slack_user(user_id: str, name: str, real_name: str, **more: Any) -> dict[str, Any]:
    profile = {"real_name": real_name, "display_name": "", "email": f"{name}@example.com", **more.pop("profile", {})}
    base = {"id": user_id, "team_id": "T1", "name": name, "deleted": False, "real_name": real_name, "is_bot": False}
    return {**base, "profile": profile, **more}


def said(user: str, ts: str, text: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "user": user, "ts": ts, "text": text, "client_msg_id": f"m{ts}", "team": "T1", **more}


def slack(path: Path) -> Path:
    """Two channels, a private one, a conversation of two, a bot, threads, files, pins and what is not imported."""
    users = [
        slack_user("U1", "ana", "Ana Ruiz"),
        slack_user("U2", "zoe", "Zoë Ünal", profile={"display_name": "zoe"}),
        slack_user("U3", "deploybot", "Deploy", is_bot=True, profile={"bot_id": "B1"}),
    ]
    channel = {
        "id": "C1",
        "name": "general",
        "created": 1_500_000_000,
        "creator": "U1",
        "is_archived": False,
        "is_general": True,
        "members": ["U1", "U2"],
        "topic": {"value": "Everything", "creator": "U1", "last_set": 0},
        "purpose": {"value": "For everybody", "creator": "", "last_set": 0},
        "pins": [{"id": "1500000000.000100", "type": "C", "created": 1_500_000_900, "user": "U2", "owner": "U1"}],
    }
    old = {**channel, "id": "C2", "name": "old-project", "is_archived": True, "is_general": False, "pins": []}
    group = {"id": "G1", "name": "board", "created": 1_500_000_000, "is_archived": False, "members": ["U2", "U1"]}
    group |= {"topic": {"value": ""}, "purpose": {"value": ""}}
    styled = (
        "*bold* and _slanted_ and ~gone~ &lt;3 :tada: <@U2> in <#C2|old-project> <http://a.lan/x_y|the wiki> `*code*`"
    )
    general = [
        said("U1", "1500000000.000100", styled, edited={"user": "U1", "ts": "1500000050.000000"}),
        said("U2", "1500000100.000200", "Has joined", subtype="channel_join"),
        said("U2", "1500000200.000300", "A reply", thread_ts="1500000000.000100", parent_user_id="U1"),
        said("U1", "1500000300.000400", "Also to all", thread_ts="1500000000.000100", subtype="thread_broadcast"),
    ]
    general[0] |= {"thread_ts": "1500000000.000100", "reply_count": 2}
    general[0]["reactions"] = [
        {"name": "+1", "users": ["U2"], "count": 1},
        {"name": "wave::skin-tone-3", "users": ["U1", "U2"], "count": 2},
        {"name": "partyparrot", "users": ["U2"], "count": 1},
    ]
    shared = [{"id": "F1", "name": "plan.txt", "title": "Plan", "mimetype": "text/plain", "size": 5, "mode": "hosted"}]
    lost = [{"id": "F2", "name": "lost.png", "title": "Lost", "mimetype": "image/png", "size": 9, "mode": "hosted"}]
    second = [
        said("U1", "1500100000.000100", "The plan", files=shared),
        said("U2", "1500100001.000100", "", files=lost),
        said("", "1500100002.000100", "Deployed <https://ci.lan|build 7>", subtype="bot_message", bot_id="B1"),
        said("USLACKBOT", "1500100003.000100", "This message was deleted.", subtype="tombstone", hidden=True),
    ]
    return archive(
        path,
        {
            "users.json": users,
            "channels.json": [channel, old],
            "groups.json": [group],
            "dms.json": [{"id": "D1", "created": 1_500_000_000, "members": ["U1", "U2"]}],
            "mpims.json": [],
            "integration_logs.json": [],
            "general/2017-07-14.json": general,
            "general/2017-07-15.json": second,
            "old-project/2017-07-14.json": [said("U2", "1500000000.000900", "Long ago")],
            "board/2017-07-14.json": [said("U2", "1500000000.001000", "Only for the board")],
            "D1/2017-07-14.json": [said("U2", "1500000000.002000", "Between us")],
            "__uploads/F1/plan.txt": b"Hello",
        },
    )


def mattermost_user(name: str, first: str, last: str, *channels: str) -> dict[str, Any]:
    memberships = [{"name": each, "roles": "channel_user"} for each in channels]
    teams = [{"name": "acme", "roles": "team_user", "channels": memberships}]
    user = {"username": name, "email": f"{name}@example.com", "first_name": first, "last_name": last, "teams": teams}
    return {"type": "user", "user": user}


def mattermost(path: Path) -> Path:
    """A public and a private channel, a direct one, a thread whose replies stand in their post, and a file."""
    where = {"team": "acme", "channel": "town-square"}
    replies = [
        {"user": "zoe", "message": "Later by @ana.", "create_at": 1_500_000_900_000, "reactions": []},
    ]
    post = {
        **where,
        "user": "ana",
        "message": "**Hello** @zoe, see [the wiki](http://a.lan/x) :tada:",
        "create_at": 1_500_000_000_000,
        "edit_at": 1_500_000_010_000,
        "reactions": [{"user": "zoe", "emoji_name": "heart", "create_at": 1_500_000_000_500}],
        "attachments": [{"path": "20170714/teams/t/channels/c/users/u/f/plan.txt"}],
        "replies": replies,
        "is_pinned": True,
    }
    direct = {"channel_members": ["zoe", "ana"], "user": "zoe", "message": "Between us", "create_at": 1_500_000_100_000}
    return archive(
        path,
        {
            "import.jsonl": lines(
                {"type": "version", "version": 1},
                {"type": "team", "team": {"name": "acme", "display_name": "Acme", "type": "O"}},
                {"type": "channel", "channel": {**_channel("town-square", "Town Square"), "header": "All of it"}},
                {"type": "channel", "channel": {**_channel("board", "The Board"), "type": "P"}},
                mattermost_user("ana", "Ana", "Ruiz", "town-square", "board"),
                mattermost_user("zoe", "Zoë", "Ünal", "town-square"),
                {"type": "post", "post": post},
                {"type": "post", "post": {**where, "user": "zoe", "message": "Second", "create_at": 1_500_000_500_000}},
                {
                    "type": "post",
                    "post": {**where, "user": "zoe", "message": "zoe joined", "type": "system_join_channel"},
                },
                {"type": "direct_channel", "direct_channel": {"members": ["ana", "zoe"]}},
                {"type": "direct_post", "direct_post": direct},
            ),
            "data/20170714/teams/t/channels/c/users/u/f/plan.txt": b"Hello",
        },
    )


def _channel(name: str, shown: str) -> dict[str, Any]:
    return {"team": "acme", "name": name, "display_name": shown, "type": "O", "header": "", "purpose": ""}


def date(ms: int) -> dict[str, Any]:
    return {"$date": {"$numberLong": str(ms)}}


def rocketchat(path: Path) -> Path:
    """The collections of Rocket.Chat: a channel, a private group, a conversation of two and a live chat."""
    ana = {"_id": "uAna", "username": "ana", "name": "Ana Ruiz"}
    zoe = {"_id": "uZoe", "username": "zoe.u", "name": "Zoë Ünal"}

    def message(number: int, who: dict[str, Any], text: str, rid: str = "rGeneral", **more: Any) -> dict[str, Any]:
        at = {"$date": f"2017-07-14T02:40:0{number}.000Z"}
        return {"_id": f"m{number}", "rid": rid, "msg": text, "ts": at, "u": who, "_updatedAt": at, **more}

    reactions = {":+1:": {"usernames": ["zoe.u"]}, ":partyparrot:": {"usernames": ["zoe.u"]}}
    shared = {"_id": "f1", "name": "plan.txt", "type": "text/plain"}
    attached = [
        {"title": "plan.txt", "type": "file", "description": "The *plan*", "title_link": "/file-upload/f1/plan.txt"}
    ]
    return archive(
        path,
        {
            "users.json": lines(
                {**ana, "type": "user", "active": True, "emails": [{"address": "ana@example.com"}], "roles": ["admin"]},
                {**zoe, "type": "user", "active": False, "emails": [], "roles": ["user"], "__rooms": ["rBoard"]},
            ),
            "rocketchat_room.json": lines(
                {"_id": "rGeneral", "t": "c", "name": "lobby", "topic": "Hi", "ts": date(1_500_000_000_000)},
                {"_id": "rBoard", "t": "p", "name": "the-board", "fname": "The board", "usersCount": 1},
                {"_id": "rDirect", "t": "d", "uids": ["uAna", "uZoe"], "usernames": ["ana", "zoe.u"]},
                {"_id": "rLive", "t": "l", "fname": "A visitor"},
            ),
            "rocketchat_message.json": lines(
                message(0, ana, "Hello @zoe.u and *all* :tada:", reactions=reactions, pinned=True, pinnedBy=zoe),
                message(1, zoe, "A reply", tmid="m0", editedAt=date(1_500_000_005_000)),
                message(2, zoe, "zoe.u", t="uj"),
                message(3, zoe, "", t="rm"),
                message(4, ana, "", file=shared, files=[shared], attachments=attached),
                message(5, zoe, "Only for the board", "rBoard"),
                message(6, zoe, "Between us", "rDirect"),
                message(7, zoe, "Help!", "rLive"),
            ),
            "files/f1-plan.txt": b"Hello",
        },
    )
