"""How much is heard of the network, and of whom."""

import pytest
from zeroconf import DNSOutgoing, DNSPointer, DNSQuestion  # type: ignore[attr-defined]

from chat_desktop.network.mdns import flood_guard
from chat_desktop.network.mdns.flood_guard import FloodGuard
from chat_desktop.network.mdns.service_records import CHAT
from tests.network import strange_announcements
from tests.support.clocks.clock import Clock

RESPONSE = 0x8400


def says(*names: str, ttl: int = 4500) -> bytes:
    """A packet that announces these offices; with a ttl of 0 one that withdraws them."""
    packet = DNSOutgoing(RESPONSE)
    for name in names:
        packet.add_answer_at_time(DNSPointer(CHAT, 12, 1, ttl, f"{name}.{CHAT}"), 0)
    return packet.packets()[0]


def asks() -> bytes:
    packet = DNSOutgoing(0)
    packet.add_question(DNSQuestion(CHAT, 12, 1))
    return packet.packets()[0]


def test_one_source_that_floods_is_not_heard_and_the_others_are() -> None:
    clock = Clock()
    it = FloodGuard(clock=clock)
    heard = sum(it.accepts(b"x", "10.0.0.66") for _ in range(10_000))
    assert heard == flood_guard.SOURCE_BURST
    assert it.accepts(says("Acme"), "10.0.0.5")
    clock.now += 1
    assert sum(it.accepts(b"x", "10.0.0.66") for _ in range(1_000)) == flood_guard.SOURCE_RATE
    assert it.dropped > 10_000


def test_many_sources_together_are_bounded_in_packets_and_in_memory() -> None:
    it = FloodGuard(clock=Clock())
    heard = sum(it.accepts(b"x", f"10.{n % 250}.{n // 250 % 250}.{n // 62_500}") for n in range(20_000))
    assert heard == flood_guard.TOTAL_BURST
    assert len(it._sources) <= flood_guard.SOURCES


def test_one_source_announces_a_few_offices_and_crowds_nobody_out() -> None:
    it = FloodGuard(CHAT, Clock())
    assert [it.accepts(says(f"Fake {n}"), "10.0.0.66") for n in range(20)] == [True] * flood_guard.NAMES_PER_SOURCE + [
        False
    ] * 12
    assert not it.accepts(says(*(f"More {n}" for n in range(20))), "10.0.0.66")
    assert it.accepts(says("Acme"), "10.0.0.5")


def test_all_sources_together_announce_a_bounded_number() -> None:
    clock = Clock()
    it = FloodGuard(CHAT, clock)
    for n in range(3_000):
        clock.now += 0.1
        it.accepts(says(f"Fake {n}"), f"10.0.{n // 250}.{n % 250}")
    assert len(it._announcers) == flood_guard.NAMES


def test_only_who_announced_an_office_withdraws_it() -> None:
    it = FloodGuard(CHAT, Clock())
    assert it.accepts(says("Acme"), "10.0.0.5")
    assert not it.accepts(says("Acme", ttl=0), "10.0.0.66")
    assert not it.accepts(says("Acme", ttl=1), "10.0.0.66")
    assert it.accepts(says("Acme", ttl=0), "10.0.0.5")


def test_an_office_that_is_gone_leaves_its_place() -> None:
    it = FloodGuard(CHAT, Clock())
    for n in range(flood_guard.NAMES_PER_SOURCE):
        assert it.accepts(says(f"Office {n}"), "10.0.0.5")
    assert not it.accepts(says("One more"), "10.0.0.5")
    it.forget(f"Office 0.{CHAT}")
    assert it.accepts(says("One more"), "10.0.0.5")


def test_questions_other_services_and_nonsense_pass_to_who_can_read_them() -> None:
    it = FloodGuard(CHAT, Clock())
    for packet in (asks(), b"", b"\x00", b"_chat-desktop" * 3, b"\xff" * 500):
        assert it.accepts(packet, "10.0.0.9")


@pytest.mark.parametrize("label", strange_announcements.LABELS.values(), ids=strange_announcements.LABELS)
def test_a_name_that_zeroconf_cannot_use_does_not_reach_it(label: bytes) -> None:
    it = FloodGuard(CHAT, Clock())
    assert not it.accepts(strange_announcements.announcement(label), "10.0.0.66")
    assert it.accepts(strange_announcements.announcement("Büro Süd".encode()), "10.0.0.66")


def test_nor_does_a_name_of_another_kind() -> None:
    it = FloodGuard(CHAT, Clock())
    assert not it.accepts(strange_announcements.announcement(b"Acme", b"\x05_http\x04_tcp\x05local\x00"), "10.0.0.66")
