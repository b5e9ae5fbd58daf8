"""A change of addresses is noticed once, by everyone who has to know."""

import queue

import pytest

from chat_desktop.network.addresses import Address, Network
from chat_desktop.network.watch import AddressWatch


def network(*ips: str) -> Network:
    return Network(tuple(Address(ip, "eth0") for ip in ips), frozenset(ips))


class Cable:
    """A computer whose addresses the test changes."""

    def __init__(self) -> None:
        self.now = network("10.0.0.1")

    def look(self) -> Network:
        return self.now


def test_each_change_is_told_once() -> None:
    cable, told = Cable(), queue.Queue[Network]()
    watch = AddressWatch(cable.look, told.put, every=0.005)
    assert watch.network == network("10.0.0.1")
    watch.start()
    for now in (network("10.0.0.2"), network(), network("10.0.0.1")):
        cable.now = now
        assert told.get(timeout=5) == now
        assert watch.network == now
    watch.stop()
    assert told.empty()


def test_a_listener_that_fails_does_not_end_the_watch(caplog: pytest.LogCaptureFixture) -> None:
    cable, told = Cable(), queue.Queue[Network]()

    def listen(now: Network) -> None:
        told.put(now)
        raise RuntimeError("the listener's own fault")

    watch = AddressWatch(cable.look, listen, every=0.005)
    watch.start()
    for now in (network("10.0.0.2"), network("10.0.0.3")):
        cable.now = now
        assert told.get(timeout=5) == now
    watch.stop()
    assert "A change of addresses could not be passed on." in caplog.messages


def test_a_watch_that_was_never_started_can_be_stopped() -> None:
    AddressWatch(Cable().look, lambda _: None).stop()
