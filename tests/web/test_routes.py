"""Every route, by the program's own list: none is open unless it is named here."""

import re

import pytest

from tests.inside import InsideOffice, Person
from tests.served import ServedHost
from tests.web.conftest import Site

# What may be asked without being signed in, and why that gives nothing away.
OPEN = {
    "GET /": "the page",
    "GET /r/<room_id>": "the page",
    "GET /r/<room_id>/<message_id>": "the page",
    "GET /settings": "the page",
    "GET /sign-in": "the page",
    "GET /join": "the page",
    "GET /setup": "the page",
    "GET /poster": "the page",
    "GET /ui/<version>/<path:name>": "the page's files",
    "GET /favicon.ico": "the page's files",
    "GET /healthz": "that it lives, and the version",
    "GET /api/hello": "the office's name, and that one has to sign in",
    "GET /api/boot": "as /api/hello",
    "POST /api/setup": "needs the one-time token",
    "POST /api/join": "needs the code",
    "POST /api/join/look": "needs the code",
    "POST /api/session": "is the sign-in",
    "POST /api/knocks": "asks to be let in; tells no more than whether a name is free, twelve times in ten minutes",
    "POST /api/knocks/ask": "needs the knock's token",
    "POST /api/knocks/enter": "needs the token of a knock that was answered",
    "POST /api/knocks/withdraw": "needs the knock's token",
    "POST /api/arrivals": "what a page says of its own start; shown to heads, a few in a second, nothing comes of it",
    "POST /api/desktop/raise": "needs the secret in the data folder",
    "POST /api/desktop/visit": "needs the owner's session or the one-time token of the set-up",
    "GET /api/offices": "what offices announce to the whole network themselves",
    "GET /trust": "explains secure mode; the office's name and what its certificate says to anybody",
    "GET /ca.crt": "the authority's certificate, which every handshake tells of",
    "GET /ca.mobileconfig": "as /ca.crt",
    "GET /api/secure/probe": "that TLS got this far",
}


def routes(site: Site) -> list[tuple[str, str]]:
    return sorted(
        (method, rule.rule)
        for rule in site.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )


def path_of(rule: str, **values: str) -> str:
    return re.sub(r"<(?:path:)?(\w+)>", lambda match: values.get(match[1], "0"), rule)


def test_every_route_but_the_named_needs_a_person(site: Site) -> None:
    for method, rule in routes(site):
        answer = site.ask(method, path_of(rule), json={})
        if f"{method} {rule}" in OPEN:
            assert (answer.json or {}).get("error", {}).get("code") != "not_signed_in", rule
        else:
            assert (answer.status_code, answer.json["error"]["code"]) == (401, "not_signed_in"), f"{method} {rule}"


def test_no_name_on_the_list_is_a_leftover(site: Site) -> None:
    assert set(OPEN) <= {f"{method} {rule}" for method, rule in routes(site)}


def test_an_ended_session_is_nobody_on_every_route(site: Site, office: InsideOffice) -> None:
    ghost = Person(office.cleo.user_id, "nothing", "A" * 43)
    for method, rule in routes(site):
        if f"{method} {rule}" not in OPEN:
            assert site.ask(method, path_of(rule), ghost, json={}).status_code == 401


def test_every_route_that_exists_answers_on_a_real_host_with_the_same_refusal(site: Site, host: ServedHost) -> None:
    stranger = host.browser()
    for method, rule in routes(site):
        if f"{method} {rule}" not in OPEN:
            body: dict[str, str] | None = None if method == "GET" else {}
            assert stranger.ask(method, path_of(rule), body).expect(401)["error"]["code"] == "not_signed_in"


BODIES = {
    "PATCH /api/rooms/<room_id>": {"name": "Mine now"},
    "PATCH /api/rooms/<room_id>/membership": {"involvement": "hidden"},
    "POST /api/rooms/<room_id>/members": {"user_ids": []},
}


def test_an_outsider_meets_not_found_on_every_route_to_a_closed_room(site: Site, office: InsideOffice) -> None:
    """The same words as for a room that is not there: even an admin outside learns nothing."""
    room_id = office.make_room(office.ana, "Wages", "closed", office.cleo)
    message = office.post(office.ana, "for two", room_id)
    mine = {"room_id": room_id, "message_id": message.id, "user_id": office.cleo.user_id}
    nothing = {"room_id": "0", "message_id": "0", "user_id": "0"}
    asked = 0
    for method, rule in routes(site):
        if ("<room_id>" not in rule and "<message_id>" not in rule) or f"{method} {rule}" in OPEN:
            continue
        for who in (office.dora, office.ben):
            body = BODIES.get(f"{method} {rule}", {})
            answers = [site.ask(method, path_of(rule, **values), who, json=body) for values in (mine, nothing)]
            assert [answer.status_code for answer in answers] == [404, 404], f"{method} {rule}"
            assert answers[0].data == answers[1].data
            asked += 1
    assert asked >= 18


def test_no_page_or_list_tells_an_outsider_of_a_closed_room(site: Site, office: InsideOffice) -> None:
    room_id = office.make_room(office.ana, "Wages of all", "closed", office.cleo)
    message = office.post(office.ana, "for two", room_id)
    for path in (
        "/api/rooms",
        "/api/rooms/open",
        "/api/users",
        f"/api/boot?room={room_id}",
        f"/api/boot?room={room_id}&around={message.id}",
        f"/api/boot?around={message.id}",
        f"/r/{room_id}",
        f"/r/{room_id}/{message.id}",
        f"/api/rooms/{office.home}/messages?around=1",
    ):
        for who in (office.dora, office.ben, None):
            text = site.ask("GET", path, who).get_data(as_text=True)
            assert "Wages" not in text
            assert "for two" not in text
            assert room_id not in text.replace(path, "")


@pytest.mark.parametrize("path", ["/api/rooms", "/api/users", "/api/invite", "/api/about", "/api/boot", "/"])
def test_a_member_sees_what_a_member_may(site: Site, office: InsideOffice, path: str) -> None:
    assert site.ask("GET", path, office.dora).status_code == 200
