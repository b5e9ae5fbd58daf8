"""A PIN has a million values: 100,000 guesses from 50 addresses, of which at most 20 an hour may be looked at."""

import contextlib
import json
import random
from collections import Counter, deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from chat_desktop.chat.joining.pin_limit import PinLimit
from chat_desktop.errors import RateLimited
from tests.authorization.world.world import World
from tests.conftest import StartHost
from tests.faults.support import figures
from tests.support.cast import PASSWORD
from tests.support.hosts.host_process import ServedHost

ADDRESSES = [f"198.51.100.{number}" for number in range(1, 51)]
AN_HOUR = 20
HOUR_SECONDS = 3600.0


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    found = World(tmp_path)
    yield found
    found.close()


def guess(world: World, address: str, pin: str) -> str:
    """What a guess is answered: `bad_code` if it was looked at, `rate_limited` if not."""
    body = {"pin": pin, "name": world.new_name(), "password": PASSWORD}
    answer = world.site.ask("POST", "/api/join", address=address, json=body)
    return "in" if answer.json["ok"] else str(answer.json["error"]["code"])


def wrong(world: World, guesses: int) -> Iterator[str]:
    """One PIN after the other; the right one is left out, so that none of them can be lucky."""
    for number in range(guesses):
        pin = f"{number % 1_000_000:06}"
        yield pin if pin != world.pin else f"{(number + 1) % 1_000_000:06}"


def attack(world: World, guesses: int, lasts_s: float) -> tuple[list[float], Counter[str], Counter[str]]:
    """When guesses were looked at, how all were answered, and how many were compared with each PIN of the office."""
    tested, answers, pins = list[float](), Counter[str](), Counter[str]()
    current = world.pin or ""
    for number, pin in enumerate(wrong(world, guesses)):
        world.site.now = lasts_s * number / guesses
        answer = guess(world, ADDRESSES[number % len(ADDRESSES)], pin)
        answers[answer] += 1
        if answer == "bad_code":
            tested.append(world.site.now)
            pins[current] += 1
            current = world.pin or ""
    return tested, answers, pins


def most_in_an_hour(times: list[float]) -> int:
    """In any hour at all, not in those of the clock."""
    most, recent = 0, deque[float]()
    for at in times:
        recent.append(at)
        while recent[0] <= at - HOUR_SECONDS:
            recent.popleft()
        most = max(most, len(recent))
    return most


def test_of_all_guesses_twenty_an_hour_are_looked_at(world: World, request: pytest.FixtureRequest) -> None:
    is_long = bool(request.config.getoption("--long"))
    guesses, hours = (100_000, 24) if is_long else (3_000, 4)
    tested, answers, pins = attack(world, guesses, hours * HOUR_SECONDS)
    most = most_in_an_hour(tested)
    told = (
        f"{guesses:,} guesses from {len(ADDRESSES)} addresses in {hours} h: {most} an hour looked at, {len(pins)} PINs"
    )
    figures.note(27, "pin", told, long=is_long)
    assert set(answers) == {"bad_code", "rate_limited"}
    assert most == AN_HOUR
    # A PIN is worn out by twenty and replaced, so that what was tried of it is worth nothing.
    assert max(pins.values()) <= AN_HOUR
    assert len(pins) >= hours


def test_the_bound_holds_for_a_hundred_thousand_guesses_at_random_times() -> None:
    now = 0.0
    tries, chance = PinLimit(lambda: now), random.Random(4)
    times = sorted(chance.uniform(0, 10 * HOUR_SECONDS) for _ in range(100_000))
    tested = []
    for now in times:
        with contextlib.suppress(RateLimited):
            tries.begin(chance.choice(ADDRESSES))
            tries.wears_out()
            tested.append(now)
    assert most_in_an_hour(tested) == AN_HOUR


def test_one_address_alone_has_five_tries_in_a_quarter_of_an_hour(world: World) -> None:
    answers = [guess(world, ADDRESSES[0], pin) for pin in wrong(world, 8)]
    assert answers == ["bad_code"] * 5 + ["rate_limited"] * 3
    assert guess(world, ADDRESSES[1], world.pin or "") == "in"
    world.site.now = 15 * 60 + 1
    assert guess(world, ADDRESSES[0], world.pin or "") == "in"


def test_the_right_pin_is_not_looked_at_either_while_it_rests(world: World) -> None:
    """Or else the answer would tell which of the guesses was right."""
    attack(world, 200, 60.0)
    assert guess(world, "203.0.113.9", world.pin or "") == "rate_limited"
    body = {"code": world.code, "name": "Honest", "password": PASSWORD}
    assert world.site.ask("POST", "/api/join", json=body).status_code == 201  # the link goes on working


def test_a_pin_that_worked_is_no_failed_try(world: World) -> None:
    for number in range(AN_HOUR + 5):
        body = {"pin": world.pin, "name": f"Colleague {number}"}
        assert world.site.ask("POST", "/api/join", address=ADDRESSES[0], json=body).status_code == 201


def test_without_the_bound_every_guess_is_looked_at(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PinLimit, "begin", lambda self, address: None)
    tested, _, pins = attack(world, 200, 60.0)
    assert len(tested) == 200
    assert len(pins) == 1


def over_the_wire(host: ServedHost, number: int) -> int:
    """From a loopback address of one's own."""
    source = (f"127.0.2.{number % 50 + 1}", 0)
    connection = HTTPConnection("127.0.0.1", int(host.url.rsplit(":", 1)[1]), timeout=20, source_address=source)
    try:
        body = json.dumps({"pin": f"{number:06}", "name": "Mallory"})
        connection.request("POST", "/api/join", body, {"Origin": host.url, "Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def test_on_a_real_host_fifty_addresses_at_once_get_no_more(start_host: StartHost) -> None:
    host = start_host().set_up()
    pin = host.ana.patch("/api/invite", {"ways": ["link", "pin"]}).expect()["pin"]
    guesses = [number for number in range(500) if f"{number:06}" != pin]
    with ThreadPoolExecutor(25) as crowd:
        statuses = Counter(crowd.map(lambda number: over_the_wire(host, number), guesses))
    assert statuses == {403: AN_HOUR, 429: len(guesses) - AN_HOUR}
    invite = host.ana.get("/api/invite").expect()
    assert invite["pin"] != pin
    assert 0 < invite["pin_rests"] <= HOUR_SECONDS
    host.join("Honest")
    host.stop()
