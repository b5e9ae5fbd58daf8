"""A change of addresses is noticed once, by everyone who has to know."""

import queue
import threading

import pytest

from chat_desktop.network.addressing.address_watch import SLEPT_SECONDS, AddressWatch
from chat_desktop.network.addressing.lan_addresses import Address, Network


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
        assert told.get(timeout=30) == now
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
        assert told.get(timeout=30) == now
    watch.stop()
    assert "A change of addresses could not be processed." in caplog.messages


def test_a_look_that_fails_does_not_end_the_watch(caplog: pytest.LogCaptureFixture) -> None:
    cable, told, failed = Cable(), queue.Queue[Network](), threading.Event()

    def look() -> Network:
        if cable.now == network("10.0.0.2") and not failed.is_set():
            failed.set()
            raise RuntimeError("a driver's own fault")
        return cable.look()

    watch = AddressWatch(look, told.put, every=0.005)
    watch.start()
    cable.now = network("10.0.0.2")
    assert told.get(timeout=30) == cable.now
    assert failed.is_set()
    watch.stop()
    assert "a driver's own fault" in caplog.text


def test_a_watch_that_was_never_started_can_be_stopped() -> None:
    AddressWatch(Cable().look, lambda _: None).stop()


def test_a_computer_that_has_slept_is_told_once_and_a_busy_one_is_not() -> None:
    wall, woken = [1_000.0], queue.Queue[float]()
    watch = AddressWatch(
        Cable().look, lambda _: None, every=0.005, on_wake=lambda: woken.put(wall[0]), wall=lambda: wall[0]
    )
    watch.start()
    wall[0] += SLEPT_SECONDS / 2
    with pytest.raises(queue.Empty):
        woken.get(timeout=0.05)
    wall[0] += 8 * 60 * 60
    assert woken.get(timeout=30) == wall[0]
    wall[0] -= 60 * 60  # a clock that is set back
    with pytest.raises(queue.Empty):
        woken.get(timeout=0.05)
    watch.stop()


def test_waking_up_elsewhere_is_a_change_of_addresses_and_nothing_more() -> None:
    cable, wall = Cable(), [1_000.0]
    told, woken = queue.Queue[Network](), queue.Queue[None]()
    watch = AddressWatch(cable.look, told.put, every=0.2, on_wake=lambda: woken.put(None), wall=lambda: wall[0])
    cable.now, wall[0] = network("10.0.0.7"), 9_000.0
    watch.start()
    assert told.get(timeout=30) == cable.now
    watch.stop()
    assert woken.empty()
