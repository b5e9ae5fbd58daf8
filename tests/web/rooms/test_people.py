"""The doors to people: what is done to others, my devices and their links, the log."""

import json
from dataclasses import replace
from typing import Any

import pytest

from chat_desktop.chat.core.records import Activity
from chat_desktop.chat.users.user_agents import WINDOW
from tests.support.cast import ANA, PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.parts.rules_office import Person, RulesOffice
from tests.web.conftest import Site

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36"


def token_of(link: dict[str, Any]) -> str:
    page, _, secret = link["url"].partition("#")
    assert page.endswith("/sign-in")
    assert secret.startswith("link=")
    return str(secret.removeprefix("link="))


def redeem(browser: Browser, link: dict[str, Any]) -> Any:
    return browser.post("/api/session", {"link_token": token_of(link)}, User_Agent=PHONE)


def test_a_change_of_role_by_the_owner(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    room_id = host.ana.make_room(f"For {cleo.user['name']}", "closed")
    path = f"/api/users/{cleo.user_id}"
    guest = host.ana.patch(path, {"role": "guest", "read_only": True, "room_ids": [room_id]}).expect()["user"]
    assert (guest["role"], guest["read_only"], guest["active"], guest["inactive_as"]) == ("guest", True, True, None)
    assert [room["id"] for room in cleo.get("/api/rooms").expect()["rooms"]] == [room_id]
    assert cleo.get("/api/invite").status == 403
    assert cleo.get("/api/rooms/open").expect()["rooms"] == []
    member = host.ana.patch(path, {"role": "member"}).expect()["user"]
    assert (member["role"], member["read_only"]) == ("member", False)


@pytest.mark.parametrize(
    "body", [{"role": "king"}, {"role": 1}, {"read_only": "yes"}, {"room_ids": "x"}, {"active": False}, []]
)
def test_what_is_no_change_of_a_person(host: ServedHost, body: object) -> None:
    assert host.ana.patch(f"/api/users/{host.newcomer('Cleo').user_id}", body).expect(400)["error"]["code"] == "invalid"


def test_a_guests_list_of_people_is_their_own(host: ServedHost) -> None:
    guest, cleo = host.newcomer("Guest"), host.newcomer("Cleo")
    room_id = host.ana.make_room(f"With {guest.user['name']}", "closed")
    host.ana.patch(f"/api/users/{guest.user_id}", {"role": "guest", "room_ids": [room_id]}).expect()
    first = guest.get("/api/users")
    assert {user["name"] for user in first.expect()["users"]} == {ANA, guest.user["name"]}
    tag = first.headers["ETag"]
    assert tag != cleo.get("/api/users").headers["ETag"]
    assert guest.get("/api/users", If_None_Match=tag).status == 304
    host.ana.post(f"/api/rooms/{room_id}/members", {"user_ids": [cleo.user_id]}).expect()
    changed = guest.get("/api/users", If_None_Match=tag).expect()
    assert {user["name"] for user in changed["users"]} == {ANA, guest.user["name"], cleo.user["name"]}
    assert changed["users_rev"] > first.json["users_rev"]
    boot = guest.get("/api/boot").expect()
    assert {user["id"] for user in boot["users"]} == {user["id"] for user in changed["users"]}
    assert [room["id"] for room in boot["rooms"]] == [room_id]
    assert boot["room_id"] == room_id, "what a guest's page begins with"
    assert boot["page"]["messages"] == []


@pytest.mark.parametrize(("act", "how"), [("deactivate", "deactivated"), ("remove", "removed"), ("ban", "banned")])
def test_out_and_in_again(fresh_host: ServedHost, act: str, how: str) -> None:
    cleo = fresh_host.join("Cleo")
    stolen = Browser(fresh_host.url)
    stolen.cookies = dict(cleo.cookies)
    path = f"/api/users/{cleo.user_id}"
    user = fresh_host.ana.post(f"{path}/{act}").expect()["user"]
    assert (user["active"], user["inactive_as"], user["presence"]) == (False, how, "offline")
    assert stolen.get("/api/rooms").code == stolen.post("/api/rooms", {}).code == "not_signed_in"
    assert stolen.get("/api/hello").expect()["user"] is None
    assert stolen.post("/api/session", {"name": "Cleo", "password": PASSWORD}).code == "wrong_credentials"
    assert fresh_host.ana.post(f"{path}/reactivate").expect()["user"]["active"]
    assert stolen.get("/api/rooms").code == "not_signed_in", "the cookie stays dead"
    assert stolen.sign_in("Cleo").get("/api/rooms").status == 200


def test_my_devices(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    phone = redeem(host.browser(), cleo.post("/api/sessions/link").expect(201))
    assert phone.expect()["user"]["id"] == cleo.user_id
    with cleo.connect_socket():
        mine, other = cleo.get("/api/sessions").expect()["sessions"]
    told = {"device", "device_key", "device_values"}
    assert set(mine) == told | {"id", "address", "created_at", "seen_at", "current", "connected", "front_desk"}
    assert (mine["current"], mine["connected"], mine["device"]) == (True, True, "Unknown device")
    assert (other["current"], other["connected"], other["device"]) == (False, False, "Chrome on Android")
    assert (other["device_key"], other["device_values"]) == ("device.on", {"browser": "Chrome", "system": "Android"})
    assert other["address"] == "127.0.0.1"
    cleo.delete(f"/api/sessions/{other['id']}").expect()
    assert [device["id"] for device in cleo.get("/api/sessions").expect()["sessions"]] == [mine["id"]]
    assert cleo.delete(f"/api/sessions/{other['id']}").status == 404
    ended = cleo.delete(f"/api/sessions/{mine['id']}")
    assert ended.expect() == {"ok": True}
    assert "Max-Age=0" in ended.headers["Set-Cookie"]
    assert cleo.get("/api/sessions").status == 401


def test_nobody_ends_anothers_session_by_its_id(host: ServedHost) -> None:
    cleo, dora = host.newcomer("Cleo"), host.newcomer("Dora")
    (hers,) = dora.get("/api/sessions").expect()["sessions"]
    for who in (cleo, host.ana):
        assert who.delete(f"/api/sessions/{hers['id']}").status == 404
    assert dora.get("/api/rooms").status == 200


def test_last_seen_is_what_the_sockets_tell_where_they_know_better(site: Site, office: RulesOffice) -> None:
    office.now += 3_600_000
    mine = office.cleo.session_id
    for activity, seen_at, connected in (
        (Activity(), "2026-11-23T01:29:03.123Z", False),
        (Activity(False, 60.0, "192.0.2.9"), "2026-11-23T02:28:03.123Z", False),
        (Activity(True, 0.0, "192.0.2.9"), "2026-11-23T02:29:03.123Z", True),
    ):
        presence = replace(site.services.presence, activity_of_session=dict.fromkeys([mine], activity).__getitem__)
        app = site.with_services(presence=presence)
        answer = app.test_client(use_cookies=False).get("/api/sessions", headers=site.cookie(office.cleo))
        (device,) = json.loads(answer.data)["sessions"]
        assert (device["seen_at"], device["connected"]) == (seen_at, connected)
        assert device["address"] == (activity.address or "192.0.2.7")


def test_recovery(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    link = host.ana.post(f"/api/users/{cleo.user_id}/sign-in-link").expect(201)
    assert set(link) == {"ok", "url", "qr", "expires_at"}
    assert set(link["qr"]) == {"size", "path"}
    back = host.browser()
    user = redeem(back, link).expect()["user"]
    assert (user["id"], user["has_password"]) == (cleo.user_id, False)
    assert cleo.get("/api/rooms").status == 401
    signed_in = host.browser().post("/api/session", {"name": cleo.user["name"], "password": PASSWORD})
    assert signed_in.code == "wrong_credentials"
    back.post("/api/account/password", {"password": "four louder gulls"}).expect()
    host.browser().sign_in(cleo.user["name"], "four louder gulls")
    used = redeem(host.browser(), link).expect(403)["error"]
    assert (used["code"], used["reason"]) == ("bad_code", "used")


def test_guessing_at_links_is_slowed_and_a_right_one_is_not(site: Site, office: RulesOffice) -> None:
    link = site.ask("POST", "/api/sessions/link", office.cleo, json={}).json
    tries = [site.ask("POST", "/api/session", json={"link_token": f"wrong{number}"}) for number in range(7)]
    assert [answer.status_code for answer in tries] == [403] * 5 + [429] * 2
    assert site.ask("POST", "/api/session", json={"link_token": token_of(link)}).status_code == 200
    again = [site.ask("POST", "/api/session", json={"link_token": token_of(link)}).status_code for _ in range(7)]
    assert again == [403] * 7, "a link that was used is no guess"


def test_the_log(fresh_host: ServedHost) -> None:
    ben, cleo = fresh_host.join("Ben"), fresh_host.join("Cleo")
    ana = fresh_host.ana
    ana.patch(f"/api/users/{ben.user_id}", {"role": "admin"}).expect()
    ben.delete(f"/api/users/{cleo.user_id}/sessions").expect()
    ben.post(f"/api/users/{cleo.user_id}/sign-in-link").expect(201)
    ben.post(f"/api/users/{cleo.user_id}/ban").expect()
    log = ana.get("/api/audit").expect()
    acts = [(entry["act"], entry["actor_id"], entry["subject_id"]) for entry in log["entries"]]
    assert acts == [
        ("link_renewed", ben.user_id, None),
        ("banned", ben.user_id, cleo.user_id),
        ("recovery_link", ben.user_id, cleo.user_id),
        ("signed_out_everywhere", ben.user_id, cleo.user_id),
        ("role_changed", ana.user_id, ben.user_id),
    ]
    assert not log["more"]
    first = ana.get("/api/audit?limit=2").expect()
    assert first["more"]
    rest = ana.get(f"/api/audit?before={first['entries'][-1]['n']}").expect()
    assert first["entries"] + rest["entries"] == log["entries"]
    assert {"n", "at", "act", "actor_id", "subject_id", "detail"} == set(log["entries"][0])
    assert ben.get("/api/audit").status == 403
    assert ana.get("/api/audit?limit=x").expect(400)["error"]["field"] == "limit"


def by_window(site: Site, who: Person | None = None) -> Any:
    token = site.services.desktop.window_tokens.issue()
    return site.ask("POST", "/api/session", who, json={"window_token": token})


def test_the_window_stays_whose_it_is_when_the_office_changes_hands(site: Site, office: RulesOffice) -> None:
    site.ask("PATCH", f"/api/users/{office.ben.user_id}", office.ana, json={"role": "owner"})
    answer = by_window(site, office.ana)
    assert answer.json["user"]["id"] == office.ana.user_id
    assert "Set-Cookie" not in answer.headers
    (device,) = site.ask("GET", "/api/sessions", office.ana).json["sessions"]
    assert device["device"] == WINDOW
    assert by_window(site).json["user"]["id"] == office.ben.user_id, "without a session it is the owner's"


def test_a_window_whose_person_is_out_is_the_owners(site: Site, office: RulesOffice) -> None:
    site.ask("POST", f"/api/users/{office.cleo.user_id}/remove", office.ana)
    assert by_window(site, office.cleo).json["user"]["id"] == office.ana.user_id
