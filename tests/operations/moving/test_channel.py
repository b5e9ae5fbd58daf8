"""The encrypted connection of a move: only who knows the code gets one, and nothing of it can be changed."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from chat_desktop.operations.backup.failures import BackupFailed
from chat_desktop.operations.moving import channel, codes
from chat_desktop.operations.moving.channel import Channel

CODE = "K7QM-2XPD-9HTR"
Change = Callable[[bytes], bytes]


class Relay:
    """Somebody in the middle, who may change what goes through; `seen` is all of it."""

    def __init__(self) -> None:
        self.sender, near = socket.socketpair()
        far, self.receiver = socket.socketpair()
        self.seen = bytearray()
        self.change: Change = lambda data: data
        self._threads: list[threading.Thread] = []
        self._pairs = ((near, far), (far, near))
        for source, target in self._pairs:
            self._threads.append(threading.Thread(target=self._pass, args=(source, target), daemon=True))
        for thread in self._threads:
            thread.start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                self.seen += data
                target.sendall(self.change(data))
            target.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        for one in (self.sender, self.receiver):
            one.close()
        for thread in self._threads:
            thread.join(10)
        for one in self._pairs[0]:
            one.close()


@pytest.fixture
def relay() -> Iterator[Relay]:
    made = Relay()
    yield made
    made.close()


def accept(connection: socket.socket, code: str) -> Channel:
    return channel.accept_by(connection, lambda salt: codes.secret_of(code, salt))


def meet(relay: Relay, typed: str = CODE) -> list[Any]:
    """What becomes of the receiver and the sender: a channel, or the reason why there is none."""
    ends: list[Any] = [None, None]

    def run(at: int, function: Callable[..., Channel], connection: socket.socket, code: str) -> None:
        try:
            ends[at] = function(connection, code)
        except BackupFailed as problem:
            ends[at] = problem.reason
            connection.shutdown(socket.SHUT_WR)

    threads = [
        threading.Thread(target=run, args=(0, accept, relay.receiver, CODE)),
        threading.Thread(target=run, args=(1, channel.connect, relay.sender, typed)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return ends


def test_both_ways_arrive_as_they_were_sent_and_cannot_be_read(relay: Relay) -> None:
    receiver, sender = meet(relay)
    sender.send(b"D", b"the secret plan")
    assert receiver.receive(5) == (b"D", b"the secret plan")
    receiver.send(b"P", b"")
    assert sender.receive(5) == (b"P", b"")
    assert b"secret" not in relay.seen
    assert CODE.encode() not in relay.seen


def test_a_wrong_code_gets_no_connection(relay: Relay) -> None:
    assert meet(relay, "K7QM-2XPD-9HTS") == ["passphrase", "passphrase"]


def test_somebody_in_the_middle_without_the_code_gets_no_connection(relay: Relay) -> None:
    """Another key in place of the receiver's, as for a connection of their own to each side."""
    relay.change = lambda data: data[:-1] + bytes([data[-1] ^ 1])
    assert meet(relay) == ["passphrase", "passphrase"]


def test_a_key_of_small_order_is_refused(relay: Relay) -> None:
    begun = len(channel.MAGIC) + channel.SALT_BYTES
    relay.change = lambda data: data[:begun] + bytes(32) if data.startswith(channel.MAGIC) else data
    assert meet(relay)[1] == "damaged"


@pytest.mark.parametrize("change", ["flipped", "repeated", "cut"])
def test_a_changed_a_repeated_and_a_cut_frame_are_noticed(relay: Relay, change: str) -> None:
    receiver, sender = meet(relay)
    relay.change = {
        "flipped": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        "repeated": lambda data: data + data,
        "cut": lambda data: data[:-1],
    }[change]
    sender.send(b"D", b"the plan")
    if change == "repeated":
        assert receiver.receive(5) == (b"D", b"the plan")
    relay.sender.shutdown(socket.SHUT_WR)
    with pytest.raises(BackupFailed):
        receiver.receive(5)


def test_a_frame_that_announces_gigabytes_is_refused(relay: Relay) -> None:
    receiver, _ = meet(relay)
    relay.sender.sendall(b"\xff\xff\xff\xff")
    with pytest.raises(BackupFailed):
        receiver.receive(5)


@pytest.mark.parametrize("typed", ["k7qm2xpd9htr", "K7QM 2XPD 9HTR", " k7qm-2xpd–9htr\n", "Ｋ7QM-2XPD-9HTR"])
def test_a_code_is_read_as_people_type_it(typed: str) -> None:
    assert codes.read(typed) == CODE


@pytest.mark.parametrize("typed", ["", "K7QM-2XPD-9HT", "K7QM-2XPD-9HTRR", "U7QM-2XPD-9HTR", "😀" * 12, "٧" * 12])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert codes.read(typed) is None


def test_codes_differ_and_are_read_as_shown() -> None:
    made = {codes.new_code() for _ in range(100)}
    assert len(made) == 100
    assert all(codes.read(code) == code for code in made)
    assert codes.read("oi1l-2XPD-9HTR") == "0111-2XPD-9HTR"
