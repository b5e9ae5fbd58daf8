"""Opening and locking at a front desk, as somebody with the tablet in hand tries it."""

import time
from concurrent.futures import ThreadPoolExecutor

from chat_desktop.chat.front_desk.pin_guessing import FIRST_WAIT_SECONDS, FREE_OF_PERSON
from tests.support.cast import PASSWORD
from tests.support.clocks.stopwatch import at_most
from tests.support.hosts.http_browser import Browser
from tests.web.front_desk.conftest import PIN, Desk

DOORS = ("/api/boot", "/api/rooms", "/api/sessions", "/api/account/drafts", "/api/search?q=tea", "/api/users")


def test_the_locked_screen_tells_names_and_numbers_only(desk: Desk) -> None:
    cleo, dora = desk.users
    with dora.connect_socket() as socket:
        socket.post(desk.host.ana.home(), "the secret plan")
    page = desk.tablet.get("/").content.decode()
    assert "secret plan" not in page
    shown = desk.tablet.get("/api/front-desk").expect()["front_desk"]
    assert shown.keys() == {"id", "name", "lock_seconds", "people"}
    assert {one["name"] for one in shown["people"]} == {cleo.user["name"], dora.user["name"]}
    assert all(one.keys() == {"id", "name", "unread", "pin_length"} for one in shown["people"])
    assert next(one["unread"] for one in shown["people"] if one["id"] == cleo.user_id) >= 1
    boot = desk.tablet.get("/api/boot").expect()
    assert (boot["user"], boot.get("rooms"), boot.get("users")) == (None, None, None)


def test_a_pin_is_set_by_the_password_and_opens_from_then_on(desk: Desk) -> None:
    cleo, dora = desk.users
    assert desk.open(cleo).expect(400)["error"]["field"] == "pin"
    assert desk.first(cleo, password="not the password").expect(400)["error"]["field"] == "current_password"
    for bad in ("123", "123456789", "12a4", "1234", "8888", "9876", "", "٧٣٠٢", "７３０２"):
        assert desk.first(cleo, pin=bad).expect(400)["error"]["field"] == "pin", bad
    desk.first(cleo).expect()
    assert desk.tablet.get("/api/boot").expect()["user"]["id"] == cleo.user_id
    desk.lock()
    assert desk.open(dora).expect(400)["error"]["field"] == "pin"
    desk.open(cleo).expect()
    assert desk.tablet.get("/api/hello").expect()["user"]["id"] == cleo.user_id


def test_a_locked_session_is_good_for_nothing(desk: Desk) -> None:
    cleo, _ = desk.users
    desk.first(cleo).expect()
    kept = desk.copy()
    with kept.connect_socket() as socket:
        handover = socket.ask("session:handover", {})["token"]
        with at_most(2.0):
            desk.lock()
            socket.until_closed(timeout=30)
        assert socket.heard("session:ended") == [{"reason": "locked"}]
    for door in DOORS:
        body = kept.get(door).json
        assert body.keys().isdisjoint({"rooms", "users", "sessions"}), door
        assert door == "/api/boot" or body["error"]["code"] == "not_signed_in"
    assert kept.post("/api/front-desk/used").expect(401)
    elsewhere = Browser(desk.host.url)
    assert elsewhere.post("/api/session", {"handover_token": handover}).expect(401)
    desk.open(cleo).expect()
    assert kept.get("/api/rooms").status == 401


def test_whoever_opens_next_ends_the_turn_before(desk: Desk) -> None:
    cleo, dora = desk.users
    desk.first(cleo).expect()
    of_cleo = desk.copy()
    desk.first(dora).expect()
    assert of_cleo.get("/api/rooms").status == 401
    assert desk.tablet.get("/api/hello").expect()["user"]["id"] == dora.user_id
    # A page of Cleo's in another tab names her, and does nothing in Dora's name.
    assert desk.tablet.get("/api/rooms", Chat_Person=cleo.user_id).expect(409)


