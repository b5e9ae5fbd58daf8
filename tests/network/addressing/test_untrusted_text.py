"""What strangers announce, made fit to be shown."""

from ipaddress import ip_address, ip_network

import pytest

from chat_desktop.network.addressing.untrusted_text import first_local_address, identifier, is_local_address, text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Acme", "Acme"),
        (b"B\xc3\xbcro S\xc3\xbcd", "Büro Süd"),
        ("Bu\N{COMBINING DIAERESIS}ro", "Büro"),
        ("a\tb\r\nc", "a b c"),
        ("\x1b[2Jx\x9b", "[2Jx"),
        ("pay\N{RIGHT-TO-LEFT OVERRIDE}lap", "pay lap"),
        ("\N{RIGHT-TO-LEFT ISOLATE}x\N{POP DIRECTIONAL ISOLATE}", "x"),
        ("zero\N{ZERO WIDTH SPACE}width", "zero width"),
        ("line\N{LINE SEPARATOR}two", "line two"),
        ("\ue000private", "private"),
        (b"\xff\xfe", "\N{REPLACEMENT CHARACTER}" * 2),
        ("   ", ""),
        (None, ""),
        ("x" * 5_000, "x" * 40),
        ("مكتب", "مكتب"),
    ],
)
def test_a_name_is_one_short_line_of_letters(said: bytes | str | None, shown: str) -> None:
    assert text(said, 40) == shown


def test_a_name_of_combining_marks_costs_nothing_and_stays_short() -> None:
    assert len(text("a" + "\N{COMBINING GRAVE ACCENT}" * 100_000, 40)) <= 40


@pytest.mark.parametrize("good", ["of1", "A-b_9", "x" * 40])
def test_an_id_is_letters_digits_hyphens(good: str) -> None:
    assert identifier(good) == good == identifier(good.encode())


@pytest.mark.parametrize("bad", ["", None, "a b", "../x", "x" * 41, "é", b"\xff", "a\n"])
def test_anything_else_is_no_id(bad: str | bytes | None) -> None:
    assert identifier(bad) is None


@pytest.mark.parametrize("near", ["10.1.2.3", "172.31.0.9", "192.168.0.1", "169.254.3.4", "fd00::7"])
def test_an_office_has_an_address_of_a_private_network(near: str) -> None:
    assert is_local_address(ip_address(near))


@pytest.mark.parametrize(
    "far",
    ["127.0.0.1", "8.8.8.8", "0.0.0.0", "224.0.0.251", "255.255.255.255", "172.32.0.1", "::1", "fe80::1", "2a02::1"],
)
def test_and_no_other(far: str) -> None:
    assert not is_local_address(ip_address(far))


def test_the_nearest_address_is_on_a_network_of_ours() -> None:
    ours = [ip_network("10.0.0.0/24"), ip_network("fd00::/64")]
    assert first_local_address(["192.168.1.1", "fd00::7", "10.0.0.9"], ours) == "10.0.0.9"
    assert first_local_address(["192.168.1.1", "fd00::7"], ours) == "fd00::7"
    assert first_local_address(["192.168.1.1"], ours) is None
    assert first_local_address([], ours) is None


def test_not_even_our_own_network_makes_an_office_of_a_public_address_or_of_ourselves() -> None:
    ours = [ip_network("203.0.113.0/24"), ip_network("127.0.0.0/8"), ip_network("fe80::/64")]
    assert first_local_address(["203.0.113.9", "127.0.0.1", "fe80::5"], ours) is None
