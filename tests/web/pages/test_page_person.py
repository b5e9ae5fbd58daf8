"""A page belongs to one person: what it asks is refused as soon as its browser's cookie is somebody else's."""

import time

import pytest
from websocket import WebSocketBadStatusException, create_connection

from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Answer, Browser

PATIENCE_SECONDS = 30.0


def device_link(person: Browser) -> str:
    return str(person.post("/api/sessions/link").expect(201)["url"].partition("link=")[2])


def until_ended(browser: Browser) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while browser.get("/api/rooms").status != 401:
        assert time.monotonic() < deadline, "the session goes on"
        time.sleep(0.02)


def as_page_of(person: Browser, browser: Browser, method: str, path: str, body: object = None) -> Answer:
    return browser.ask(method, path, body, {"Chat-Person": person.user_id})


def test_a_call_of_another_persons_page_does_nothing(host: ServedHost) -> None:
    ana_page, ben = host.newcomer("Ana"), host.newcomer("Ben")
    home = ben.home()
    calls = [
        ("POST", "/api/rooms", {"name": "In the wrong name", "kind": "open"}),
        ("PATCH", "/api/account", {"name": "Renamed by a stranger"}),
        ("POST", "/api/direct", {"user_ids": []}),
        ("DELETE", "/api/session", None),
        ("GET", f"/api/rooms/{home}/messages", None),
        ("POST", "/api/session", {"name": "x", "password": PASSWORD}),
    ]
    for method, path, body in calls:
        refused = as_page_of(ana_page, ben, method, path, body)
        assert (refused.status, refused.code) == (409, "other_person"), (method, path)
    assert ben.get("/api/hello").expect()["user"]["name"] == ben.user["name"]
    assert "In the wrong name" not in str(ben.get("/api/rooms").expect())
    assert as_page_of(ben, ben, "GET", "/api/rooms").status == 200


def test_a_page_whose_session_has_ended_is_told_so_and_nothing_else(host: ServedHost) -> None:
    ben = host.newcomer("Ben")
    ben.delete("/api/session").expect()
    assert as_page_of(ben, host.browser(), "GET", "/api/rooms").code == "not_signed_in"
    form = {"name": "Nobody", "password": "x" * 8}
    assert as_page_of(ben, host.browser(), "POST", "/api/session", form).status == 401


@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_a_socket_of_another_persons_page_is_not_opened(host: ServedHost, transport: str) -> None:
    ana_page, ben = host.newcomer("Ana"), host.newcomer("Ben")
    path = f"/socket.io/?EIO=4&transport={transport}&person="
    if transport == "polling":
        referer = {"Referer": f"{host.url}/"}
        assert ben.get(path + ana_page.user_id, **referer).code == "other_person"
        assert ben.get(path, **referer).code == "other_person"  # an empty name is nobody's
        assert ben.get(path + ben.user_id, **referer).status == 200
        return
    address = host.url.replace("http", "ws", 1) + path
    with pytest.raises(WebSocketBadStatusException, match="409"):
        create_connection(address + ana_page.user_id, origin=host.url, cookie=ben.cookie)
    create_connection(address + ben.user_id, origin=host.url, cookie=ben.cookie).close()


def test_polling_goes_on_for_nobody_when_the_cookie_changes(host: ServedHost) -> None:
    ana, ben = host.newcomer("Ana"), host.newcomer("Ben")
    path = f"/socket.io/?EIO=4&transport=polling&person={ana.user_id}"
    opened = ana.get(path, Referer=f"{host.url}/").content.decode()
    sid = opened.partition('"sid":"')[2].partition('"')[0]
    assert sid
    connection = f"{path}&sid={sid}"
    assert ben.post(connection, b"40").code == "other_person"
    assert ben.get(connection).code == "other_person"
    assert ana.post(connection, b"40").status == 200


def test_a_page_that_asked_ends_the_session_that_it_replaces_and_a_program_does_not(host: ServedHost) -> None:
    ana, ben = host.newcomer("Ana"), host.newcomer("Ben")
    browser = host.browser().sign_in(ana.user["name"])
    before = Browser(host.url)
    before.cookies = dict(browser.cookies)
    body = {"link_token": device_link(ben)}
    assert browser.ask("POST", "/api/session", body, {"Chat-Person": "nobody"}).code == "other_person"
    with before.connect_socket() as client:
        answer = browser.ask("POST", "/api/session", body, {"Chat-Person": ana.user_id}).expect()
        assert answer["user"]["id"] == ben.user_id
        client.until("session:ended")
        assert client.heard("session:ended") == [{"reason": "replaced"}]
    until_ended(before)
    assert ana.get("/api/rooms").status == 200
    program = dict(browser.cookies)
    browser.sign_in(ana.user["name"])
    kept = Browser(host.url)
    kept.cookies = program
    assert kept.get("/api/hello").expect()["user"]["id"] == ben.user_id


def test_a_link_says_whom_it_signs_in_before_it_is_used(host: ServedHost) -> None:
    ben, stranger = host.newcomer("Ben"), host.browser()
    token = device_link(ben)
    for _ in range(2):
        seen = stranger.post("/api/session/look", {"link_token": token}).expect()
        assert (seen["kind"], seen["user"]) == ("device", {"id": ben.user_id, "name": ben.user["name"]})
    recovery = host.ana.post(f"/api/users/{ben.user_id}/sign-in-link").expect(201)["url"].partition("link=")[2]
    assert stranger.post("/api/session/look", {"link_token": recovery}).expect()["kind"] == "recovery"
    stranger.post("/api/session", {"link_token": token}).expect()
    used = host.browser().post("/api/session/look", {"link_token": token})
    assert (used.code, used.json["error"]["reason"]) == ("bad_code", "used")
    unknown = host.browser().post("/api/session/look", {"link_token": "x" * 43})
    assert unknown.json["error"]["reason"] == "unknown"
