"""How much may arrive from one session, whatever it is."""

import json

import pytest

from chat_desktop.chat.core.token_buckets import TokenBucket
from chat_desktop.realtime.transport.rates import (
    BURST,
    FLOOD_PER_SECOND,
    FLOOD_SECONDS,
    FULL_SECONDS,
    OPEN_BURST,
    PER_SECOND,
    Rate,
    Rates,
)
from tests.realtime.poller import Poller
from tests.support.clocks.clock import Clock
from tests.support.hosts.tiny_server import RawWebSocket, TinyOffice, masked, until


def test_a_burst_goes_through_and_then_two_hundred_a_second() -> None:
    rate = Rate()
    assert all(rate.take(50.0) is None for _ in range(int(BURST)))
    assert rate.take(50.0) == 1 / PER_SECOND
    assert sum(rate.take(51.0) is None for _ in range(500)) == PER_SECOND


def test_a_pause_fills_the_bucket_but_not_over_its_brim() -> None:
    bucket = TokenBucket(2.0, 10.0)
    assert all(bucket.take(1.0) is None for _ in range(10))
    assert bucket.take(1.0) == 0.5
    assert sum(bucket.take(9_999.0) is None for _ in range(50)) == 10


def test_two_seconds_over_the_flood_in_a_row_are_a_flood() -> None:
    rate = Rate()
    for second in (10, 11):
        for step in range(FLOOD_PER_SECOND + 1):
            rate.take(second + step / 10_000)
        assert not rate.is_flood
    rate.take(12.0)
    assert rate.is_flood


def test_two_that_are_not_in_a_row_are_none() -> None:
    rate = Rate()
    for second in (10, 12, 14):
        for _ in range(FLOOD_PER_SECOND + 1):
            rate.take(float(second))
    rate.take(15.0)
    assert not rate.is_flood


def test_refused_commands_count_towards_the_flood() -> None:
    """Or a flooder would be safe behind the refusals."""
    rate = Rate()
    for _ in range(3):
        rate.take(10.0)
    assert rate._arrived == 3


def test_buckets_are_kept_until_they_are_full_again_and_no_longer() -> None:
    clock = Clock()
    rates = Rates(clock)
    for _ in range(int(BURST)):
        assert rates.count("a") is None
    clock.now += FULL_SECONDS / 10
    assert sum(rates.count("a") is None for _ in range(1_000)) == PER_SECOND * FULL_SECONDS / 10
    for number in range(1_000):
        rates.count(f"b{number}")
    clock.now += FULL_SECONDS + 1
    rates.count("c")
    clock.now += FULL_SECONDS + 1
    rates.count("c")
    assert len(rates) <= 2


def test_a_bucket_that_is_asked_about_stays_the_same_one() -> None:
    clock = Clock()
    rates = Rates(clock)
    for _ in range(int(OPEN_BURST)):
        rates.count_opening("a")
    for _ in range(8):  # for longer than it takes until those that nobody asks about are dropped
        clock.now += FULL_SECONDS / 4
        while rates.count_opening("a") is None:
            pass
    assert rates.count_opening("a") is not None


# What floods look like beside commands: none of these was counted once.
FLOODS = {
    "a command": '42["echo",1]',
    "a noop": "6",
    "an answer to nothing": "430[1]",
    "a foreign namespace's event": '42/x,["echo",1]',
    "a foreign namespace's end": "41/x,",
    "an end without a beginning": "41",
}


@pytest.mark.parametrize("packet", FLOODS.values(), ids=list(FLOODS))
@pytest.mark.parametrize("polls", [False, True], ids=["websocket", "polling"])
def test_everything_that_arrives_counts(office: TinyOffice, packet: str, polls: bool) -> None:
    clock = clock_of(office)
    client = Poller(office) if polls else office.join()
    for _ in range(FLOOD_SECONDS):
        clock.now += 1
        send(office, client, [packet] * (FLOOD_PER_SECOND + 1))
    assert office.engine.count == 1
    clock.now += 1
    send(office, client, [packet])
    until(lambda: office.engine.count == 0)
    if isinstance(client, RawWebSocket):
        assert client.close_code() == 1008


def test_control_frames_and_pongs_count(office: TinyOffice) -> None:
    clock = clock_of(office)
    ana = office.join()
    ana.wire.send(masked(9, b"") * 50 + masked(1, b"3") * 50)
    clock.now += 1
    until(lambda: office.engine.rates.of("ana")._arrived >= 100)


def test_polls_count(office: TinyOffice) -> None:
    clock = clock_of(office)
    ana = Poller(office)
    clock.now += 1
    ana.send("3")
    office.emit("x")
    ana.poll()
    assert office.engine.rates.of("ana")._arrived == 3


@pytest.mark.parametrize("packets", [["41", "40"], ["40/x,"]], ids=["cycles", "a foreign namespace"])
def test_saying_connect_again_and_again_is_bounded(office: TinyOffice, packets: list[str]) -> None:
    clock_of(office)
    ana = office.join()
    ana.text_to(*packets * (int(OPEN_BURST) + 1))
    assert ana.close_code() == 1013


def test_coming_again_and_again_is_bounded(office: TinyOffice) -> None:
    clock = clock_of(office)
    for _ in range(int(OPEN_BURST)):
        assert office.engine.rates.count_opening("ana") is None
    for refused in (RawWebSocket(office.wire()), RawWebSocket(office.wire(), connect=False)):
        assert (refused.handshake.status, refused.handshake.code) == (429, "rate_limited")
    office.join("ana.2")
    clock.now += 1
    office.join("ana")


def test_going_and_coming_back_fills_no_bucket(office: TinyOffice) -> None:
    clock_of(office)
    ana = office.join()
    ana.text_to(*['42["echo",1]'] * int(BURST))
    for client in (ana, office.join(), office.join()):
        client.text_to("41", "40")
        client.command("echo", 1, ack=7)
        text = client.text()
        while not text.startswith("437"):
            text = client.text()
        assert json.loads(text[3:])[0]["error"]["code"] == "rate_limited"
    other = office.join("ana.2")
    other.command("echo", 1, ack=7)
    assert other.text() == "437[1]"


def test_what_is_refused_is_not_parsed(office: TinyOffice) -> None:
    clock_of(office)
    ana = office.join()
    ana.text_to(*['42["echo",1]'] * int(BURST))
    ana.text_to("429[no JSON at all")
    assert json.loads(ana.text()[3:])[0]["error"]["retry_after"] == 1


def clock_of(office: TinyOffice) -> Clock:
    clock = Clock()
    office.engine.rates = Rates(clock)
    return clock


def send(office: TinyOffice, client: RawWebSocket | Poller, packets: list[str]) -> None:
    """In a second of their own. Returns when the host has counted them."""
    if isinstance(client, RawWebSocket):
        client.text_to(*packets)
    else:
        for start in range(0, len(packets), 1_000):
            client.send(*packets[start : start + 1_000])
    rates = office.engine.rates
    rate, second = rates.of("ana"), int(rates.clock())
    until(lambda: office.engine.count == 0 or (rate._second == second and rate._arrived >= len(packets)))
