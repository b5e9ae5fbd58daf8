"""The ways in over HTTP: what strangers are told, and what only the owner and the admins may see and do."""

from typing import Any

import pytest

from chat_desktop.chat.joining import accounts
from chat_desktop.chat.users import passwords, sessions
from tests.support.cast import PASSWORD
from tests.support.parts.rules_office import BROWSER, Person, RulesOffice
from tests.web.conftest import Site


def post(site: Site, path: str, who: Person | None = None, address: str = "192.0.2.7", **body: Any) -> Any:
    return site.ask("POST", path, who, json=body, address=address)


def code_of(answer: Any) -> str | None:
    return None if answer.json["ok"] else str(answer.json["error"]["code"])


def open_ways(site: Site, office: RulesOffice, *ways: str) -> dict[str, Any]:
    answer = site.ask("PATCH", "/api/invite", office.ana, json={"ways": ways})
    assert answer.status_code == 200, answer.data
    found: dict[str, Any] = answer.json
    return found


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10**6:06}"


def test_strangers_are_told_which_ways_are_open_and_nothing_else(site: Site, office: RulesOffice) -> None:
    pin = open_ways(site, office, "pin", "knock")["pin"]
    hello = site.ask("GET", "/api/hello")
    assert hello.json["join"] == {"ways": ["pin", "knock"]}
    for path in ("/api/hello", "/api/boot", "/join"):
        text = site.ask("GET", path).get_data(as_text=True)
        assert pin not in text
        assert office.office.join_code not in text


def test_a_member_shares_the_link_and_only_the_heads_see_the_pin(site: Site, office: RulesOffice) -> None:
    pin = open_ways(site, office, "link", "pin")["pin"]
    for who in (office.ana, office.ben):
        answer = site.ask("GET", "/api/invite", who).json
        assert (answer["pin"], answer["ways"], answer["poster_url"]) == (pin, ["link", "pin"], "/poster")
    answer = site.ask("GET", "/api/invite", office.cleo).json
    assert answer["join_url"] == "http://192.0.2.1:8765/join#CODE"
    assert not answer.keys() & {"pin", "ways", "poster_url", "pin_rests"}


def test_a_guest_cannot_invite(site: Site, office: RulesOffice) -> None:
    office.give_role(office.cleo, "guest")
    assert site.ask("GET", "/api/invite", office.cleo).status_code == 403


