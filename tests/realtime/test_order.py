"""One order for everyone, and everything once."""

import threading
from itertools import pairwise

from chat_desktop import __version__
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient


def posted(client: SocketClient, room_id: str) -> list[str]:
    """The client_ids of what was heard of a room, in the order of arrival."""
    messages = [body["message"] for body in client.heard("message:posted")]
    return [message["client_id"] for message in messages if message["room_id"] == room_id]


def test_welcome_comes_first_and_states_where_everything_is(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    with cleo.connect_socket() as client:
        assert client.log[0] == ("welcome", client.welcome)
        assert set(client.welcome) == {"user", "office", "rooms", "users_rev", "online", "trouble", "version"}
        assert client.welcome["version"] == __version__
        assert client.welcome["user"]["id"] == cleo.user_id
        assert client.welcome["user"]["presence"] == "online"
        assert [room["home"] for room in client.welcome["rooms"]] == [True]


def test_every_change_after_what_welcome_states_follows_it(host: ServedHost) -> None:
    """Connects again and again while somebody posts and renames: no gap, no repeat, nothing before the welcome."""
    cleo = host.newcomer("Cleo")
    room_id = cleo.make_room("Under fire")
    done = threading.Event()

    def fire() -> None:
        with cleo.connect_socket() as gun:
            number = 0
            while not done.is_set():
                number += 1
                # Where it takes long to connect, there are too many, and some are refused for that alone.
                shot = {"room_id": room_id, "client_id": f"shot-{number}", "body": f"shot {number}"}
                ack = gun.ask("message:post", shot)
                assert ack["ok"] or ack["error"]["code"] == "rate_limited", ack
                answer = cleo.patch(f"/api/rooms/{room_id}", {"topic": f"round {number}"})
                assert answer.status in (200, 429), answer

    shooter = threading.Thread(target=fire)
    shooter.start()
    try:
        for _ in range(12):
            with cleo.connect_socket() as client:
                for _ in range(3):
                    client.until("message:posted", timeout=20)
                assert client.log[0][0] == "welcome"
                stated = next(room for room in client.welcome["rooms"] if room["id"] == room_id)["last_seq"]
                heard = [body["message"]["seq"] for body in client.heard("message:posted")]
                assert heard == list(range(stated + 1, stated + 1 + len(heard)))
    finally:
        done.set()
        shooter.join(20)


def test_the_event_is_there_before_the_ack_on_the_senders_own_connection(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    room_id = cleo.make_room("Echo")
    with cleo.connect_socket() as client:
        message = client.post(room_id, "hello")
        client.ask("reaction:add", {"message_id": message["id"], "emoji": "👍"})
        client.ask("message:edit", {"message_id": message["id"], "body": "hi"})
        client.ask("message:delete", {"message_id": message["id"]})
        told = [(name, body["message"]["rev"]) for name, body in client.log if "message" in body]
    assert told == [
        ("message:posted", 1),
        ("ack 1", 1),
        ("message:changed", 2),
        ("ack 2", 2),
        ("message:changed", 3),
        ("ack 3", 3),
        ("message:changed", 4),
        ("ack 4", 4),
    ]


def test_three_hundred_rapid_sends_keep_their_order_for_everyone(host: ServedHost) -> None:
    cleo, dora = host.newcomer("Cleo"), host.newcomer("Dora")
    room_id = cleo.make_room("Rapid", "open", dora)
    sent = [f"c{number}" for number in range(300)]
    with cleo.connect_socket() as sender, dora.connect_socket() as other:
        names = [sender.send("message:post", {"room_id": room_id, "client_id": name, "body": name}) for name in sent]
        acks = [sender.until(name) for name in names]
        other.until("message:posted", lambda body: body["message"]["client_id"] == sent[-1])
        assert [ack["message"]["seq"] for ack in acks] == list(range(1, 301))
        assert posted(sender, room_id) == posted(other, room_id) == sent


def write_forty(browser: Browser, room_id: str, name: str, heard: list[list[str]]) -> None:
    with browser.connect_socket() as client:
        names = [
            client.send("message:post", {"room_id": room_id, "client_id": f"{name}-{number}", "body": "x"})
            for number in range(40)
        ]
        for ack in names:
            assert client.until(ack)["ok"]
        while posted(client, room_id)[-1] != "last":
            client.until("message:posted", timeout=20)
        heard.append(posted(client, room_id))


def test_ten_writers_make_one_order_that_all_hear(host: ServedHost) -> None:
    people = [host.newcomer("Writer") for _ in range(10)]
    room_id = people[0].make_room("Ten", "closed", *people)
    listener = people[0].connect_socket()
    heard: list[list[str]] = []
    threads = [
        threading.Thread(target=write_forty, args=(person, room_id, f"w{number}", heard))
        for number, person in enumerate(people[1:], 1)
    ]
    for thread in threads:
        thread.start()
    names = [
        listener.send("message:post", {"room_id": room_id, "client_id": f"w0-{number}", "body": "x"})
        for number in range(40)
    ]
    for name in names:
        assert listener.until(name)["ok"]
    while len(posted(listener, room_id)) < 400:
        listener.until("message:posted", timeout=20)
    listener.post(room_id, "that was all", client_id="last")
    for thread in threads:
        thread.join(30)
    order = posted(listener, room_id)
    listener.close()
    assert_one_order(people[0], room_id, order, heard)


def assert_one_order(reader: Browser, room_id: str, order: list[str], heard: list[list[str]]) -> None:
    stored = [
        message["client_id"]
        for after in (0, 200, 400)
        for message in reader.get(f"/api/rooms/{room_id}/messages?after={after}&limit=200").expect()["messages"]
    ]
    assert stored == order
    assert len(set(order)) == 401
    for one in heard:
        # Whoever came in later heard what came later, and that whole and in the same order.
        assert one == order[len(order) - len(one) :]
    for writer in range(10):
        own = [int(name.split("-")[1]) for name in order if name.startswith(f"w{writer}-")]
        assert all(one < other for one, other in pairwise(own))


def test_the_same_client_id_five_times_at_once_is_one_message(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    room_id = cleo.make_room("Once")
    clients = [cleo.connect_socket() for _ in range(5)]
    names = [
        [client.send("message:post", {"room_id": room_id, "client_id": f"same-{n}", "body": "x"}) for n in range(20)]
        for client in clients
    ]
    acks = [[client.until(name)["message"]["id"] for name in mine] for client, mine in zip(clients, names, strict=True)]
    assert all(mine == acks[0] for mine in acks)
    for client in clients:
        client.settle()
        assert len(posted(client, room_id)) == len(set(posted(client, room_id))) == 20
        client.close()
