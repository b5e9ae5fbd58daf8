"""The office's own host name: what it is made of, and who keeps it."""

import time
from itertools import islice

import pytest
from zeroconf import DNSAddress, Zeroconf  # type: ignore[attr-defined]

from chat_desktop.network.mdns.hostname import candidates, conflicting_addresses, label, must_rename


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        ("Acme", "acme"),
        ("Büro Süd, 2. Stock", "buro-sud-2-stock"),
        ("  --R&D--  ", "r-d"),
        ("株式会社", "office"),
        ("🦊", "office"),
        ("", "office"),
        ("a" * 60, "a" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_host_name_has_letters_digits_and_hyphens_at_most_forty(office: str, expected: str) -> None:
    assert label(office) == expected


def test_further_candidates_are_numbered_and_stay_within_forty() -> None:
    assert list(islice(candidates("Acme", "pc"), 3)) == ["acme", "acme-2", "acme-3"]
    assert list(islice(candidates("a" * 60, "pc"), 2)) == ["a" * 40, "a" * 38 + "-2"]


def test_the_machines_own_name_is_never_taken() -> None:
    assert list(islice(candidates("Acme", "acme"), 2)) == ["acme-2", "acme-3"]


def test_of_two_hosts_of_one_name_exactly_one_yields() -> None:
    low, high = {"10.0.0.9", "192.168.1.5"}, {"10.0.0.10"}
    assert must_rename(ours=high, theirs=low)
    assert not must_rename(ours=low, theirs=high)


def test_only_fresh_addresses_of_others_are_rivals() -> None:
    zc = Zeroconf(interfaces=["127.0.0.1"])
    now = time.monotonic() * 1_000
    heard = {"10.0.0.1": now, "10.0.0.2": now, "10.0.0.3": now - 200_000}
    zc.cache.async_add_records(
        DNSAddress("office.local.", 1, 0x8001, 120, bytes(map(int, ip.split("."))), created=created)
        for ip, created in heard.items()
    )
    try:
        assert conflicting_addresses(zc, "office.local", {"10.0.0.1"}) == {"10.0.0.2"}
        assert conflicting_addresses(zc, "other.local", set()) == frozenset()
    finally:
        zc.close()
