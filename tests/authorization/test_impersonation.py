"""Fault 26: nobody speaks, leaves, listens or is called as somebody else."""

from collections.abc import Callable
from typing import Any

import pytest

from chat_desktop.wire.names import EVENTS
from tests.authorization.requests.routes_joining import waiting_knock
from tests.authorization.world.world import World
from tests.faults.support import figures
from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

# The same name to a person's eye: case, spaces, other alphabets, marks, digits and letters that look alike.
LOOK_ALIKES = ["Ana", "ANA", " ana ", "Аna", "Anа", "Aпa".replace("п", "n"), "Ａｎａ", "A\u200bna", "Ana\u202e", "Αna"]

Operation = Callable[[World, str], Any]


def join(world: World, name: str) -> Any:
    return world.site.ask("POST", "/api/join", json={"code": world.code, "name": name, "password": PASSWORD})


def join_by_pin(world: World, name: str) -> Any:
    return world.site.ask("POST", "/api/join", json={"pin": world.pin, "name": name, "password": PASSWORD})


def join_as_guest(world: World, name: str) -> Any:
    """By a link that an admin has made for guests of one room."""
    made = world.site.ask(
        "POST", "/api/invites", world.office.ben, json={"role": "guest", "room_ids": [world.open_room()]}
    ).json["invite"]
    code = made["join_url"].partition("#")[2]
    return world.site.ask("POST", "/api/join", json={"code": code, "name": name, "password": PASSWORD})


def knock(world: World, name: str) -> Any:
    return world.site.ask("POST", "/api/knocks", json={"name": name}, address=world.new_address())


def rename(world: World, name: str) -> Any:
    return world.site.ask("PATCH", "/api/account", world.person("member"), json={"name": name})


def be_admitted(world: World, name: str) -> Any:
    """A name that was free when they knocked, and is taken when they are let in."""
    token, knock_id = waiting_knock(world, name)
    world.rename(world.newcomer(), name)
    assert token
    return world.site.ask("POST", f"/api/knocks/{knock_id}/admit", world.office.ben, json={"role": "member"})


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Any:
    found = World(tmp_path_factory.mktemp("names"))
    yield found
    found.close()


@pytest.mark.parametrize(
    "operation", [join, join_by_pin, join_as_guest, knock, rename], ids=lambda operation: operation.__name__
)
def test_no_way_in_gives_somebody_elses_name_or_one_that_looks_like_it(operation: Operation, world: World) -> None:
    figures.note(26, "names", f"{len(LOOK_ALIKES)} look-alikes of one name on 5 routes: all refused")
    for name in LOOK_ALIKES:
        answer = operation(world, name)
        assert answer.json["error"]["code"] in ("name_taken", "invalid"), (operation.__name__, name)
    assert operation(world, world.new_name()).json["ok"]


def test_a_name_that_was_taken_while_one_knocked_is_not_given_twice(world: World) -> None:
    assert be_admitted(world, "Rosa").json["error"]["code"] == "name_taken"


def test_two_who_knock_under_one_name_do_not_both_get_it(world: World) -> None:
    first, second = waiting_knock(world, "Gustavo", keep=True), waiting_knock(world, "Gustаvo", keep=True)
    admit = [
        world.site.ask("POST", f"/api/knocks/{knock_id}/admit", world.office.ben, json={"role": "member"})
        for _, knock_id in (first, second)
    ]
    assert [answer.status_code for answer in admit] == [200, 409]


def test_a_removed_persons_name_stays_theirs(world: World) -> None:
    gone = world.person("gone")
    assert gone
    assert join(world, world.name_of(gone)).json["error"]["code"] == "name_taken"


# What a client might send along to be taken for ana.
FORGED = (
    {"sender_id": "{ana}"},
    {"user_id": "{ana}"},
    {"seq": 1},
    {"id": "{ana}"},
    {"created_at": "2020-01-01T00:00:00Z"},
)


