"""Who is told what: members and nobody else, at once where it matters, together where it does not."""

import time

import pytest

from chat_desktop.realtime.transport.rates import TYPING_BURST, TYPING_PER_SECOND
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient

TOGETHER_SECONDS = 30.0  # what is collected for up to a second, on a busy machine


def nothing_of(client: SocketClient, room_id: str) -> bool:
    """Whether not one byte about the room has come."""
    client.settle()
    return room_id not in str(client.log)


@pytest.fixture(scope="module")
def cleo(host: ServedHost) -> Browser:
    return host.newcomer("Cleo")


@pytest.fixture(scope="module")
def dora(host: ServedHost) -> Browser:
    return host.newcomer("Dora")


def test_a_closed_room_is_silent_to_an_outsider_whatever_happens_in_it(host: ServedHost, dora: Browser) -> None:
    cleo, ben = host.newcomer("Cleo"), host.newcomer("Ben")
    with cleo.connect_socket() as client, dora.connect_socket() as outsider:
        room_id = cleo.make_room("Wages", "closed", ben)
        message = client.post(room_id, f"@{ben.user['name']} hello")
        client.ask("reaction:add", {"message_id": message["id"], "emoji": "👍"})
        client.ask("message:edit", {"message_id": message["id"], "body": "hi"})
        client.ask("typing:start", {"room_id": room_id})
        client.ask("read:mark", {"room_id": room_id, "seq": 1})
        cleo.patch(f"/api/rooms/{room_id}", {"topic": "money"}).expect()
        cleo.delete(f"/api/rooms/{room_id}/members/{ben.user_id}").expect()
        client.until("membership:changed", timeout=TOGETHER_SECONDS)
        assert nothing_of(outsider, room_id)
        for name, body in (
            ("typing:start", {"room_id": room_id}),
            ("read:mark", {"room_id": room_id, "seq": 1}),
            ("read:unmark", {"room_id": room_id, "seq": 0}),
            ("message:post", {"room_id": room_id, "client_id": "out-1", "body": "let me in"}),
            ("message:edit", {"message_id": message["id"], "body": "x"}),
            ("message:delete", {"message_id": message["id"]}),
            ("reaction:add", {"message_id": message["id"], "emoji": "👍"}),
        ):
            assert outsider.ask(name, body)["error"]["code"] == "not_found"
        sync = outsider.ask("rooms:sync", {"rooms": {room_id: 0}})
        assert sync["messages"] == []
        assert room_id not in str(sync["rooms"])


def test_a_room_that_one_is_added_to_is_heard_at_once_by_every_connection(cleo: Browser, dora: Browser) -> None:
    with cleo.connect_socket() as client, dora.connect_socket() as one, dora.connect_socket() as other:
        room_id = cleo.make_room("Surprise", "closed")
        client.post(room_id, "before")
        cleo.post(f"/api/rooms/{room_id}/members", {"user_ids": [dora.user_id]}).expect()
        for live in (one, other):
            room = live.until("room:changed", lambda body: body["room"]["id"] == room_id)["room"]
            assert (room["last_seq"], room["read_seq"], room["member_count"]) == (1, 1, 2)
        client.post(room_id, "welcome")
        for live in (one, other):
            assert live.until("message:posted")["message"]["body"] == "welcome"
        added = {"room_id": room_id, "user_id": dora.user_id, "involvement": "everything", "left": False}
        client.until("membership:changed", lambda body: added in body["memberships"], timeout=TOGETHER_SECONDS)


