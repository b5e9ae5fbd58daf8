"""Who sets up front desks, and how their turns end: by a removal, a reset, the end of the desk."""

from collections.abc import Callable

import pytest

from tests.support.cast import PASSWORD
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.web.front_desk.conftest import PIN, Desk, make_desk

Ending = Callable[[Desk, Browser], object]


def by_pin_reset(desk: Desk, cleo: Browser) -> object:
    return desk.host.ana.delete(f"/api/users/{cleo.user_id}/front-desk-pin").expect()


def by_removal_from_desk(desk: Desk, cleo: Browser) -> object:
    return desk.host.ana.patch(f"/api/front-desks/{desk.id}", {"user_ids": [desk.users[1].user_id]}).expect()


def by_end_of_desk(desk: Desk, cleo: Browser) -> object:
    return desk.host.ana.delete(f"/api/front-desks/{desk.id}").expect()


def by_leaving(desk: Desk, cleo: Browser) -> object:
    return cleo.delete(f"/api/account/front-desks/{desk.id}").expect()


def by_own_pin(desk: Desk, cleo: Browser) -> object:
    return cleo.ask("PUT", "/api/account/front-desk-pin", {"pin": "90210", "current_password": PASSWORD}).expect()


def by_removing_own_pin(desk: Desk, cleo: Browser) -> object:
    return cleo.delete("/api/account/front-desk-pin").expect()


def by_own_list(desk: Desk, cleo: Browser) -> object:
    at_desk = next(one for one in cleo.get("/api/sessions").expect()["sessions"] if one["front_desk"] == desk.id)
    return cleo.delete(f"/api/sessions/{at_desk['id']}").expect()


def by_removal(desk: Desk, cleo: Browser) -> object:
    return desk.host.ana.post(f"/api/users/{cleo.user_id}/remove").expect()


ENDINGS: list[Ending] = [
    by_pin_reset, by_removal_from_desk, by_end_of_desk, by_leaving, by_own_pin, by_removing_own_pin, by_own_list,
    by_removal,
]  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda one: one.__name__)
def test_a_turn_ends_at_once(desk: Desk, ending: Ending) -> None:
    cleo, _ = desk.users
    desk.first(cleo).expect()
    with desk.tablet.connect_socket() as socket:
        ending(desk, cleo)
        with at_most(2.0):
            socket.until_closed()
    assert desk.tablet.get("/api/rooms").status == 401
    opens_again = ending is by_own_list
    assert (desk.open(cleo).status == 200) == opens_again


def test_the_desk_is_no_device_to_sign_in_on_after_its_end(desk: Desk) -> None:
    by_end_of_desk(desk, desk.users[0])
    assert desk.tablet.get("/api/front-desk").status == 404
    assert desk.tablet.sign_in(desk.users[0].user["name"]).user_id == desk.users[0].user_id
    assert desk.id not in {one["id"] for one in desk.host.ana.get("/api/front-desks").expect()["front_desks"]}


def test_at_a_front_desk_everyone_is_a_member_and_stays_no_longer(host: ServedHost) -> None:
    ana = host.ana
    desk = make_desk(host, ana)
    desk.first(ana).expect()
    assert desk.tablet.get("/api/boot").expect()["user"]["role"] == "member"
    for method, path, body in (
        ("GET", "/api/host", None),
        ("GET", "/api/audit", None),
        ("GET", "/api/front-desks", None),
        ("POST", "/api/front-desks", {"name": "Mine", "user_ids": [ana.user_id]}),
        ("POST", "/api/sessions/link", {}),
        ("POST", "/api/account/password", {"password": "nine green lamps", "current_password": PASSWORD}),
        ("PUT", "/api/account/front-desk-pin", {"pin": "90210", "current_password": PASSWORD}),
        ("DELETE", "/api/account/front-desk-pin", {}),
        ("DELETE", f"/api/front-desks/{desk.id}", {}),
    ):
        assert desk.tablet.ask(method, path, body).status == 403, path
    assert desk.host.ana.get("/api/boot").expect()["user"]["role"] == "owner"


def test_only_heads_make_one_and_only_of_members(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    form = {"name": "Front desk", "user_ids": [cleo.user_id]}
    assert cleo.post("/api/front-desks", form).status == 403
    ana = host.ana.another()
    for wrong, field in (
        ({"name": ""}, "name"),
        ({"user_ids": []}, "user_ids"),
        ({"lock_seconds": 29}, "lock_seconds"),
        ({"lock_seconds": 601}, "lock_seconds"),
    ):
        assert ana.post("/api/front-desks", form | wrong).expect(400)["error"]["field"] == field
    assert ana.post("/api/front-desks", form | {"user_ids": ["nobody"]}).status == 404
    assert ana.get("/api/rooms").status == 200  # a refusal signs nobody out
    ana.post("/api/front-desks", form).expect(201)
    assert ana.get("/api/rooms").status == 401


def test_after_a_reset_only_the_new_pin_opens(desk: Desk) -> None:
    cleo, _ = desk.users
    desk.first(cleo).expect()
    by_pin_reset(desk, cleo)
    assert [one["pin_length"] for one in desk.tablet.get("/api/front-desk").expect()["front_desk"]["people"]] == [0, 0]
    assert desk.open(cleo).expect(400)["error"]["field"] == "pin"
    desk.first(cleo, pin="90210").expect()
    desk.lock()
    assert desk.open(cleo, PIN).status == 401
    assert desk.open(cleo, "90210").status == 200


def test_a_new_password_voids_the_pin(desk: Desk) -> None:
    cleo, _ = desk.users
    desk.first(cleo).expect()
    cleo.post("/api/account/password", {"password": "nine green lamps", "current_password": PASSWORD}).expect()
    assert desk.tablet.get("/api/rooms").status == 401
    assert desk.open(cleo).status == 400
