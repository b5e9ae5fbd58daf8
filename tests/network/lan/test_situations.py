"""Networks as they are in offices, and whether one gets in: the names say the situation (docs/joining.md)."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.network.conftest import _sweep, why_no_namespaces
from tests.network.namespaces import Namespaces, until

pytestmark = pytest.mark.netns

# Faults 9 and 11: a new address, and two hosts of one name.
TEN_SECONDS = 10.0


@pytest.fixture
def namespaces() -> Iterator[Namespaces]:
    if why := why_no_namespaces():
        pytest.skip(why)
    _sweep()
    with ExitStack() as stack:
        yield Namespaces(stack)


def found_at(namespaces: Namespaces, host: str) -> list[str]:
    """The addresses in the list of offices there. A question within a second of the last answer waits for its own."""
    return re.findall(r"http://\S+", namespaces.run(host, "offices_here", "2.5"))


def test_a_phone_on_the_same_lan_finds_the_office_resolves_its_name_and_joins(
    namespaces: Namespaces, tmp_path: Path
) -> None:
    host, phone = namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")
    office = namespaces.serve(host, tmp_path / "a").set_up("Büro Süd", "Ana")
    found = namespaces.phone(phone, "find", "Büro Süd")
    assert (found["url"], found["host"], found["owner"]) == ("http://10.77.0.1:8765", "buro-sud.local", "Ana")
    assert found["addresses"] == ["10.77.0.1"]
    assert found["answers"]["office"] == {"id": found["id"], "name": "Büro Süd"}
    joined = namespaces.phone(phone, "join", office.ready["join_url"], "Cleo")
    assert joined["name"] == "Cleo"
    assert joined["seconds"] < TEN_SECONDS
    namespaces.phone(phone, "rename", "http://10.77.0.1:8765", "Ana", "Anna")
    until(lambda: namespaces.phone(phone, "find", "Büro Süd")["owner"] == "Anna")


def test_two_hosts_that_want_one_name_are_both_reached_under_different_names(
    namespaces: Namespaces, tmp_path: Path
) -> None:
    hosts, phone = (namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")), namespaces.host("10.77.0.9/24")
    offices = [namespaces.serve(host, tmp_path / host, "--office", "Office") for host in hosts]

    def names() -> set[str]:
        said = [re.findall(r"announced on the network as (\S+)\.\n", office.log) for office in offices]
        return {each[-1] for each in said if each}

    assert until(lambda: len(names()) == 2, 15) < TEN_SECONDS
    assert names() == {"office.local", "office-2.local"}
    answers = {namespaces.phone(phone, "get", f"http://10.77.0.{n}:8765/healthz")["ok"] for n in (1, 2)}
    assert answers == {True}
    resolved = {name: namespaces.run(phone, "ask_addresses", "10.77.0.9", name).strip() for name in names()}
    assert set(resolved.values()) == {"10.77.0.1", "10.77.0.2"}
    for name, address in resolved.items():
        assert namespaces.phone(phone, "get", f"http://{address}:8765/healthz", f"{name}:8765")["ok"]


def test_a_host_name_that_another_machine_has_already_is_left_to_it(namespaces: Namespaces) -> None:
    printer, host, phone = (
        namespaces.host("10.77.0.3/24"),
        namespaces.host("10.77.0.1/24"),
        namespaces.host("10.77.0.2/24"),
    )
    assert namespaces.start(printer, "machine", "10.77.0.3", "office.local").line() == "answers"
    assert namespaces.start(host, "announce", "of1", "Office").line() == "office-2.local"
    assert namespaces.run(phone, "ask_addresses", "10.77.0.2", "office.local") == "10.77.0.3\n"
    assert namespaces.run(phone, "ask_addresses", "10.77.0.2", "office-2.local") == "10.77.0.1\n"


def test_without_mdns_the_address_and_the_qr_code_lead_in(namespaces: Namespaces, tmp_path: Path) -> None:
    """Its port is kept by another program on the host's computer: nobody hears of the office, everybody gets in."""
    host, phone = namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")
    assert namespaces.start(host, "keep_port", "5353").line() == "kept"
    office = namespaces.serve(host, tmp_path / "a").set_up()
    assert office.ready["join_url"].startswith("http://10.77.0.1:8765/join#")
    assert namespaces.phone(phone, "join", office.ready["join_url"], "Cleo")["name"] == "Cleo"
    until(lambda: namespaces.phone(phone, "get", "http://10.77.0.1:8765/api/offices")["problem"] == "blocked", 15)


def test_a_network_that_lets_no_multicast_pass_lets_people_in_by_the_address(
    namespaces: Namespaces, tmp_path: Path
) -> None:
    host, phone = namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")
    namespaces.no_multicast()
    office = namespaces.serve(host, tmp_path / "a").set_up()
    assert found_at(namespaces, phone) == []
    assert namespaces.phone(phone, "join", office.ready["join_url"], "Cleo")["name"] == "Cleo"


