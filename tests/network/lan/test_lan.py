"""Being found on a real network: namespaces on one switch."""

import time

import pytest

from tests.faults.support import figures
from tests.network.conftest import Lan
from tests.support.clocks.stopwatch import Stopwatch

pytestmark = pytest.mark.netns

# Seconds, as the command looks by itself. A responder that has just told everybody something does not repeat it
# within a second.
BROWSE = "3"


def offices(lan: Lan, host: str, expected: int) -> list[str]:
    """The table that `chat-desktop offices` prints on a host, without its head, once it has as many offices."""
    deadline = time.monotonic() + 30
    while len(lines := lan.run(host, "offices_here", BROWSE).splitlines()[1:]) != expected:
        assert time.monotonic() < deadline, f"{expected} offices expected, found: {lines}"
    return lines


def test_an_office_is_found_by_name_and_address_and_withdrawn_on_stop(lan: Lan) -> None:
    host, colleague = lan.host("10.77.0.1/24"), lan.host("10.77.0.2/24")
    office = lan.start(host, "announce", "of1", "Büro Süd")
    assert office.line() == "buro-sud.local"
    assert lan.run(colleague, "ask_addresses", "10.77.0.2", "buro-sud.local") == "10.77.0.1\n"
    assert offices(lan, colleague, 1) == ["Büro Süd  Ana    http://10.77.0.1:8765  0.1.0"]
    assert office.finish() == ""
    assert lan.run(colleague, "ask_addresses", "10.77.0.2", "buro-sud.local") == "\n"


def test_a_new_address_is_announced_after_a_while_without_any(lan: Lan) -> None:
    host, colleague = lan.host("10.77.0.1/24"), lan.host("10.77.0.2/24")
    office = lan.start(host, "announce", "of1", "Office")
    assert office.line() == "office.local"
    lan.drop_address(host, "10.77.0.1/24")
    assert office.line().startswith("The office cannot be announced on the network (there is no network).")
    assert office.line() == "-"
    lan.add_address(host, "10.77.0.9/24")
    assert office.line() == "office.local"
    assert lan.run(colleague, "ask_addresses", "10.77.0.2", "office.local") == "10.77.0.9\n"


def test_a_second_office_of_the_same_name_takes_another_host_name(lan: Lan) -> None:
    first, second = lan.host("10.77.0.2/24"), lan.host("10.77.0.1/24")
    assert lan.start(first, "announce", "of1", "Office").line() == "office.local"
    assert lan.start(second, "announce", "of2", "Office").line() == "office-2.local"
    assert lan.run(second, "ask_addresses", "10.77.0.1", "office.local") == "10.77.0.2\n"
    assert lan.run(first, "ask_addresses", "10.77.0.2", "office-2.local") == "10.77.0.1\n"
    assert {line.split()[2] for line in offices(lan, first, 2)} == {"http://10.77.0.1:8765", "http://10.77.0.2:8765"}


def test_two_offices_of_one_name_that_start_together_part_within_ten_seconds(lan: Lan) -> None:
    hosts = lan.host("10.77.0.1/24"), lan.host("10.77.0.2/24")
    with Stopwatch() as watch:
        low, high = (lan.start(host, "announce", f"of{number}", "Office") for number, host in enumerate(hosts))
        assert low.line() == "office.local"
        if high.line() == "office.local":  # neither heard the other in time: the one with the higher address yields
            assert high.line() == "office-2.local"
        parted = watch.seconds
    figures.note(11, "names", f"two hosts of one name that start together: under different names after {parted:.1f} s")
    assert parted < 10
    assert lan.run(hosts[0], "ask_addresses", "10.77.0.1", "office.local") == "10.77.0.1\n"
    assert lan.run(hosts[0], "ask_addresses", "10.77.0.1", "office-2.local") == "10.77.0.2\n"


def test_a_port_that_a_strict_responder_keeps_for_itself_is_one_sentence_and_no_more(lan: Lan) -> None:
    host = lan.host("10.77.0.1/24")
    assert lan.start(host, "keep_port", "5353").line() == "kept"
    office = lan.start(host, "announce", "of1", "Office")
    assert office.line() == (
        "The office cannot be announced on the network ([Errno 98] Address already in use). "
        "The link and the QR code still work."
    )
    assert "cannot be announced" not in office.finish()
    assert office.process.returncode == 0


def test_a_computer_without_a_network_is_told_so(lan: Lan) -> None:
    program = lan.start(lan.host(), "offices_here", "0.5")
    assert program.line() == "Can't look for offices from here: this computer isn't on a network."
    program.finish()
    assert program.process.returncode == 1
