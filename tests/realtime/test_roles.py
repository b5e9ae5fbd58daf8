"""A role, a room and a removal reach open pages at once; guests hear of the people of their rooms alone."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chat_desktop.chat.rooms.presence import Presence
from chat_desktop.realtime.guest_visibility import NON_GUESTS_KEY, GuestVisibility
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import Body, SocketClient

WITHIN_SECONDS = 2.0


class Guest:
    """Somebody who is in one room, with Ana. `hearing` is their page."""

    def __init__(self, host: ServedHost) -> None:
        self.host, self.browser = host, host.newcomer("Guest")
        self.room = host.ana.make_room(f"With {self.browser.user['name']}", "closed")
        role = {"role": "guest", "room_ids": [self.room]}
        host.ana.patch(f"/api/users/{self.browser.user_id}", role).expect()
        self.hearing = self.browser.connect_socket()

    def add(self, person: Browser) -> None:
        self.host.ana.post(f"/api/rooms/{self.room}/members", {"user_ids": [person.user_id]}).expect()

    def drop(self, person: Browser) -> None:
        self.host.ana.delete(f"/api/rooms/{self.room}/members/{person.user_id}").expect()

    def heard_of(self, name: str = "user:changed") -> set[str]:
        return {user["id"] for event in self.hearing.heard(name) for user in event["users"]}

    def until(self, person: Browser, **state: Any) -> dict[str, Any]:
        return told(self.hearing, person, **state)


def soon(hearing: SocketClient, name: str, test: Callable[[Body], bool] = lambda event: True) -> Body:
    with at_most(WITHIN_SECONDS, name):
        return hearing.until(name, test)


def told(hearing: SocketClient, person: Browser, **state: Any) -> dict[str, Any]:
    """The next word of PERSON in which STATE is so; frames have what happened to others meanwhile, too."""

    def is_it(user: dict[str, Any]) -> bool:
        return user["id"] == person.user_id and state.items() <= user.items()

    event = soon(hearing, "user:changed", lambda event: any(map(is_it, event["users"])))
    return next(user for user in event["users"] if is_it(user))


@pytest.fixture
def guest(host: ServedHost) -> Iterator[Guest]:
    found = Guest(host)
    with found.hearing:
        yield found


def is_in(event: dict[str, Any], person: Browser) -> bool:
    return person.user_id in {user["id"] for user in event["users"]}


def has_left(event: dict[str, Any], room_id: str, person: Browser) -> bool:
    left = {(one["room_id"], one["user_id"]) for one in event["memberships"] if one["left"]}
    return (room_id, person.user_id) in left


def renamed(person: Browser) -> str:
    """PERSON's new name, once those who see everyone have heard it."""
    name = person.user["name"] = f"{person.user['name']} B"
    with person.connect_socket() as own:
        person.patch("/api/account", {"name": name}).expect()
        told(own, person, name=name)
    return name


def test_a_guest_hears_of_nobody_outside_their_rooms(host: ServedHost, guest: Guest) -> None:
    cleo, seen = host.newcomer("Cleo"), host.newcomer("Cleo")
    guest.add(seen)
    with host.ana.connect_socket() as everyone, cleo.connect_socket(), seen.connect_socket():
        everyone.until("presence:changed", lambda event: is_in(event, cleo))
        guest.hearing.until("presence:changed", lambda event: is_in(event, seen))
        renamed(cleo)
        assert guest.until(seen, name=renamed(seen))
    assert cleo.user_id not in guest.heard_of() | guest.heard_of("presence:changed")


def test_whom_a_guest_sees_comes_and_goes_with_the_rooms(host: ServedHost, guest: Guest) -> None:
    cleo = host.newcomer("Cleo")
    with cleo.connect_socket() as speaking:
        guest.add(cleo)
        shown = guest.until(cleo, active=True)
        assert (shown["name"], shown["presence"]) == (cleo.user["name"], "online")
        speaking.until("room:changed")
        speaking.post(guest.room, "hello")
        guest.hearing.until("message:posted")
        guest.drop(cleo)
        gone = guest.until(cleo, active=False)
        assert (gone["name"], gone["role"], gone["inactive_as"]) == (cleo.user["name"], "member", None)
    name = renamed(cleo)
    guest.hearing.settle()
    assert name not in {user["name"] for event in guest.hearing.heard("user:changed") for user in event["users"]}