def test_a_lock_that_comes_late_ends_no_later_turn_of_the_same_person(desk: Desk) -> None:
    cleo, _ = desk.users
    desk.first(cleo).expect()
    before = desk.tablet.get("/api/boot").expect()["front_desk"]["turn"]
    desk.lock()
    desk.open(cleo).expect()
    late = desk.tablet.post("/api/front-desk/lock", {"turn": before})
    assert late.expect(401)["error"]["code"] == "not_signed_in"
    assert desk.tablet.get("/api/hello").expect()["user"]["id"] == cleo.user_id
    now = desk.tablet.get("/api/boot").expect()["front_desk"]["turn"]
    desk.tablet.post("/api/front-desk/lock", {"turn": now}).expect()
    assert desk.tablet.get("/api/hello").expect()["user"] is None


def most_tries(seconds: float) -> int:
    """How many wrong PINs of a person are compared in so many seconds: the free ones, and one after each wait."""
    tries, wait = FREE_OF_PERSON, FIRST_WAIT_SECONDS
    while seconds >= wait:
        tries, seconds, wait = tries + 1, seconds - wait, 2 * wait
    return tries


def test_wrong_pins_wait_even_from_many_connections(desk: Desk) -> None:
    cleo, dora = desk.users
    desk.first(cleo).expect()
    desk.lock()
    begun = time.monotonic()
    with ThreadPoolExecutor(12) as tabs:
        answers = list(tabs.map(lambda n: desk.open(cleo, f"{n + 1500}", desk.copy()).status, range(40)))
    wrong = answers.count(401)
    assert FREE_OF_PERSON <= wrong <= most_tries(time.monotonic() - begun)
    assert wrong + answers.count(429) == 40
    answer = desk.open(cleo)
    is_over = answer.status == 200 and most_tries(time.monotonic() - begun) > wrong  # of a machine that is very slow
    if not is_over:
        refused, wait = answer.expect(429)["error"], FIRST_WAIT_SECONDS * 2 ** (wrong - FREE_OF_PERSON)
        assert (refused["code"], 0 < refused["retry_after"] <= wait) == ("rate_limited", True)
    assert desk.first(dora).status == 200  # nobody else waits
    desk.lock()
    assert desk.first(cleo).expect()["wrong_before"] == (0 if is_over else wrong)  # the password clears the count
    desk.lock()
    assert desk.open(cleo).status == 200


def test_nothing_else_signs_in_at_a_front_desk(desk: Desk) -> None:
    cleo, _ = desk.users
    by_password = {"name": cleo.user["name"], "password": PASSWORD}
    assert desk.tablet.post("/api/session", by_password).expect(403)["error"]["code"] == "forbidden"
    by_join = {"code": desk.host.join_code, "name": "Eve", "password": PASSWORD}
    assert desk.tablet.post("/api/join", by_join).expect(403)
    link = cleo.post("/api/sessions/link").expect(201)["url"].partition("#link=")[2]
    assert desk.tablet.post("/api/session", {"link_token": link}).expect(403)
    assert desk.tablet.get("/api/hello").expect()["user"] is None


def test_only_those_of_the_desk_open_it_and_only_there(desk: Desk) -> None:
    cleo, _ = desk.users
    eve = desk.host.newcomer("Eve")
    eve.ask("PUT", "/api/account/front-desk-pin", {"pin": PIN, "current_password": PASSWORD}).expect()
    assert desk.open(eve).status == 404
    assert desk.first(eve).status == 404
    desk.first(cleo).expect()
    anywhere = Browser(desk.host.url)
    assert desk.open(cleo, tablet=anywhere).status == 404
    assert anywhere.get("/api/front-desk").status == 404
    made_up = Browser(desk.host.url)
    made_up.cookies = dict.fromkeys(desk.tablet.cookies, "x" * 43)
    assert made_up.get("/api/front-desk").status == 404
