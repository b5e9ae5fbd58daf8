"""Endings: a session's sockets close with it, and an orderly stop is told to everyone."""

import pytest
from websocket import WebSocketBadStatusException

from tests.conftest import StartHost
from tests.support.cast import PASSWORD
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.socket_client import SocketClient

WITHIN_SECONDS = 2.0
NEW_PASSWORD = "four louder gulls"


def assert_ended(client: SocketClient, reason: str) -> None:
    """The client never answers a DISCONNECT: the host has to close."""
    with at_most(WITHIN_SECONDS):
        assert client.until_closed(timeout=30) == 1000
    assert [name for name, _ in client.log][-2:] == ["session:ended", "DISCONNECT"]
    assert client.heard("session:ended") == [{"reason": reason}]


def test_sign_out_ends_that_sessions_sockets_and_no_others(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    elsewhere = cleo.another()
    with cleo.connect_socket() as one, cleo.connect_socket() as two, elsewhere.connect_socket() as kept:
        cookie = cleo.cookie
        cleo.delete("/api/session").expect()
        assert_ended(one, "signed_out")
        assert_ended(two, "signed_out")
        kept.settle()
        assert cleo.cookies == {}
        refused(host, cookie)


def test_a_new_password_ends_every_other_session(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    elsewhere = cleo.another()
    with elsewhere.connect_socket() as other:
        body = {"current_password": PASSWORD, "password": NEW_PASSWORD}
        cleo.post("/api/account/password", body).expect()
        assert_ended(other, "password_changed")
    with cleo.connect_socket() as again:
        again.settle()
    assert elsewhere.get("/api/rooms").code == "not_signed_in"
    assert host.browser().post("/api/session", {"name": cleo.user["name"], "password": PASSWORD}).status == 401
    host.browser().sign_in(cleo.user["name"], NEW_PASSWORD)


def test_a_socket_that_never_said_connect_ends_with_its_session_too(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    silent = SocketClient(host.url, cleo.cookie, connect=False)
    left = cleo.connect_socket()
    left.send_text("41")  # Socket.IO's DISCONNECT, with the connection under it kept
    with host.ana.connect_socket() as settled:
        settled.settle()
    cleo.delete("/api/session").expect()
    for client in (silent, left):
        with client, at_most(WITHIN_SECONDS):
            assert client.until_closed() == 1000


def refused(host: ServedHost, cookie: str) -> None:
    with pytest.raises(WebSocketBadStatusException) as caught:
        SocketClient(host.url, cookie)
    assert caught.value.status_code == 401


@pytest.mark.parametrize("cookie", ["", "chat_x=y", "chat_=", "a=b; c"])
def test_without_a_session_there_is_no_socket(host: ServedHost, cookie: str) -> None:
    refused(host, cookie)


def test_a_forged_token_opens_nothing(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    (name,) = cleo.cookies
    refused(host, f"{name}={'A' * 43}")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"])
def test_another_pages_handshake_is_refused(host: ServedHost, origin: str) -> None:
    cleo = host.newcomer("Cleo")
    with pytest.raises(WebSocketBadStatusException) as caught:
        SocketClient(host.url, cleo.cookie, origin=origin)
    assert caught.value.status_code == 403


def test_an_orderly_stop_is_told_and_closes_without_a_disconnect(fresh_host: ServedHost) -> None:
    """1012 and no DISCONNECT, so that pages come back by themselves."""
    room_id = fresh_host.ana.home()
    with fresh_host.ana.connect_socket() as client:
        client.post(room_id, "last words")
        fresh_host.process.terminate()
        assert client.until("host:stopping")["reason"]
        assert client.until_closed() == 1012
        assert client.heard("DISCONNECT") == []
    fresh_host.stop()
    assert fresh_host.errors == ""


def test_marks_acked_just_before_the_stop_are_kept(fresh_host: ServedHost, start_host: StartHost) -> None:
    cleo = fresh_host.join("Cleo")
    room_id = fresh_host.ana.home()
    with fresh_host.ana.connect_socket() as client, cleo.connect_socket() as reader:
        client.post(room_id, "x")
        reader.until("message:posted")
        assert reader.ask("read:mark", {"room_id": room_id, "seq": 1})["read_seq"] == 1
        fresh_host.process.terminate()
        assert client.until_closed() == reader.until_closed() == 1012
    fresh_host.stop()
    again = start_host()
    back = Browser(again.url)
    back.cookies = cleo.cookies
    assert back.get("/api/rooms").expect()["rooms"][0]["read_seq"] == 1
    again.stop()
