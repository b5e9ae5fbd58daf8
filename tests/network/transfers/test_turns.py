"""For how long a lane serves one transfer: until somebody else wants it, its turn is over or its client is slow."""

import socket
import threading
from collections.abc import Iterator

import gevent
import pytest

from chat_desktop.network.transfers import turns
from chat_desktop.network.transfers.lanes import LANES, Lanes
from chat_desktop.network.transfers.turns import Turn
from tests.network.transfers.own_lanes import with_lanes

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_turn_waits_for_a_client_that_is_ready_soon(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN_SECONDS", 60.0)

    def work(lanes: Lanes) -> None:
        ours, theirs = pair
        turn = Turn(lanes, ours)
        assert not turn.becomes_ready(is_sending=False)
        theirs.send(b"x")
        assert turn.becomes_ready(is_sending=False)
        assert turn.becomes_ready(is_sending=True)
        assert turn.goes_on()

    with_lanes(work)


def test_a_turn_has_an_end(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN_SECONDS", 0.0)

    def work(lanes: Lanes) -> None:
        turn = Turn(lanes, pair[0])
        assert not turn.goes_on()
        assert not turn.becomes_ready(is_sending=True)

    with_lanes(work)


def test_a_turn_ends_as_soon_as_somebody_wants_a_lane(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN_SECONDS", 60.0)

    def work(lanes: Lanes) -> None:
        turn, go = Turn(lanes, pair[0]), threading.Event()
        busy = [gevent.spawn(lanes.run, number, go.wait, 10) for number in range(LANES)]
        gevent.sleep(0)
        assert turn.becomes_ready(is_sending=True)
        waiting = gevent.spawn(lanes.run, "ben", int)
        gevent.sleep(0)
        assert not turn.goes_on()
        assert not turn.becomes_ready(is_sending=True)
        go.set()
        gevent.joinall([*busy, waiting], raise_error=True)
        assert turn.goes_on()

    with_lanes(work)


def test_a_socket_that_was_closed_ends_a_turn_without_an_error(pair: Pair) -> None:
    def work(lanes: Lanes) -> None:
        pair[0].close()
        assert not Turn(lanes, pair[0]).becomes_ready(is_sending=False)

    with_lanes(work)
