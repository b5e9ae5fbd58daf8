"""Fault 23: somebody has a copy of a cookie. Whatever ends its session ends it for the thief at once, on every door."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from websocket import WebSocketBadStatusException

from tests.authorization.world.world import World
from tests.faults.support import figures
from tests.support.cast import PASSWORD
from tests.support.clocks.stopwatch import Stopwatch
from tests.support.hosts.host_forks import SHARED
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient

CLOSED_SECONDS = 2.0
NEW_PASSWORD = "four louder gulls"

End = Callable[[ServedHost, Browser], object]


def sign_out(host: ServedHost, victim: Browser) -> object:
    return victim.delete("/api/session").expect()


def new_password(host: ServedHost, victim: Browser) -> object:
    body = {"current_password": PASSWORD, "password": NEW_PASSWORD}
    return victim.post("/api/account/password", body).expect()


def end_it_from_another_device(host: ServedHost, victim: Browser) -> object:
    other = victim.another()
    sessions = other.get("/api/sessions").expect()["sessions"]
    (theirs,) = [session["id"] for session in sessions if not session["current"]]
    return other.delete(f"/api/sessions/{theirs}").expect()


def recover(host: ServedHost, victim: Browser) -> object:
    """By a link from the owner, opened on a new phone."""
    url = host.ana.post(f"/api/users/{victim.user_id}/sign-in-link").expect(201)["url"]
    return host.browser().post("/api/session", {"link_token": url.partition("#link=")[2]}).expect()


def hand_over(host: ServedHost, victim: Browser) -> object:
    """The page goes on at another address of the host."""
    with victim.connect_socket() as client:
        token = client.ask("session:handover", {})["token"]
        return host.browser().post("/api/session", {"handover_token": token}).expect()


def sign_out_everywhere(host: ServedHost, victim: Browser) -> object:
    return host.ana.delete(f"/api/users/{victim.user_id}/sessions").expect()


def deactivate(host: ServedHost, victim: Browser) -> object:
    return host.ana.post(f"/api/users/{victim.user_id}/deactivate").expect()


def remove(host: ServedHost, victim: Browser) -> object:
    return host.ana.post(f"/api/users/{victim.user_id}/remove").expect()


def ban(host: ServedHost, victim: Browser) -> object:
    return host.ana.post(f"/api/users/{victim.user_id}/ban").expect()


ENDS: list[End] = [sign_out, new_password, end_it_from_another_device, recover, hand_over, sign_out_everywhere]
ENDS += [deactivate, remove, ban]
# After these the person themselves has no way in either.
PUT_OUT = (deactivate, remove, ban)

# Seconds until the sockets were closed, of each so far.
TOOK: list[float] = []


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Every route that wants a session."""
    world = World(tmp_path_factory.mktemp("routes"))
    try:
        closed = [door for door in world.routes() if not world.is_open(door)]
    finally:
        world.close()
    return [(door.split(" ")[0], re.sub("<[^>]+>", "0", door.split(" ")[1])) for door in closed]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedHost]:
    host = ServedHost(tmp_path_factory.mktemp("stolen"), forks=SHARED).set_up()
    yield host
    host.stop()


def newcomer(host: ServedHost, name: str) -> Browser:
    """By the link as it is now: a ban makes a new one."""
    code = host.ana.get("/api/invite").expect()["join_url"].partition("#")[2]
    return host.browser().join(code, name)


def seconds_until_closed(end: Callable[[], object], sockets: list[SocketClient]) -> float:
    """From the answer to whoever ended it."""
    end()
    with Stopwatch() as watch:
        for socket in sockets:
            socket.until_closed()
        return watch.seconds


def accepted(thief: Browser, doors: list[tuple[str, str]]) -> list[str]:
    """Where the cookie still opens something."""
    statuses = [(door, thief.ask(*door, None if door[0] == "GET" else {}).status) for door in doors]
    found = [" ".join(door) for door, status in statuses if status != 401]
    try:
        thief.connect_socket().close()
        return [*found, "the socket"]
    except WebSocketBadStatusException as refused:
        return found if refused.status_code == 401 else [*found, "the handshake"]


def steal(victim: Browser) -> Browser:
    thief = Browser(victim.url)
    thief.cookies = dict(victim.cookies)
    return thief


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_a_stolen_cookie_opens_nothing_after(
    end: End, office: ServedHost, doors: list[tuple[str, str]], is_long: bool
) -> None:
    victim = newcomer(office, f"Cleo {end.__name__.replace('_', ' ')}")
    thief = steal(victim)
    assert thief.get("/api/rooms").status == 200
    with (
        victim.connect_socket() as one,
        thief.connect_socket() as two,
        SocketClient(office.url, thief.cookie, connect=False) as silent,
    ):
        took = seconds_until_closed(lambda: end(office, victim), [one, two, silent])
    found = accepted(thief, doors)
    TOOK.append(took)
    told = f"{len(ENDS)} ends of a session, {len(doors)} routes and the socket: 0 accepted"
    figures.note(23, "stolen", f"{told}; sockets closed in {max(TOOK):.2f} s", long=is_long)
    assert found == []
    assert took < CLOSED_SECONDS
    assert thief.get("/api/hello").expect()["user"] is None


@pytest.mark.parametrize("end", PUT_OUT, ids=lambda end: end.__name__)
def test_whoever_was_put_out_does_not_come_back_by_what_they_know(end: End, office: ServedHost) -> None:
    """Their password, a link to another device that they made before, and their own name."""
    victim = newcomer(office, f"Dora {end.__name__}")
    link = victim.post("/api/sessions/link").expect(201)["url"].partition("#link=")[2]
    with victim.connect_socket() as client:
        handover = client.ask("session:handover", {})["token"]
        end(office, victim)
        client.until_closed()
    name = victim.user["name"]
    for body in ({"name": name, "password": PASSWORD}, {"link_token": link}, {"handover_token": handover}):
        assert office.browser().post("/api/session", body).status in (401, 403), body


def test_a_stranger_gets_through_no_door(office: ServedHost, doors: list[tuple[str, str]]) -> None:
    assert accepted(office.browser(), doors) == []


def test_a_ban_makes_what_they_know_of_the_ways_in_worthless(office: ServedHost) -> None:
    before = office.ana.get("/api/invite").expect()["join_url"].partition("#")[2]
    ban(office, newcomer(office, "Emil"))
    body = {"code": before, "name": "Emil again", "password": PASSWORD}
    assert office.browser().post("/api/join", body).code == "bad_code"


def test_without_endings_the_thief_stays(tmp_path: Path, doors: list[tuple[str, str]]) -> None:
    host = ServedHost(tmp_path, program=("-m", "tests.faults.support.launch", "endings_at_once")).set_up()
    try:
        victim = newcomer(host, "Cleo")
        thief = steal(victim)
        assert thief.get("/api/rooms").status == 200
        with thief.connect_socket() as socket:
            sign_out(host, victim)
            assert accepted(thief, doors)
            socket.settle()
    finally:
        host.kill()
