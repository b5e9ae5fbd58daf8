"""Getting in and out: set-up, join, sign-in, sign-out, name and password."""

from typing import Any

import pytest

from chat_desktop.chat.joining import accounts
from chat_desktop.chat.users import passwords
from chat_desktop.web.cookies import cookie_name
from tests.conftest import StartHost
from tests.support.cast import ANA, OFFICE, PASSWORD
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.parts.rules_office import BROWSER, RulesOffice
from tests.web.conftest import Site


def test_the_set_up_from_first_look_to_owner(start_host: StartHost) -> None:
    host = start_host()
    page = host.browser()
    assert page.get("/api/hello").expect()["setup_needed"] is True
    early = {"code": host.join_code, "name": "Eve", "password": PASSWORD}
    assert page.post("/api/join", early).expect(409)["error"]["code"] == "setup_needed"
    form = {"token": host.setup_token, "office_name": OFFICE, "name": ANA, "password": PASSWORD}
    for wrong, status, field in (
        ({"token": "x"}, 403, None),
        ({"password": "short"}, 400, "password"),
        ({"password": OFFICE}, 400, "password"),
        ({"name": " "}, 400, "name"),
        ({"office_name": "x" * 61}, 400, "office_name"),
    ):
        assert page.post("/api/setup", form | wrong).expect(status)["error"].get("field") == field
    user = page.post("/api/setup", form).expect(201)["user"]
    assert (user["name"], user["role"]) == (ANA, "owner")
    hello = page.get("/api/hello").expect()
    assert (hello["setup_needed"], hello["office"]["name"], hello["user"]["id"]) == (False, OFFICE, user["id"])
    assert page.post("/api/setup", form | {"name": "Eve"}).expect(409)["error"]["code"] == "setup_done"
    host.stop()


def test_join_by_code(host: ServedHost) -> None:
    eve = host.browser()
    form = {"code": host.join_code, "name": "Eve Adams", "password": PASSWORD}
    assert eve.post("/api/join", form | {"code": "x" * 22}).expect(403)["error"]["code"] == "bad_code"
    assert eve.post("/api/join", form | {"password": "Eve Adams"}).expect(400)["error"]["field"] == "password"
    assert eve.post("/api/join", form | {"name": "x" * 41}).expect(400)["error"]["field"] == "name"
    assert eve.post("/api/join", form | {"name": "x" * 5_000}).expect(400)["error"]["field"] == "name"
    assert eve.cookies == {}
    assert eve.post("/api/join", form).expect(201)["user"]["role"] == "member"
    taken = host.browser().post("/api/join", form | {"name": "eve adams"}).expect(409)["error"]
    assert (taken["code"], taken["field"], taken["suggestion"]) == ("name_taken", "name", "eve adams 2")
    assert eve.get("/api/rooms").expect()["rooms"][0]["home"]


def test_the_cookie_is_opaque_and_out_of_scripts_reach(host: ServedHost) -> None:
    answer = host.browser().post("/api/join", {"code": host.join_code, "name": "Cookie", "password": PASSWORD})
    (cookie,) = answer.headers.get_all("Set-Cookie") or []
    office_id = host.ana.get("/api/hello").expect()["office"]["id"]
    name, _, rest = cookie.partition("=")
    value, *attributes = rest.split("; ")
    assert name == cookie_name(office_id)
    assert len(value) == 43
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(attributes)
    assert not [one for one in attributes if one.startswith("Domain")]


def test_sign_in_and_out(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    again = cleo.another()
    stolen = Browser(host.url)
    stolen.cookies = dict(again.cookies)
    assert stolen.get("/api/rooms").status == 200
    answer = again.delete("/api/session")
    assert answer.expect() == {"ok": True}
    assert "Max-Age=0" in answer.headers["Set-Cookie"]
    assert stolen.get("/api/rooms").expect(401)["error"]["code"] == "not_signed_in"
    assert stolen.get("/api/hello").expect()["user"] is None
    assert cleo.get("/api/rooms").status == 200


def sign_in(site: Site, name: Any, password: Any, address: str = "192.0.2.7") -> Any:
    return site.ask("POST", "/api/session", json={"name": name, "password": password}, address=address)


@pytest.fixture
def known(site: Site, office: RulesOffice) -> Site:
    """Cleo's password is known here."""
    office.write(accounts.change_password, office.cleo.session_id, passwords.hash_password(PASSWORD), BROWSER)
    return site


def test_one_wording_for_no_such_name_and_wrong_password(known: Site) -> None:
    answers = [sign_in(known, name, "wrong password") for name in ("Cleo", "Nobody", "\u200b", "", "x" * 900)]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.data for answer in answers}) == 1
    assert known.office.hashes == 5, "and one hash for each"