def test_a_message_is_from_whoever_holds_the_cookie(host: ServedHost) -> None:
    cleo, home = host.newcomer("Cleo"), host.ana.home()
    with cleo.connect_socket() as client, host.ana.connect_socket() as ana:
        for forged in FORGED:
            more = {key: str(value).format(ana=host.ana.user_id) for key, value in forged.items()}
            ack = client.ask("message:post", {"room_id": home, "client_id": "forged", "body": "I am Ana", **more})
            assert ack["error"]["code"] == "invalid", forged
        assert client.post(home, "honest")["sender_id"] == cleo.user_id
        heard = ana.until("message:posted", lambda body: body["message"]["body"] in ("honest", "I am Ana"))
        assert heard["message"]["sender_id"] == cleo.user_id


def test_another_persons_client_id_is_nobody_elses(host: ServedHost) -> None:
    """Or whoever guesses one could keep its message from being stored, or read it."""
    cleo, dora, home = host.newcomer("Cleo"), host.newcomer("Dora"), host.ana.home()
    with cleo.connect_socket() as one, dora.connect_socket() as other:
        first = one.post(home, "Cleo's", client_id="shared")
        second = other.post(home, "Dora's", client_id="shared")
    assert (first["sender_id"], second["sender_id"]) == (cleo.user_id, dora.user_id)
    assert first["id"] != second["id"]


def test_what_the_host_says_cannot_be_said_by_a_page(host: ServedHost) -> None:
    figures.note(26, "events", f"{len(EVENTS)} forged events and {len(FORGED)} forged senders: all refused")
    body = {"user_id": host.ana.user_id, "users": [{"id": host.ana.user_id}], "reason": "forged-word", "room_id": "x"}
    with host.newcomer("Cleo").connect_socket() as client, host.ana.connect_socket() as bystander:
        for name in EVENTS:
            assert client.ask(name, body)["error"]["code"] == "unknown_command", name
            client.tell(name, body)
        client.settle()
        bystander.settle()
        assert "forged-word" not in str(bystander.log)


def test_nobody_can_make_another_leave_by_saying_so(host: ServedHost) -> None:
    cleo, dora, emil = (host.newcomer(name) for name in ("Cleo", "Dora", "Emil"))
    room_id = host.ana.make_room("Leaving", "closed", cleo, dora)
    assert dora.post(f"/api/rooms/{room_id}/leave", {"user_id": cleo.user_id}).status in (200, 400)
    dora_again = dora.post(f"/api/rooms/{room_id}/leave?user_id={cleo.user_id}")
    assert dora_again.status in (200, 404)
    assert emil.delete(f"/api/rooms/{room_id}/members/{cleo.user_id}").status == 404
    assert cleo.delete(f"/api/rooms/{room_id}/members/{host.ana.user_id}").status == 403
    assert {member["user_id"] for member in members(host.ana, room_id)} == {host.ana.user_id, cleo.user_id}


def test_nobody_listens_who_is_not_among_the_members(host: ServedHost) -> None:
    """The invisible member: two browsers of one who left, one that was let in and put out, one who never was."""
    cleo, dora, emil = (host.newcomer(name) for name in ("Cleo", "Dora", "Emil"))
    room_id = host.ana.make_room("No ghosts", "closed", cleo, dora)
    with (
        cleo.connect_socket() as one,
        cleo.another().connect_socket() as two,
        dora.connect_socket() as put_out,
        emil.connect_socket() as never,
    ):
        ghosts = (one, two, put_out, never)
        cleo.post(f"/api/rooms/{room_id}/leave").expect()
        host.ana.delete(f"/api/rooms/{room_id}/members/{dora.user_id}").expect()
        with host.ana.connect_socket() as ana:
            ana.post(room_id, "among ourselves")
        for ghost in ghosts:
            ghost.settle()
            assert "among ourselves" not in str(ghost.log)
    assert [member["user_id"] for member in members(host.ana, room_id)] == [host.ana.user_id]


def test_whoever_comes_into_a_room_is_told_to_those_inside(host: ServedHost) -> None:
    cleo, dora = host.newcomer("Cleo"), host.newcomer("Dora")
    room_id = host.ana.make_room("Announced", "open", cleo)
    with cleo.connect_socket() as client:
        dora.post(f"/api/rooms/{room_id}/join").expect()
        told = client.until("membership:changed", lambda body: dora.user_id in str(body))
    assert told["memberships"][0]["left"] is False


def members(browser: Browser, room_id: str) -> Any:
    return browser.get(f"/api/rooms/{room_id}/members").expect()["members"]