def test_who_was_removed_hears_nothing_more_and_is_told_so(cleo: Browser, dora: Browser) -> None:
    room_id = cleo.make_room("Goodbye", "closed", dora)
    with cleo.connect_socket() as client, dora.connect_socket() as gone:
        client.post(room_id, "still here")
        gone.until("message:posted")
        cleo.delete(f"/api/rooms/{room_id}/members/{dora.user_id}").expect()
        (change,) = gone.until("membership:changed")["memberships"]
        assert (change["room_id"], change["user_id"], change["left"]) == (room_id, dora.user_id, True)
        client.post(room_id, "about dora")
        client.ask("typing:start", {"room_id": room_id})
        client.until("membership:changed", timeout=TOGETHER_SECONDS)
        gone.settle()
        assert "about dora" not in str(gone.log)
        assert gone.heard("typing:changed") == []
        assert gone.ask("read:mark", {"room_id": room_id, "seq": 1})["error"]["code"] == "not_found"


def test_a_rename_reaches_members_as_each_sees_it(cleo: Browser, dora: Browser) -> None:
    room_id = cleo.make_room("Old name", "closed", dora)
    with cleo.connect_socket() as one, dora.connect_socket() as other:
        one.post(room_id, "x")
        cleo.patch(f"/api/rooms/{room_id}", {"name": "New name"}).expect()
        mine, theirs = (
            live.until("room:changed", lambda body: body["room"]["name"] == "New name")["room"] for live in (one, other)
        )
    assert (mine["read_seq"], theirs["read_seq"]) == (1, 0)


def test_typing_goes_to_the_others_and_not_to_ones_own_screens(cleo: Browser, dora: Browser) -> None:
    room_id = cleo.make_room("Typing", "closed", dora)
    with cleo.connect_socket() as one, cleo.connect_socket() as own, dora.connect_socket() as other:
        one.ask("typing:start", {"room_id": room_id})
        one.ask("typing:stop", {"room_id": room_id})
        for typing in (True, False):
            expected = {"room_id": room_id, "user_id": cleo.user_id, "typing": typing}
            assert other.until("typing:changed") == expected
        own.settle()
        assert one.heard("typing:changed") == own.heard("typing:changed") == []


def test_too_much_typing_is_dropped_not_passed_on(cleo: Browser, dora: Browser) -> None:
    room_id = cleo.make_room("Storm", "closed", dora)
    with cleo.connect_socket() as one, dora.connect_socket() as other:
        began = time.monotonic()
        acks = [one.send("typing:start", {"room_id": room_id}) for _ in range(200)]
        assert all(one.until(ack)["ok"] for ack in acks)
        one.post(room_id, "done")
        other.until("message:posted")
        most = TYPING_BURST + TYPING_PER_SECOND * (time.monotonic() - began)
        assert 1 <= len(other.heard("typing:changed")) <= most


def test_a_read_mark_reaches_ones_own_screens_at_once_and_others_soon(cleo: Browser, dora: Browser) -> None:
    room_id = cleo.make_room("Marks", "closed", dora)
    with cleo.connect_socket() as one, cleo.connect_socket() as own, dora.connect_socket() as other:
        for _ in range(3):
            other.post(room_id, "x")
        own.until("message:posted", lambda body: body["message"]["seq"] == 3)
        expected = {"room_id": room_id, "user_id": cleo.user_id, "read_seq": 2}
        assert one.ask("read:mark", {"room_id": room_id, "seq": 2})["read_seq"] == 2
        own.settle()
        assert own.heard("read:changed")[-1] == expected
        assert other.until("read:changed", lambda body: body == expected, timeout=TOGETHER_SECONDS)
        assert one.heard("read:changed")[-1:] != [expected], "who asked has the ack"


def test_marks_only_raise_are_cut_and_survive_a_reload(cleo: Browser, dora: Browser) -> None:
    room_id = cleo.make_room("More marks", "closed", dora)
    with dora.connect_socket() as writer, cleo.connect_socket() as reader:
        for _ in range(3):
            writer.post(room_id, "x")
        reader.until("message:posted", lambda body: body["message"]["seq"] == 3)
        for seq, read_seq in ((2, 2), (1, 2), (99, 3), (-1, 3)):
            assert reader.ask("read:mark", {"room_id": room_id, "seq": seq})["read_seq"] == read_seq
    with cleo.connect_socket() as again:  # at once: nothing may be committed yet
        room = next(room for room in again.welcome["rooms"] if room["id"] == room_id)
        assert room["read_seq"] == 3
        assert again.ask("read:unmark", {"room_id": room_id, "seq": 1})["read_seq"] == 1
        again.until("read:changed", lambda body: body["room_id"] == room_id and body["read_seq"] == 1)
        listed = next(room for room in cleo.get("/api/rooms").expect()["rooms"] if room["id"] == room_id)
        assert listed["read_seq"] == 1


