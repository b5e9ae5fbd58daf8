"""Fault 23: a stolen cookie is worth nothing from the moment its session ends, however that came about."""

import contextlib
import threading
from collections.abc import Callable

import pytest
from websocket import WebSocketBadStatusException, WebSocketException

from tests.support.cast import PASSWORD
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient

WITHIN_SECONDS = 2.0
Out = Callable[[ServedHost, Browser], object]


def recover(host: ServedHost, cleo: Browser) -> None:
    link = host.ana.post(f"/api/users/{cleo.user_id}/sign-in-link").expect(201)["url"]
    host.browser().post("/api/session", {"link_token": link.partition("#link=")[2]}).expect()


def end_one(host: ServedHost, cleo: Browser) -> None:
    """From another of her devices."""
    phone = cleo.another()
    sessions = phone.get("/api/sessions").expect()["sessions"]
    assert [session["connected"] for session in sessions] == [False, True]
    phone.delete(f"/api/sessions/{sessions[1]['id']}").expect()


def ban(host: ServedHost, cleo: Browser) -> None:
    """The link is another one then: the tests that share this host go on with that."""
    act("ban")(host, cleo)
    host.ready["join_code"] = host.ana.get("/api/invite").expect()["join_url"].partition("#")[2]


def act(name: str) -> Out:
    return lambda host, cleo: host.ana.post(f"/api/users/{cleo.user_id}/{name}").expect()


OUTS: dict[str, Out] = {
    "signed_out": lambda host, cleo: cleo.delete("/api/session").expect(),
    "password_changed": lambda host, cleo: cleo.post(
        "/api/account/password", {"current_password": PASSWORD, "password": "four louder gulls"}
    ).expect(),
    "deactivated": act("deactivate"),
    "removed": act("remove"),
    "banned": ban,
    "signed_out by another": lambda host, cleo: host.ana.delete(f"/api/users/{cleo.user_id}/sessions").expect(),
    "signed_out by device": end_one,
    "recovered": recover,
}


@pytest.mark.parametrize("reason", OUTS)
def test_a_stolen_cookie_is_worth_nothing_and_its_sockets_close(host: ServedHost, reason: str) -> None:
    cleo = host.newcomer("Cleo")
    thief = Browser(host.url)
    thief.cookies = dict(cleo.cookies)
    room_id = thief.home()
    with thief.connect_socket() as speaking, SocketClient(host.url, thief.cookie, connect=False) as silent:
        speaking.post(room_id, "as Cleo")
        with at_most(WITHIN_SECONDS):
            OUTS[reason](host, cleo)
            assert speaking.until_closed() == silent.until_closed() == 1000
        assert speaking.heard("session:ended") == [{"reason": reason.partition(" ")[0]}]
    asked = ("/api/rooms", "/api/users", "/api/sessions", f"/api/rooms/{room_id}/messages", "/api/invite", "/api/audit")
    assert {thief.get(path).status for path in asked} == {401}
    assert thief.post("/api/sessions/link").status == thief.post("/api/rooms", {}).status == 401
    with pytest.raises(WebSocketBadStatusException) as refused:
        SocketClient(host.url, thief.cookie)
    assert refused.value.status_code == 401


def test_nothing_is_accepted_after_the_answer_however_fast_it_comes(host: ServedHost) -> None:
    """Commands that are on their way while the session ends meet the rule, not only the closing socket."""
    cleo = host.newcomer("Cleo")
    room_id = host.ana.make_room(f"With {cleo.user['name']}", "closed", cleo)
    speaking = cleo.connect_socket()

    def flood() -> None:
        with contextlib.suppress(OSError, WebSocketException):
            for number in range(1_400):
                body = {"room_id": room_id, "client_id": f"c{number}", "body": "x"}
                speaking.tell("message:post", body)

    with host.ana.connect_socket() as hearing, speaking:
        flooding = threading.Thread(target=flood)
        flooding.start()
        hearing.until("message:posted", lambda event: event["message"]["seq"] == 20)
        host.ana.post(f"/api/users/{cleo.user_id}/deactivate").expect()
        last = host.ana.get(f"/api/rooms/{room_id}/messages?limit=1").expect()["last_seq"]
        flooding.join()
        assert speaking.until_closed() == 1000
        hearing.settle()
        assert hearing.heard("message:posted")[-1]["message"]["seq"] == last
