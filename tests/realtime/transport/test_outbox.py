"""What leaves in one turn: a connection that fails takes no other along."""

from collections.abc import Callable

import pytest

from chat_desktop.realtime.transport.outbox import Outbox
from chat_desktop.realtime.transport.socket import Socket
from tests.realtime.stopped_time import let_time_run_out, stopped_time
from tests.support.hosts.tiny_server import tiny_office, until


class Loop:
    """Runs what it is handed when the test says so."""

    def __init__(self) -> None:
        self._callbacks: list[Callable[[], None]] = []

    def run_callback(self, callback: Callable[[], None]) -> None:
        self._callbacks.append(callback)

    def turn(self) -> None:
        while self._callbacks:
            self._callbacks.pop(0)()


class Connection:
    """Notes what it sends; a broken one fails."""

    def __init__(self, outbox: Outbox, is_broken: bool = False) -> None:
        self.frames: list[bytes] = []
        self.deadline = 0.0
        self.sent: list[bytes] = []
        self.ended = False
        self._outbox, self._is_broken = outbox, is_broken

    def write(self, frame: bytes) -> None:
        if not self.frames:
            self._outbox.mark(self)
        self.frames.append(frame)

    def transmit(self, data: bytes, largest: int) -> None:
        if self._is_broken:
            raise RuntimeError("a broken connection")
        self.sent.append(data)

    def abort(self) -> None:
        self.ended = True
        if self._is_broken:
            raise RuntimeError("broken to the end")


def test_a_connection_that_fails_leaves_the_others_of_its_turn_served() -> None:
    loop = Loop()
    outbox = Outbox(loop)
    broken, other = Connection(outbox, is_broken=True), Connection(outbox)
    for number in (b"1", b"2", b"3"):
        for connection in (broken, other):
            connection.write(number)
            connection.write(number)
        loop.turn()
    assert other.sent == [b"11", b"22", b"33"]
    assert (broken.ended, other.ended) == (True, False)


def test_one_whose_end_fails_leaves_the_others_ended_too() -> None:
    outbox = Outbox(Loop())
    late = [Connection(outbox, is_broken=True), Connection(outbox), Connection(outbox, is_broken=True)]
    outbox.timed |= set(late)
    outbox.expire(1.0)
    assert all(connection.ended for connection in late)


def test_a_look_at_a_connection_that_fails_leaves_the_others_looked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    beat, broken = Socket.heartbeat, list[Socket]()

    def fail_for_the_first(self: Socket, now: float, spare: bool) -> None:
        if not broken:
            broken.append(self)
        if self is broken[0]:
            raise RuntimeError("a broken connection")
        beat(self, now, spare)

    monkeypatch.setattr(Socket, "heartbeat", fail_for_the_first)
    clock = stopped_time(monkeypatch)
    with tiny_office(ping=(0.1, 0.3)) as office:
        office.join("ana")
        until(lambda: broken, "the first look")
        ben = office.join("ben")
        let_time_run_out(office, clock)
        assert ben.text() == "2", "ben is pinged"
        assert office.gone == [(ben.sid, "ping timeout")]
