"""How many connections one may hold, who gives way to whom, and who always gets in."""

from collections.abc import Iterator

import pytest

from chat_desktop.network.http import connection_limits
from chat_desktop.network.http.connection_limits import MAX_PER_ADDRESS, PROVISIONAL_SECONDS, Connections
from tests.support.hosts.raw_connection import RawConnection
from tests.support.hosts.tiny_server import RawWebSocket, TinyOffice, tiny_office, until

MOST = 40  # connections of an office that is nearly full: ten of them are in reserve


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[TinyOffice]:
    """In which nobody is closed for saying nothing, however long a test takes."""
    for name in ("HEAD_SECONDS", "PROVISIONAL_SECONDS"):
        monkeypatch.setattr(f"chat_desktop.network.http.handler.{name}", 60.0)
    with tiny_office() as served:
        served.door.is_owner = lambda identity: identity.user_id == "owner"
        yield served


@pytest.fixture
def small(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> TinyOffice:
    """With few places, and nobody gives way for being slow."""
    monkeypatch.setattr(connection_limits, "EVICTABLE_AFTER_SECONDS", 60.0)
    assert office.thread._server is not None
    office.thread._server.connections = Connections(MOST)
    return office


def idle(office: TinyOffice, who: str = "") -> RawConnection:
    """A connection that has been answered and asks nothing more."""
    wire = office.wire()
    assert wire.get("/", Cookie=f"who={who}" if who else "").body == b"hello"
    until(lambda: next(reversed(counted(office)._open)) in counted(office)._idle)
    return wire


def counted(office: TinyOffice) -> Connections:
    assert office.thread._server is not None
    return office.thread._server.connections


def slow(office: TinyOffice, who: str) -> RawConnection:
    """A connection in the middle of a request."""
    wire = office.wire()
    wire.ask("POST", "/echo", {"Cookie": f"who={who}", "Content-Length": "10"})
    return wire


def is_open(wire: RawConnection) -> bool:
    wire.sock.settimeout(0.05)
    try:
        return bool(wire.sock.recv(1))
    except TimeoutError:
        return True
    finally:
        wire.sock.settimeout(10)


def refused(wire: RawConnection) -> bool:
    answer = wire.answer()
    assert (answer.status, answer.code, answer.headers["connection"]) == (429, "rate_limited", "close")
    return wire.ended()


# A person


def test_a_person_has_a_quota_and_their_idle_connections_give_way(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limits, "MAX_PER_PERSON", 3)
    first, *others = [idle(office, "ana.1"), idle(office, "ana.2"), idle(office, "ana.1")]
    bens = idle(office, "ben")
    more = idle(office, "ana.3")
    assert first.ended()
    assert all(is_open(wire) for wire in (*others, bens, more))


def test_a_person_whose_connections_are_all_at_work_gets_no_more(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limits, "MAX_PER_PERSON", 3)
    monkeypatch.setattr(connection_limits, "EVICTABLE_AFTER_SECONDS", 60.0)
    working = [slow(office, "ana") for _ in range(3)]
    until(lambda: len(counted(office)._by_person.get("ana", ())) == 3)
    late = office.wire()
    late.ask("GET", "/", {"Cookie": "who=ana"})
    assert refused(late)
    assert office.wire().get("/", Cookie="who=ben").body == b"hello"
    for wire in working:
        wire.send(b"0123456789")
        assert wire.answer().body == b"0123456789"


def test_who_keeps_us_waiting_gives_way(office: TinyOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_limits, "MAX_PER_PERSON", 3)
    monkeypatch.setattr(connection_limits, "EVICTABLE_AFTER_SECONDS", 0.0)
    first, *_ = [slow(office, "ana") for _ in range(3)]
    until(lambda: len(counted(office)._by_person.get("ana", ())) == 3)
    assert office.wire().get("/", Cookie="who=ana").body == b"hello"
    assert b"200" not in first.rest()[:20]


# Strangers


def test_a_person_behind_a_full_address_is_accepted_and_an_anonymous_client_is_refused(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limits, "EVICTABLE_AFTER_SECONDS", 60.0)
    for _ in range(MAX_PER_ADDRESS):
        office.wire()
    until(lambda: office.thread.open_connections == MAX_PER_ADDRESS)
    ana = office.wire()
    for _ in range(3):
        assert ana.get("/", Cookie="who=ana").body == b"hello"
    stranger = office.wire()
    stranger.ask("GET", "/")
    assert refused(stranger)
    monkeypatch.setattr("chat_desktop.network.http.handler.PROVISIONAL_SECONDS", PROVISIONAL_SECONDS)
    silent = office.wire()
    assert refused(silent), "who says nothing is told so after a second"


def test_silent_anonymous_connections_are_closed_for_active_ones(
    office: TinyOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_limits, "EVICTABLE_AFTER_SECONDS", 0.0)
    silent = [office.wire() for _ in range(MAX_PER_ADDRESS)]
    until(lambda: office.thread.open_connections == MAX_PER_ADDRESS)
    for number in range(5):
        assert office.wire().get("/").body == b"hello", number
    assert silent[0].ended()


def test_all_anonymous_connections_together_have_a_share_of_the_places() -> None:
    many = Connections(400)
    slots = [many.add(f"10.0.0.{number}", lambda: None) for number in range(150)]
    assert sum(slot.is_provisional for slot in slots) == 50
    member = slots[-1]
    member.identify("ana", lambda: False)
    assert not member.is_provisional
    assert member.account == "ana"


def test_the_oldest_provisional_connection_is_closed_for_the_next(office: TinyOffice) -> None:
    closed: list[int] = []
    full = Connections(MOST)
    for number in range(200):
        full.add("10.0.0.1", lambda number=number: closed.append(number))  # type: ignore[misc]
    assert closed == list(range(MAX_PER_ADDRESS, 200 - MOST // connection_limits.RESERVED_SHARE))


# All places


def fill(office: TinyOffice) -> None:
    """All places but the reserve, by people who are at work."""
    for number in range(MOST - MOST // connection_limits.RESERVED_SHARE):
        slow(office, f"person {number}")
    until(lambda: len(counted(office)._by_person) == MOST - MOST // connection_limits.RESERVED_SHARE)


def test_the_owner_gets_in_when_all_places_are_taken_and_so_do_sockets(small: TinyOffice) -> None:
    fill(small)
    late = small.wire()
    late.ask("GET", "/", {"Cookie": "who=ana"})
    assert refused(late)
    owner = small.wire()
    for _ in range(3):
        assert owner.get("/", Cookie="who=owner").body == b"hello"
    peer = RawWebSocket(small.wire(), "ana")
    assert peer.handshaken
    until(lambda: "ana" not in counted(small)._by_person, "a socket holds no place")


def test_idle_connections_go_first_when_all_places_are_taken(small: TinyOffice) -> None:
    first, second = idle(small, "ana"), idle(small, "ana")
    for number in range(MOST - MOST // connection_limits.RESERVED_SHARE - 2):
        slow(small, f"person {number}")
    until(lambda: small.thread.open_connections == MOST - MOST // connection_limits.RESERVED_SHARE)
    assert small.wire().get("/", Cookie="who=ben").body == b"hello"
    assert first.ended()
    assert is_open(second)


def test_nothing_is_kept_of_connections_that_are_gone(small: TinyOffice) -> None:
    for wire in [idle(small, "ana"), idle(small), slow(small, "ben"), small.wire()]:
        wire.reset()
    inner = counted(small)
    until(lambda: not len(inner))
    assert not any(
        (inner._by_address, inner._by_person, inner._anonymous, inner._idle, inner._waiting, inner._provisional)
    )