def test_an_address_that_changes_is_in_the_link_the_ready_file_and_the_announcement(
    namespaces: Namespaces, tmp_path: Path
) -> None:
    host, phone = namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")
    office = namespaces.serve(host, tmp_path / "a").set_up()
    people = namespaces.looking(phone)
    people.shows("http://10.77.0.1:8765")
    namespaces.drop_address(host, "10.77.0.1/24")
    namespaces.add_address(host, "10.77.0.7/24")
    link = until(lambda: office.ready["join_url"].startswith("http://10.77.0.7:8765/"), 15)
    heard = link + people.shows("http://10.77.0.7:8765", within=15)
    assert office.ready["lan_urls"] == ["http://10.77.0.7:8765"]
    assert heard < TEN_SECONDS
    assert namespaces.phone(phone, "join", office.ready["join_url"], "Cleo")["name"] == "Cleo"


def test_an_address_that_changes_is_announced_though_the_ready_file_cannot_be_written(
    namespaces: Namespaces, tmp_path: Path
) -> None:
    host, phone = namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")
    office = namespaces.serve(host, tmp_path / "a").set_up()
    until(office.is_announced)
    ready = tmp_path / "a" / "ready"
    ready.unlink()
    ready.mkdir()  # root may write anywhere but over a folder
    people = namespaces.looking(phone)
    namespaces.drop_address(host, "10.77.0.1/24")
    namespaces.add_address(host, "10.77.0.7/24")
    people.shows("http://10.77.0.7:8765", within=20)
    until(lambda: "It is tried again" in office.log)
    ready.rmdir()
    until(ready.exists, 20)
    assert office.ready["lan_urls"] == ["http://10.77.0.7:8765"]


def test_a_network_that_is_joined_after_the_start_is_announced_on(namespaces: Namespaces, tmp_path: Path) -> None:
    host, phone = namespaces.host(), namespaces.host("10.77.0.2/24")
    office = namespaces.serve(host, tmp_path / "a").set_up()
    assert office.ready["lan_urls"] == []
    people = namespaces.looking(phone)
    namespaces.add_address(host, "10.77.0.1/24")
    assert people.shows("http://10.77.0.1:8765", within=20) < TEN_SECONDS
    assert office.ready["join_url"].startswith("http://10.77.0.1:8765/")


def test_on_two_lans_each_finds_the_office_at_its_own_address(namespaces: Namespaces) -> None:
    host, here = namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")
    there, switch = namespaces.host(), namespaces.another_switch()
    namespaces.plug(host, "eth1", switch, "10.88.0.1/24")
    namespaces.plug(there, "eth1", switch, "10.88.0.2/24")
    assert namespaces.start(host, "announce", "of1", "Office").line() == "office.local"
    namespaces.looking(here).shows("http://10.77.0.1:8765")
    namespaces.looking(there).shows("http://10.88.0.1:8765")


def test_docker_and_a_vpn_beside_the_lan_stay_out_of_the_announcement(namespaces: Namespaces) -> None:
    host, phone = namespaces.host("10.77.0.1/24"), namespaces.host("10.77.0.2/24")
    for name, address in (("docker0", "172.17.0.1/16"), ("br-0123456789ab", "172.18.0.1/16"), ("wg0", "10.8.0.2/24")):
        namespaces.adapter(host, name, address)
    assert namespaces.start(host, "announce", "of1", "Office").line() == "office.local"
    namespaces.looking(phone).shows("http://10.77.0.1:8765")
    assert namespaces.run(phone, "ask_addresses", "10.77.0.2", "office.local") == "10.77.0.1\n"


def test_a_bare_cable_without_dhcp_is_enough(namespaces: Namespaces) -> None:
    host, laptop = namespaces.host("169.254.7.1/16"), namespaces.host("169.254.7.2/16")
    assert namespaces.start(host, "announce", "of1", "Office").line() == "office.local"
    namespaces.looking(laptop).shows("http://169.254.7.1:8765")


def test_on_ipv6_alone_an_office_that_listens_on_it_is_found(namespaces: Namespaces) -> None:
    host, laptop = namespaces.host("fd12:77::1/64"), namespaces.host("fd12:77::2/64")
    assert namespaces.start(host, "announce", "of1", "Office", "::").line() == "office.local"
    namespaces.looking(laptop).shows("http://[fd12:77::1]:8765")


def test_a_liar_who_floods_the_network_neither_fills_the_list_nor_the_memory(
    namespaces: Namespaces, tmp_path: Path
) -> None:
    liar, other, host = (
        namespaces.host("10.77.0.66/24"),
        namespaces.host("10.77.0.1/24"),
        namespaces.host("10.77.0.2/24"),
    )
    ours = namespaces.serve(host, tmp_path / "a").set_up("Harbour Street")
    assert namespaces.start(other, "announce", "of1", "Office").line() == "office.local"

    def heard() -> list[str]:
        offices = namespaces.phone(host, "get", "http://127.0.0.1:8765/api/offices")["offices"]
        return [f"{office['name']} {office['address']} {office['ours']}" for office in offices]

    both = {"Office 10.77.0.1:8765 False", "Harbour Street 10.77.0.2:8765 True"}
    until(lambda: both <= set(heard()), 15)
    before = memory(ours.pid)
    flood = namespaces.start(liar, "flood", "4")
    until(lambda: any("Liar" in each for each in heard()), 10)
    sent = int(flood.finish())
    assert sent > 500
    now = heard()
    assert both <= set(now)
    assert len(now) <= 2 + 8
    assert not any("203.0.113.9" in each or "\x1b" in each for each in now)
    assert memory(ours.pid) - before < 16


def memory(pid: int) -> float:
    """Of a process, in megabytes."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024