def test_becoming_a_guest_takes_out_of_the_rooms_and_hides_the_others_at_once(host: ServedHost) -> None:
    cleo, other = host.newcomer("Cleo"), host.newcomer("Cleo")
    home = cleo.home()
    room_id = host.ana.make_room(f"For {cleo.user['name']}")
    with cleo.connect_socket() as speaking:
        with at_most(WITHIN_SECONDS):
            host.ana.patch(f"/api/users/{cleo.user_id}", {"role": "guest", "room_ids": [room_id]}).expect()
            speaking.until("membership:changed", lambda event: has_left(event, home, cleo))
            told(speaking, other, active=False, presence="offline")
            told(speaking, cleo, role="guest")
        sent = {"room_id": home, "client_id": "late", "body": "x"}
        assert speaking.ask("message:post", sent)["error"]["code"] == "not_found"
        assert speaking.ask("typing:start", {"room_id": home})["error"]["code"] == "not_found"
        speaking.post(room_id, "here I am")
        name = renamed(other)
        speaking.settle()
        assert name not in {user["name"] for event in speaking.heard("user:changed") for user in event["users"]}
        host.ana.patch(f"/api/users/{cleo.user_id}", {"role": "member"}).expect()
        told(speaking, other, active=True, name=name)
        assert told(speaking, other, name=renamed(other))


