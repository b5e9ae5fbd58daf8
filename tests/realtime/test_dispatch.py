"""Every command is answered, whatever it is made of."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from chat_desktop.wire.names import COMMANDS
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient


@pytest.fixture(scope="module")
def cleo(host: ServedHost) -> Browser:
    return host.newcomer("Cleo")


@pytest.fixture(scope="module")
def room(cleo: Browser) -> str:
    return cleo.make_room("Dispatch")


@pytest.fixture
def client(cleo: Browser, room: str) -> Iterator[SocketClient]:
    with cleo.connect_socket() as client:
        yield client


def code(ack: dict[str, Any]) -> str | None:
    return None if ack["ok"] else str(ack["error"]["code"])


def test_every_command_has_its_ack(host: ServedHost, cleo: Browser, client: SocketClient, room: str) -> None:
    message = client.post(room, "hello")
    ids = {"message_id": message["id"]}
    poll = client.post(room, "Poll", content={"poll": {"question": "Where?", "options": ["Here", "There"]}})
    listed = client.post(room, "List", content={"checklist": {"title": "Before", "items": ["Flyers"]}})
    item = {"message_id": listed["id"], "item": listed["content"]["checklist"]["items"][0]["id"]}
    shared = host.ana.make_room("Shared", "open", cleo)
    with host.ana.connect_socket() as ana:
        asked = ana.post(shared, "Leave", content={"urgent": {}})
    urgent = client.post(shared, "Stay", content={"urgent": {}})
    acks = {
        "message:post": client.ask("message:post", {"room_id": room, "client_id": message["client_id"], "body": "x"}),
        "reaction:add": client.ask("reaction:add", ids | {"emoji": "👍"}),
        "reaction:remove": client.ask("reaction:remove", ids | {"emoji": "👍"}),
        "message:edit": client.ask("message:edit", ids | {"body": "hello!"}),
        "message:delete": client.ask("message:delete", ids),
        "read:mark": client.ask("read:mark", {"room_id": room, "seq": 1}),
        "read:unmark": client.ask("read:unmark", {"room_id": room, "seq": 0}),
        "typing:start": client.ask("typing:start", {"room_id": room}),
        "typing:stop": client.ask("typing:stop", {"room_id": room}),
        "presence:set": client.ask("presence:set", {"active": True}),
        "presence:ask": client.ask("presence:ask", {"user_ids": []}),
        "rooms:sync": client.ask("rooms:sync", {"rooms": {room: 0}}),
        "poll:vote": client.ask("poll:vote", {"message_id": poll["id"], "choices": [0]}),
        "poll:end": client.ask("poll:end", {"message_id": poll["id"]}),
        "checklist:tick": client.ask("checklist:tick", item | {"done": True}),
        "checklist:edit": client.ask(
            "checklist:edit", {"message_id": listed["id"], "title": "After", "items": [{"text": "Lamp"}]}
        ),
        "urgent:confirm": client.ask("urgent:confirm", {"message_id": asked["id"]}),
        "urgent:end": client.ask("urgent:end", {"message_id": urgent["id"]}),
        "session:handover": client.ask("session:handover", {}),
    }
    assert set(acks) == set(COMMANDS)
    assert all(ack["ok"] for ack in acks.values())
    for name in ("message:post", "message:edit", "message:delete", "reaction:add", "reaction:remove"):
        assert acks[name]["message"]["id"] == message["id"]
    assert acks["message:post"]["message"]["body"] == "hello"
    assert acks["reaction:add"]["message"]["reactions"][0]["emoji"] == "👍"
    assert acks["message:delete"]["message"]["deleted"] is True
    # Own messages are read, and marking never goes back.
    assert (acks["read:mark"]["read_seq"], acks["read:unmark"]["read_seq"]) == (3, 0)
    assert set(acks["rooms:sync"]) == {"ok", "messages", "more", "rooms"}


def test_an_unknown_command_is_answered_too(client: SocketClient) -> None:
    for name in ("message:explode", "", "x" * 10_000, "welcome", "__class__", "*"):
        assert code(client.ask(name, {})) == "unknown_command"


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("message:post", {"room_id": 1, "client_id": "c", "body": "x"}, "room_id"),
        ("message:post", {"room_id": "r", "client_id": "c"}, "body"),
        ("message:post", {"room_id": "r", "client_id": "c", "body": "x", "sender_id": "ana"}, "sender_id"),
        ("message:post", {"room_id": "r", "client_id": "not one", "body": "x"}, "client_id"),
        ("message:edit", {"message_id": None, "body": "x"}, "message_id"),
        ("read:mark", {"room_id": "r", "seq": "1"}, "seq"),
        ("read:mark", {"room_id": "r", "seq": 1.5}, "seq"),
        ("read:mark", {"room_id": "r", "seq": True}, "seq"),
        ("presence:set", {"active": 1}, "active"),
        ("presence:ask", {"user_ids": ["x"] * 201}, "user_ids"),
        ("rooms:sync", {"rooms": {"r": "x"}}, "rooms"),
        ("rooms:sync", {"rooms": []}, "rooms"),
        ("rooms:sync", {"rooms": {str(n): 0 for n in range(5_001)}}, "rooms"),
        ("rooms:sync", [], "body"),
        ("rooms:sync", None, "body"),
        ("rooms:sync", "text", "body"),
    ],
)
def test_a_refusal_names_the_field(client: SocketClient, name: str, body: object, field: str) -> None:
    ack = client.ask(name, body)
    assert (code(ack), ack["error"]["field"]) == ("invalid", field)


def test_one_body_is_one_body(client: SocketClient, room: str) -> None:
    for packet in ('421["presence:set"]', '422["presence:set",{"active":true},{"active":true}]'):
        client.send_text(packet)
        assert code(client.until(f"ack {packet[2]}")) == "invalid"


def test_too_long_is_told(client: SocketClient, room: str) -> None:
    assert code(client.ask("message:post", {"room_id": room, "client_id": "l", "body": "x" * 8_001})) == "too_long"


VALUES: list[Any] = [
    None, True, 0, -1, 10**18, 10**40, 1.5, 1e300, "", "x", "\ud83d", "\x00", "x" * 5_000, [], [[]], [1], {}, {"a": {}},
    ["x"] * 100, {"$ne": 1}, "' OR 1=1 --", "__proto__", "\u202e", "\udc00",
]  # fmt: skip
KEYS = [
    "room_id",
    "client_id",
    "body",
    "message_id",
    "emoji",
    "seq",
    "active",
    "rooms",
    "reply_to",
    "attachment_ids",
    "x",
]


def malformed(room: str) -> Iterator[tuple[str, Any]]:
    """200 bodies, the same in every run."""
    chance = random.Random(7)
    values = [*VALUES, room]
    for _ in range(200):
        name = chance.choice(COMMANDS)
        shape = chance.random()
        if shape < 0.2:
            yield name, chance.choice(values)
        else:
            yield name, {chance.choice(KEYS): chance.choice(values) for _ in range(chance.randint(0, 5))}


def test_no_malformed_body_is_ever_an_internal_error(client: SocketClient, cleo: Browser, room: str) -> None:
    before = cleo.get(f"/api/rooms/{room}/messages").expect()
    for name, body in malformed(room):
        assert code(client.ask(name, body)) in {None, "invalid", "not_found", "too_long"}, (name, body)
    after = cleo.get(f"/api/rooms/{room}/messages").expect()
    assert after == before


@pytest.mark.parametrize(
    "packet",
    [
        '421["message:post",{"room_id":"r","client_id":"c","body":NaN}]',
        '421["read:mark",{"room_id":"r","seq":1e999}]',
        '421["read:mark",{"room_id":"r","seq":' + "9" * 5_000 + "}]",
        '421["rooms:sync",' + "[" * 5_000,
        '421["rooms:sync",' + '{"a":' * 20_000 + "1" + "}" * 20_000 + "]",
        "421{}",
        "421[]",
        "421[1]",
        '421[{"a":1},{}]',
        '421["connect",{}]',
        '42["disconnect","x"]',
        "4299999999999999999999999999[]",
        "4",
        "49",
        "x",
        '451-["x",{"_placeholder":true,"num":0}]',
    ],
)
def test_what_is_no_packet_ends_the_connection_and_nothing_else(cleo: Browser, packet: str, room: str) -> None:
    with cleo.connect_socket() as bad, cleo.connect_socket() as good:
        bad.send_text(packet)
        assert bad.until_closed() in (1002, 1003, 1007, 1008)
        good.settle()


def test_a_client_cannot_connect_twice_over_one_socket(cleo: Browser) -> None:
    """It would leave a connection behind that nobody can close, and a person who is online for good."""
    with cleo.connect_socket() as twice:
        twice.send_text("40")
        twice.until("CONNECT_ERROR")
        twice.settle()
        assert twice.heard("welcome") == [twice.welcome]


def test_another_namespace_is_not_there(cleo: Browser) -> None:
    with cleo.connect_socket() as client:
        client.send_text("40/admin,")
        client.settle()
        assert client.heard("welcome") == [client.welcome]


def test_half_an_emoji_does_not_cost_the_connection(client: SocketClient, room: str) -> None:
    assert client.post(room, "cut \ud83d short 😀")["body"] == "cut ? short 😀"


def commands(client: SocketClient, many: int) -> list[Any]:
    """Sends commands as fast as it can, and returns their acks."""
    names = [client.send("presence:set", {"active": True}) for _ in range(many)]
    return [client.until(name) for name in names]


def test_over_the_burst_commands_are_refused_and_told_when_to_come_back(host: ServedHost) -> None:
    with host.newcomer("Cleo").connect_socket() as client:
        acks = commands(client, 1_500)
        assert [code(ack) for ack in acks] == [None] * 1_500
        refused: list[Any] = []
        while not refused:  # on a slow machine more are allowed meanwhile
            refused = [ack for ack in commands(client, 400) if not ack["ok"]]
    assert {code(ack) for ack in refused} == {"rate_limited"}
    assert {ack["error"]["retry_after"] for ack in refused} == {1}


def test_errors_never_carry_a_trace(client: SocketClient) -> None:
    ack = client.ask("message:post", {"room_id": "r"})
    assert set(ack) == {"ok", "error"}
    assert set(ack["error"]) == {"code", "message", "field", "key", "values"}