def test_a_removed_person_signs_in_no_more(known: Site, office: RulesOffice) -> None:
    assert sign_in(known, " CLEO ", PASSWORD).status_code == 200
    office.remove_from_office(office.cleo)
    assert sign_in(known, "Cleo", PASSWORD).status_code == 401


def test_the_sixth_wrong_password_waits_and_says_how_long(known: Site) -> None:
    for _ in range(5):
        assert sign_in(known, "Cleo", "wrong password").status_code == 401
    for password in ("wrong password", PASSWORD):
        answer = sign_in(known, "cleo", password)
        assert (answer.status_code, answer.json["error"]["code"]) == (429, "rate_limited")
        assert answer.headers["Retry-After"] == str(answer.json["error"]["retry_after"]) == "900"
    assert sign_in(known, "Cleo", PASSWORD, "192.0.2.8").status_code == 200


def test_wrong_codes_keep_no_right_one_out(site: Site, office: RulesOffice) -> None:
    form = {"name": "Eve", "password": PASSWORD}
    codes = [site.ask("POST", "/api/join", json=form | {"code": "wrong"}).status_code for _ in range(7)]
    assert codes == [403] * 5 + [429] * 2
    assert site.ask("POST", "/api/join", json=form | {"code": office.office.join_code}).status_code == 201


def test_the_windows_token_signs_the_owner_in_once(site: Site, office: RulesOffice) -> None:
    token = site.services.desktop.window_tokens.issue()
    answers = [site.ask("POST", "/api/session", json={"window_token": token}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 401]
    assert answers[0].json["user"]["id"] == office.ana.user_id


def test_half_a_form_is_told_which_half_is_missing(site: Site) -> None:
    assert site.ask("POST", "/api/session", json={"name": "Cleo"}).json["error"]["field"] == "password"
    assert site.ask("POST", "/api/session", json={"password": "x"}).json["error"]["field"] == "name"


def test_a_new_password(host: ServedHost) -> None:
    cleo = host.newcomer("Cleo")
    old = dict(cleo.cookies)
    form = {"current_password": PASSWORD, "password": "four louder gulls"}
    wrong = cleo.post("/api/account/password", form | {"current_password": "not it"}).expect(400)["error"]
    assert wrong["field"] == "current_password"
    weak = cleo.post("/api/account/password", form | {"password": "12345678"}).expect(400)["error"]
    assert weak["field"] == "password"
    named = cleo.post("/api/account/password", form | {"password": f"{cleo.user['name']}"})
    assert named.expect(400)["error"]["field"] == "password"
    cleo.post("/api/account/password", form).expect(200)
    assert cleo.cookies != old
    assert cleo.get("/api/rooms").status == 200
    cleo.cookies = old
    assert cleo.get("/api/rooms").status == 401


def test_guessing_at_ones_own_password_is_slowed_too(site: Site, office: RulesOffice) -> None:
    body = {"current_password": "guess", "password": "four louder gulls"}
    codes = [site.ask("POST", "/api/account/password", office.cleo, json=body).status_code for _ in range(6)]
    assert codes == [400] * 5 + [429]


def test_a_new_name(host: ServedHost) -> None:
    cleo, other = host.newcomer("Cleo"), host.newcomer("Cleo")
    assert cleo.patch("/api/account", {"name": "Cleopatra"}).expect()["user"]["name"] == "Cleopatra"
    taken = other.patch("/api/account", {"name": "CLEOPATRA"}).expect(409)["error"]
    assert (taken["code"], taken["field"]) == ("name_taken", "name")


def test_a_second_start_needs_the_secret(site: Site) -> None:
    assert site.ask("POST", "/api/desktop/raise", json={"secret": "guess"}).status_code == 403
    raised = site.ask("POST", "/api/desktop/raise", json={"secret": "the desktop's secret"})
    assert raised.json == {"ok": True, "raised": True}


def test_a_host_without_a_window_says_where_one_is_signed_in_to_those_who_know_the_secret(site: Site) -> None:
    site.has_window = False
    refused = site.ask("POST", "/api/desktop/raise", json={"secret": "guess"})
    assert refused.status_code == 403
    assert "window_url" not in refused.json
    told = site.ask("POST", "/api/desktop/raise", json={"secret": "the desktop's secret"}).json
    assert told["raised"] is False
    assert told["window_url"] == "http://127.0.0.1:8765/sign-in#window=TOKEN"
    assert told["office_id"]