def test_who_may_only_read_from_now_on_types_and_writes_no_more(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    room_id = host.ana.make_room(f"With {cleo.user['name']}", "closed", cleo)
    with cleo.connect_socket() as speaking, host.ana.connect_socket() as hearing:
        speaking.ask("typing:start", {"room_id": room_id})
        assert hearing.until("typing:changed")["typing"] is True
        host.ana.patch(f"/api/users/{cleo.user_id}", {"read_only": True}).expect()
        assert soon(hearing, "typing:changed")["typing"] is False
        told(speaking, cleo, read_only=True)
        for name, body in (
            ("typing:start", {"room_id": room_id}),
            ("message:post", {"room_id": room_id, "client_id": "c", "body": "x"}),
        ):
            assert speaking.ask(name, body)["error"]["code"] == "forbidden"
        last = hearing.post(room_id, "read this")["seq"]
        assert speaking.ask("read:mark", {"room_id": room_id, "seq": last})["read_seq"] == last
        host.ana.patch(f"/api/users/{cleo.user_id}", {"read_only": False}).expect()
        speaking.post(room_id, "thanks")


@pytest.mark.parametrize("out", ["deactivate", "remove"])
def test_who_is_put_out_types_no_more_and_is_told_of_as_gone(host: ServedHost, out: str) -> None:
    cleo = host.newcomer("Cleo")
    room_id = host.ana.make_room(f"With {cleo.user['name']}", "closed", cleo)
    with cleo.connect_socket() as speaking, host.ana.connect_socket() as hearing:
        speaking.ask("typing:start", {"room_id": room_id})
        hearing.until("typing:changed", lambda event: event["typing"])
        host.ana.post(f"/api/users/{cleo.user_id}/{out}").expect()
        soon(hearing, "typing:changed", lambda event: not event["typing"])
        told(hearing, cleo, active=False, presence="offline")
        if out == "remove":
            soon(hearing, "membership:changed", lambda event: has_left(event, room_id, cleo))
        assert speaking.until_closed() == 1000


def test_who_leaves_a_room_in_the_middle_of_a_word_types_there_no_more(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    room_id = host.ana.make_room(f"With {cleo.user['name']}", "closed", cleo)
    with cleo.connect_socket() as speaking, host.ana.connect_socket() as hearing:
        speaking.ask("typing:start", {"room_id": room_id})
        hearing.until("typing:changed", lambda event: event["typing"])
        host.ana.delete(f"/api/rooms/{room_id}/members/{cleo.user_id}").expect()
        soon(hearing, "typing:changed", lambda event: not event["typing"])


def test_a_read_mark_does_not_outlive_the_membership(host: ServedHost) -> None:
    """Acked from memory and not in the database yet: a later membership starts afresh."""
    cleo = host.newcomer("Cleo")
    room_id = host.ana.make_room(f"With {cleo.user['name']}", "closed", cleo)
    with cleo.connect_socket() as speaking, host.ana.connect_socket() as writing:
        writing.post(room_id, "one")
        speaking.until("message:posted")
        assert speaking.ask("read:mark", {"room_id": room_id, "seq": 1})["ok"]
        host.ana.delete(f"/api/rooms/{room_id}/members/{cleo.user_id}").expect()
        speaking.until("membership:changed", lambda event: has_left(event, room_id, cleo))
        assert speaking.ask("read:mark", {"room_id": room_id, "seq": 1})["error"]["code"] == "not_found"


def test_an_admin_who_is_one_no_more_hears_no_more_knocks(fresh_host: ServedHost) -> None:
    ben = fresh_host.join("Ben")
    path = f"/api/users/{ben.user_id}"
    fresh_host.ana.patch("/api/invite", {"ways": ["link", "knock"]}).expect()

    def knock(name: str) -> None:
        fresh_host.browser().post("/api/knocks", {"name": name}).expect(201)

    def is_it(name: str) -> Any:
        return lambda event: name in {one["name"] for one in event["knocks"]}

    with ben.connect_socket() as hearing, fresh_host.ana.connect_socket() as owner:
        knock("Eve")
        owner.until("knocks:changed", is_it("Eve"))
        hearing.settle()
        assert hearing.heard("knocks:changed") == []
        fresh_host.ana.patch(path, {"role": "admin"}).expect()
        knock("Flo")
        hearing.until("knocks:changed", is_it("Flo"))
        fresh_host.ana.patch(path, {"role": "member"}).expect()
        knock("Gus")
        owner.until("knocks:changed", is_it("Gus"))
        hearing.settle()
        assert len(hearing.heard("knocks:changed")) == 1


def test_a_guest_sees_again_after_a_reconnect_what_the_rooms_say(host: ServedHost, guest: Guest) -> None:
    cleo = host.newcomer("Cleo")
    guest.hearing.close()
    guest.add(cleo)
    with guest.browser.connect_socket() as again:
        guest.hearing = again
        name = renamed(cleo)
        assert guest.until(cleo, name=name)


def test_without_guests_everyone_is_told_in_one_frame() -> None:
    emitted: list[Any] = []
    guest_visibility = GuestVisibility(
        lambda *what: emitted.append(what), lambda user_id: f"user:{user_id}", Presence(time.monotonic)
    )
    users = [{"id": str(number)} for number in range(500)]
    guest_visibility.emit_users("presence:changed", users)
    assert emitted == [("presence:changed", {"users": users}, NON_GUESTS_KEY)]
    guest_visibility.add("guest", {"guest", "7"})
    guest_visibility.add("stranger", {"stranger"})
    guest_visibility.emit_users("presence:changed", users)
    assert emitted[2:] == [("presence:changed", {"users": [{"id": "7"}]}, "user:guest")]


def test_a_guest_may_ask_for_the_presence_of_those_they_see(guest: Guest, host: ServedHost) -> None:
    stranger = host.newcomer("Stranger")
    ids = [stranger.user_id, host.ana.user_id, guest.browser.user_id, "nobody"]
    told = guest.hearing.ask("presence:ask", {"user_ids": ids})["users"]
    assert [user["id"] for user in told] == [host.ana.user_id, guest.browser.user_id]
    assert "online" not in guest.hearing.welcome
