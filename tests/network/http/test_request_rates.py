"""How many requests a second: who asks for more waits, and nobody waits because of others."""

from collections.abc import Iterator

import pytest

from chat_desktop.network.http import request_rates
from chat_desktop.network.http.request_rates import ACCOUNT_BURST, CONNECTION_BURST, MAX_ACCOUNTS, RequestRates
from tests.support.clocks.clock import Clock
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import TinyOffice, tiny_office, until

SOON = 0.0001  # requests a second: in the time of a test there is no further one


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rates(clock: Clock) -> RequestRates:
    return RequestRates(clock)


def waits(rates: RequestRates, account: str, requests: int, connections: int = 1) -> float:
    """How long the last of REQUESTS waits, which come at the same moment over so many connections in turn."""
    asked, longest = [0.0] * connections, 0.0
    for number in range(requests):
        asked[number % connections], longest = rates.record(account, asked[number % connections])
    return longest


def test_the_first_visit_of_fifty_people_behind_one_address_does_not_wait(rates: RequestRates) -> None:
    assert waits(rates, "10.0.0.1", 12_000, connections=50) == 0.0


def test_a_connection_that_asks_without_end_waits_for_each_request(rates: RequestRates, clock: Clock) -> None:
    assert waits(rates, "ana", int(CONNECTION_BURST)) == pytest.approx(0.0, abs=1e-6)
    asked = clock.now + CONNECTION_BURST / request_rates.CONNECTION_PER_SECOND
    for number in range(1, 10):
        asked, wait = rates.record("ana", asked)
        assert wait == pytest.approx(number / request_rates.CONNECTION_PER_SECOND)


def test_a_person_who_asks_without_end_over_many_connections_waits_alone(rates: RequestRates, clock: Clock) -> None:
    assert waits(rates, "10.0.0.1", int(ACCOUNT_BURST) + 1_000, connections=100) == pytest.approx(1.0)
    assert waits(rates, "ana", 400) == 0.0
    clock.now += 1.0
    assert waits(rates, "10.0.0.1", 1) <= 0.002


def test_those_who_have_not_asked_for_long_are_forgotten(rates: RequestRates, clock: Clock) -> None:
    for number in range(3 * MAX_ACCOUNTS):
        clock.now += 0.01
        rates.record(f"10.0.{number}", 0.0)
    assert len(rates) <= MAX_ACCOUNTS + 1


@pytest.fixture
def office() -> Iterator[TinyOffice]:
    with tiny_office() as served:
        yield served


def idle(office: TinyOffice) -> int:
    server = office.thread._server
    return 0 if server is None else len(server.connections._idle)


def is_kept_waiting(wire: RawConnection) -> bool:
    wire.sock.settimeout(0.3)
    try:
        wire.answer()
    except TimeoutError:
        return True
    return False


def test_a_connection_over_its_rate_is_kept_waiting_and_the_next_is_answered(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_rates, "CONNECTION_PER_SECOND", SOON)
    monkeypatch.setattr(request_rates, "CONNECTION_BURST", 20.0)
    flooder = office.wire()
    for _ in range(40):
        flooder.ask("GET", "/")
    assert [flooder.answer().status for _ in range(20)] == [200] * 20
    assert is_kept_waiting(flooder)
    assert office.wire().get("/").body == b"hello"


def test_a_flood_from_an_address_does_not_keep_a_person_behind_it_waiting(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(request_rates, "ACCOUNT_PER_SECOND", SOON)
    monkeypatch.setattr(request_rates, "ACCOUNT_BURST", 20.0)
    flooders = [office.wire() for _ in range(20)]
    for wire in flooders:
        for _ in range(25):
            wire.ask("GET", "/", {"Host": "evil.example"} if wire is flooders[0] else {})
    until(lambda: idle(office) == 20)
    # All twenty of the address wait; one of them makes room.
    ana = office.wire()
    for _ in range(10):
        assert ana.get("/", Cookie="who=ana").body == b"hello"