def test_posting_reads_up_to_ones_own_message(cleo: Browser, dora: Browser) -> None:
    room_id = cleo.make_room("Own", "closed", dora)
    with dora.connect_socket() as client:
        client.post(room_id, "x")
        rooms = {room["id"]: room for room in client.ask("rooms:sync", {"rooms": {}})["rooms"]}
    assert rooms[room_id]["read_seq"] == rooms[room_id]["last_seq"] == 1


def test_presence_is_told_and_away_is_when_every_screen_is_inactive(host: ServedHost, dora: Browser) -> None:
    cleo = host.newcomer("Cleo")

    def is_now(presence: str) -> dict[str, object]:
        return watcher.until(
            "presence:changed", lambda body: {"id": cleo.user_id, "presence": presence} in body["users"]
        )

    with dora.connect_socket() as watcher:
        with cleo.connect_socket() as one, cleo.connect_socket() as other:
            assert is_now("online")
            one.ask("presence:set", {"active": False})
            other.ask("presence:set", {"active": False})
            assert is_now("away")
            listed = {user["id"]: user for user in dora.get("/api/users").expect()["users"]}
            assert listed[cleo.user_id]["presence"] == "away"
        assert is_now("offline")


def test_a_page_may_ask_for_the_people_whom_it_shows(host: ServedHost, cleo: Browser, dora: Browser) -> None:
    eve = host.newcomer("Eve")
    with dora.connect_socket() as asker, cleo.connect_socket() as one:
        assert asker.welcome["online"] >= 1
        one.ask("presence:set", {"active": False})
        ids = [cleo.user_id, eve.user_id, dora.user_id, cleo.user_id]
        told = asker.ask("presence:ask", {"user_ids": ids})["users"]
    states = {cleo.user_id: "away", eve.user_id: "offline", dora.user_id: "online"}
    assert told == [{"id": user_id, "presence": state} for user_id, state in states.items()]


def test_a_broken_connection_leaves_nobody_online_for_good(host: ServedHost, dora: Browser) -> None:
    """Among them some that break while they are let in."""
    cleo = host.newcomer("Cleo")
    with dora.connect_socket() as watcher:
        with cleo.connect_socket():
            watcher.until("presence:changed", lambda body: {"id": cleo.user_id, "presence": "online"} in body["users"])
            for _ in range(15):
                hasty = SocketClient(host.url, cleo.cookie, connect=False)
                hasty.send_text("40")
                hasty.drop()
        watcher.until(
            "presence:changed", lambda body: {"id": cleo.user_id, "presence": "offline"} in body["users"], timeout=15
        )


def test_newcomers_and_new_names_are_told_to_everyone(host: ServedHost, dora: Browser) -> None:
    with dora.connect_socket() as client:
        eve = host.newcomer("Eve")
        told = client.until("user:changed", lambda body: eve.user_id in str(body), timeout=TOGETHER_SECONDS)
        assert next(user for user in told["users"] if user["id"] == eve.user_id)["name"] == eve.user["name"]
        eve.patch("/api/account", {"name": f"{eve.user['name']} Berg"}).expect()
        client.until("user:changed", lambda body: "Berg" in str(body), timeout=TOGETHER_SECONDS)


def test_a_new_name_of_the_office_is_told_to_everyone(host: ServedHost, dora: Browser) -> None:
    with dora.connect_socket() as client:
        for name in ("Harbour Lane", "Harbour Street"):
            host.ana.patch("/api/office", {"name": name}).expect()
            assert client.until("office:changed")["office"]["name"] == name