def test_while_the_link_is_closed_nobody_is_given_it(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    for who in (office.ana, office.cleo):
        assert site.ask("GET", "/api/invite", who).json["join_url"] == "http://192.0.2.1:8765/join"


def test_a_link_is_looked_at_before_anybody_types(site: Site, office: RulesOffice) -> None:
    looked = post(site, "/api/join/look", code=office.office.join_code).json
    assert (looked["role"], looked["rooms"], looked["expires_at"]) == ("member", ["General"], None)
    answers = [post(site, "/api/join/look", code="wrong") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert answers[0].json["error"]["reason"] == "unknown"
    open_ways(site, office)
    closed = [post(site, "/api/join/look", code=office.office.join_code) for _ in range(9)]
    assert {answer.json["error"]["reason"] for answer in closed} == {"closed"}, "a code that was right is no guess"


def test_by_the_pin_with_or_without_a_password(site: Site, office: RulesOffice) -> None:
    pin = open_ways(site, office, "pin")["pin"]
    assert post(site, "/api/join", pin=f"{pin[:3]} {pin[3:]}", name="Eve").status_code == 201
    assert post(site, "/api/join", pin=pin, name="Adam", password=PASSWORD).status_code == 201
    assert post(site, "/api/join", pin=pin, name="Seth", password="short").json["error"]["field"] == "password"
    assert post(site, "/api/join", name="Seth", password=PASSWORD).json["error"]["field"] == "code"
    assert post(site, "/api/join", code=office.office.join_code, name="Seth").json["error"]["code"] == "bad_code"


def test_a_link_asks_for_a_password(site: Site, office: RulesOffice) -> None:
    answer = post(site, "/api/join", code=office.office.join_code, name="Seth")
    assert (answer.status_code, answer.json["error"]["field"]) == (400, "password")


def test_five_wrong_pins_of_an_address_and_the_right_one_waits_there_too(site: Site, office: RulesOffice) -> None:
    pin = open_ways(site, office, "pin")["pin"]
    answers = [post(site, "/api/join", pin=wrong(pin), name="Eve") for _ in range(5)]
    assert {(code_of(answer), answer.json["error"]["field"]) for answer in answers} == {("bad_code", "pin")}
    assert post(site, "/api/join", pin=pin, name="Eve").status_code == 429
    assert post(site, "/api/join", pin="12 34", name="Eve", address="192.0.2.8").json["error"]["field"] == "pin"
    assert post(site, "/api/join", pin=pin, name="Eve", address="192.0.2.8").status_code == 201


def test_the_twentieth_wrong_pin_brings_a_new_one_by_itself_and_the_old_is_worth_nothing(
    site: Site, office: RulesOffice
) -> None:
    pin = open_ways(site, office, "pin")["pin"]
    for number in range(20):
        assert code_of(post(site, "/api/join", pin=wrong(pin), name="Eve", address=f"192.0.2.{number}")) == "bad_code"
    assert post(site, "/api/join", pin=pin, name="Eve", address="203.0.113.1").status_code == 429
    shown = site.ask("GET", "/api/invite", office.ana).json
    assert shown["pin"] not in (None, pin)
    assert shown["pin_rests"] == 3600
    site.now += 3600
    assert code_of(post(site, "/api/join", pin=pin, name="Eve", address="203.0.113.1")) == "bad_code"
    assert post(site, "/api/join", pin=shown["pin"], name="Eve", address="203.0.113.1").status_code == 201


def knock(site: Site, name: str = "Eve", address: str = "192.0.2.7") -> dict[str, Any]:
    answer = post(site, "/api/knocks", name=name, address=address)
    assert answer.status_code == 201, answer.data
    found: dict[str, Any] = answer.json
    return found


def waiting(site: Site, office: RulesOffice) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = site.ask("GET", "/api/knocks", office.ben).json["knocks"]
    return found


def test_a_knock_from_the_door_to_the_first_room(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    mine = knock(site, "  Eve  ")
    (shown,) = waiting(site, office)
    assert (shown["name"], shown["digits"]) == ("Eve", mine["digits"])
    assert mine["knock"] not in str(shown)
    ask = {"knock": mine["knock"]}
    assert post(site, "/api/knocks/ask", **ask).json["state"] == "waiting"
    assert post(site, "/api/knocks/enter", **ask).status_code == 404
    admitted = post(site, f"/api/knocks/{shown['id']}/admit", office.ben, role="member")
    assert (admitted.json["user"]["name"], admitted.json["user"]["role"]) == ("Eve", "member")
    assert post(site, "/api/knocks/ask", **ask).json["state"] == "admitted"
    entered = post(site, "/api/knocks/enter", **ask)
    assert (entered.status_code, entered.json["user"]["id"]) == (201, admitted.json["user"]["id"])
    cookie = entered.headers["Set-Cookie"].split(";")[0]
    boot = site.ask("GET", "/api/boot", headers={"Cookie": cookie}).json
    assert ([room["name"] for room in boot["rooms"]], boot["user"]["has_password"]) == (["General"], False)
    assert post(site, "/api/knocks/enter", **ask).status_code == 404
    assert waiting(site, office) == []


def test_a_guest_is_let_into_the_chosen_rooms(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    lunch = office.make_room(office.ana, "Lunch")
    knock(site)
    (shown,) = waiting(site, office)
    path = f"/api/knocks/{shown['id']}/admit"
    assert post(site, path, office.ben, role="guest").json["error"]["field"] == "room_ids"
    assert post(site, path, office.ben, role="owner").status_code == 400
    assert [one["id"] for one in waiting(site, office)] == [shown["id"]], "and the knock waits on"
    user = post(site, path, office.ben, role="guest", room_ids=[lunch], read_only=True).json["user"]
    assert (user["role"], user["read_only"]) == ("guest", True)


def test_a_refused_knock_is_told_so_and_nothing_comes_of_it(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    mine = knock(site)
    (shown,) = waiting(site, office)
    assert post(site, f"/api/knocks/{shown['id']}/refuse", office.ana).status_code == 200
    assert post(site, "/api/knocks/ask", knock=mine["knock"]).json["state"] == "refused"
    assert post(site, f"/api/knocks/{shown['id']}/admit", office.ana, role="member").status_code == 404
    log = site.ask("GET", "/api/audit", office.ana).json["entries"]
    assert (log[0]["act"], log[0]["detail"]["name"]) == ("knock_refused", "Eve")


def test_members_neither_see_nor_answer_knocks(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    knock(site)
    (shown,) = waiting(site, office)
    assert site.ask("GET", "/api/knocks", office.cleo).status_code == 403
    for verb, body in (("admit", {"role": "member"}), ("refuse", {})):
        assert post(site, f"/api/knocks/{shown['id']}/{verb}", office.cleo, **body).status_code == 403
        assert post(site, f"/api/knocks/nothing/{verb}", office.cleo, **body).status_code == 403
    assert len(waiting(site, office)) == 1


def test_names_taken_and_what_passes_for_them_are_refused_at_the_door(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    for name in ("ana", "\u0410na"):
        taken = post(site, "/api/knocks", name=name).json["error"]
        assert (taken["code"], taken["field"], bool(taken["suggestion"])) == ("name_taken", "name", True)
    for name in ("", "Ev\u202ee", "Eve\u0007", "x" * 41):
        assert post(site, "/api/knocks", name=name).json["error"]["field"] == "name"
    assert waiting(site, office) == []


def test_strangers_cannot_ask_for_one_name_after_the_other(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    answers = [code_of(post(site, "/api/knocks", name="Ana")) for _ in range(14)]
    assert answers == ["name_taken"] * 12 + ["rate_limited"] * 2


def test_a_name_that_was_taken_while_somebody_waited_is_told_to_whoever_answers(
    site: Site, office: RulesOffice
) -> None:
    open_ways(site, office, "knock", "link")
    knock(site)
    office.join("Eve")
    (shown,) = waiting(site, office)
    assert code_of(post(site, f"/api/knocks/{shown['id']}/admit", office.ana, role="member")) == "name_taken"
    assert len(waiting(site, office)) == 1


def test_nobody_knocks_at_a_closed_door_and_those_who_wait_are_told(site: Site, office: RulesOffice) -> None:
    assert post(site, "/api/knocks", name="Eve").json["error"]["reason"] == "closed"
    open_ways(site, office, "knock")
    mine = knock(site)
    open_ways(site, office, "link")
    assert post(site, "/api/knocks/ask", knock=mine["knock"]).json["state"] == "gone"


def test_a_person_removed_after_being_let_in_does_not_enter(site: Site, office: RulesOffice) -> None:
    open_ways(site, office, "knock")
    mine = knock(site)
    (shown,) = waiting(site, office)
    user = post(site, f"/api/knocks/{shown['id']}/admit", office.ana, role="member").json["user"]
    office.remove_from_office(Person(user["id"], "", ""))
    assert post(site, "/api/knocks/enter", knock=mine["knock"]).status_code == 401


@pytest.fixture
def passwordless(site: Site, office: RulesOffice) -> Person:
    """Eve, who came without a password."""
    signed_in = office.write(accounts.create, "Eve", "", "member", ())
    session = office.write(sessions.start, signed_in, BROWSER)
    return Person(signed_in.id, session.session_id, session.token)


def test_without_a_password_nobody_signs_in_not_even_with_the_decoy(site: Site, passwordless: Person) -> None:
    for guess in ("", "nobody has this password", PASSWORD):
        answer = post(site, "/api/session", name="Eve", password=guess)
        nobody = post(site, "/api/session", name="No such person", password=guess)
        assert (answer.status_code, answer.data) == (401, nobody.data)
    assert site.office.hashes == 6, "and in the same time"
    assert not passwords.verify("", "nobody has this password")


def test_a_first_password_needs_no_present_one_and_the_second_does(site: Site, passwordless: Person) -> None:
    first = site.ask("POST", "/api/account/password", passwordless, json={"password": PASSWORD})
    assert (first.status_code, first.json["user"]["has_password"]) == (200, True)
    cookie = first.headers["Set-Cookie"].split(";")[0]
    again = {"password": "four louder gulls"}
    for body in (again, again | {"current_password": ""}):
        answer = site.ask("POST", "/api/account/password", json=body, headers={"Cookie": cookie})
        assert (answer.status_code, answer.json["error"]["field"]) == (400, "current_password")
    assert post(site, "/api/session", name="Eve", password=PASSWORD).status_code == 200


def test_extra_links_over_http(site: Site, office: RulesOffice) -> None:
    lunch = office.make_room(office.ana, "Lunch")
    terms: dict[str, Any] = {"role": "guest", "label": "Auditors", "room_ids": [lunch], "expires_in": 3600}
    made = post(site, "/api/invites", office.ben, **terms)
    assert made.status_code == 201
    invite = made.json["invite"]
    assert invite["join_url"].startswith("http://192.0.2.1:8765/join#")
    code = invite["join_url"].split("#")[1]
    looked = post(site, "/api/join/look", code=code).json
    assert (looked["role"], looked["rooms"], looked["expires_at"]) == ("guest", ["Lunch"], invite["expires_at"])
    assert post(site, "/api/join", code=code, name="Eve", password=PASSWORD).json["user"]["role"] == "guest"
    renewed = post(site, f"/api/invites/{invite['id']}/renew", office.ana).json["invite"]
    assert (renewed["expires_at"], renewed["joined"], renewed["join_url"] != invite["join_url"]) == (None, 1, True)
    assert site.ask("DELETE", f"/api/invites/{invite['id']}", office.ana).status_code == 200
    dead = post(site, "/api/join/look", code=renewed["join_url"].split("#")[1])
    assert dead.json["error"]["reason"] == "revoked"
    for body in ({"role": "owner"}, {"role": "member", "expires_in": 5}, {"role": "guest"}, {}):
        assert post(site, "/api/invites", office.ana, **body).status_code == 400
