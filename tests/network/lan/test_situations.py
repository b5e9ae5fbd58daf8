"""Networks as they are in offices, and whether one gets in: the names say the situation (docs/joining.md)."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.network.conftest import _sweep, why_no_namespaces
from tests.network.namespaces import Town, until

pytestmark = pytest.mark.netns

# Faults 9 and 11: a new address, and two hosts of one name.
TEN_SECONDS = 10.0


@pytest.fixture
def town() -> Iterator[Town]:
    if why := why_no_namespaces():
        pytest.skip(why)
    _sweep()
    with ExitStack() as stack:
        yield Town(stack)


def found_at(town: Town, host: str) -> list[str]:
    """The addresses in the list of offices there. A question within a second of the last answer waits for its own."""
    return re.findall(r"http://\S+", town.run(host, "offices_here", "2.5"))


def test_a_phone_on_the_same_lan_finds_the_office_resolves_its_name_and_joins(town: Town, tmp_path: Path) -> None:
    host, phone = town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    office = town.serve(host, tmp_path / "a").set_up("Büro Süd", "Ana")
    found = town.phone(phone, "find", "Büro Süd")
    assert (found["url"], found["host"], found["owner"]) == ("http://10.77.0.1:8765", "buro-sud.local", "Ana")
    assert found["addresses"] == ["10.77.0.1"]
    assert found["answers"]["office"] == {"id": found["id"], "name": "Büro Süd"}
    joined = town.phone(phone, "join", office.ready["join_url"], "Cleo")
    assert joined["name"] == "Cleo"
    assert joined["seconds"] < TEN_SECONDS
    town.phone(phone, "rename", "http://10.77.0.1:8765", "Ana", "Anna")
    until(lambda: town.phone(phone, "find", "Büro Süd")["owner"] == "Anna")


def test_two_hosts_that_want_one_name_are_both_reached_under_different_names(town: Town, tmp_path: Path) -> None:
    hosts, phone = (town.host("10.77.0.1/24"), town.host("10.77.0.2/24")), town.host("10.77.0.9/24")
    offices = [town.serve(host, tmp_path / host, "--office", "Office") for host in hosts]

    def names() -> set[str]:
        said = [re.findall(r"announced on the network as (\S+)\.\n", office.log) for office in offices]
        return {each[-1] for each in said if each}

    assert until(lambda: len(names()) == 2, 15) < TEN_SECONDS
    assert names() == {"office.local", "office-2.local"}
    answers = {town.phone(phone, "get", f"http://10.77.0.{n}:8765/healthz")["ok"] for n in (1, 2)}
    assert answers == {True}
    resolved = {name: town.run(phone, "ask_addresses", "10.77.0.9", name).strip() for name in names()}
    assert set(resolved.values()) == {"10.77.0.1", "10.77.0.2"}
    for name, address in resolved.items():
        assert town.phone(phone, "get", f"http://{address}:8765/healthz", f"{name}:8765")["ok"]


def test_a_host_name_that_another_machine_has_already_is_left_to_it(town: Town) -> None:
    printer, host, phone = town.host("10.77.0.3/24"), town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    assert town.start(printer, "machine", "10.77.0.3", "office.local").line() == "answers"
    assert town.start(host, "announce", "of1", "Office").line() == "office-2.local"
    assert town.run(phone, "ask_addresses", "10.77.0.2", "office.local") == "10.77.0.3\n"
    assert town.run(phone, "ask_addresses", "10.77.0.2", "office-2.local") == "10.77.0.1\n"


def test_without_mdns_the_address_and_the_qr_code_lead_in(town: Town, tmp_path: Path) -> None:
    """Its port is kept by another program on the host's computer: nobody hears of the office, everybody gets in."""
    host, phone = town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    assert town.start(host, "keep_port", "5353").line() == "kept"
    office = town.serve(host, tmp_path / "a").set_up()
    assert office.ready["join_url"].startswith("http://10.77.0.1:8765/join#")
    assert town.phone(phone, "join", office.ready["join_url"], "Cleo")["name"] == "Cleo"
    until(lambda: town.phone(phone, "get", "http://10.77.0.1:8765/api/offices")["problem"] == "blocked", 15)


def test_a_network_that_lets_no_multicast_pass_lets_people_in_by_the_address(town: Town, tmp_path: Path) -> None:
    host, phone = town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    town.no_multicast()
    office = town.serve(host, tmp_path / "a").set_up()
    assert found_at(town, phone) == []
    assert town.phone(phone, "join", office.ready["join_url"], "Cleo")["name"] == "Cleo"


def test_an_address_that_changes_is_in_the_link_the_ready_file_and_the_announcement(town: Town, tmp_path: Path) -> None:
    host, phone = town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    office = town.serve(host, tmp_path / "a").set_up()
    people = town.looking(phone)
    people.shows("http://10.77.0.1:8765")
    town.drop_address(host, "10.77.0.1/24")
    town.add_address(host, "10.77.0.7/24")
    link = until(lambda: office.ready["join_url"].startswith("http://10.77.0.7:8765/"), 15)
    heard = link + people.shows("http://10.77.0.7:8765", within=15)
    assert office.ready["lan_urls"] == ["http://10.77.0.7:8765"]
    assert heard < TEN_SECONDS
    assert town.phone(phone, "join", office.ready["join_url"], "Cleo")["name"] == "Cleo"


def test_an_address_that_changes_is_announced_though_the_ready_file_cannot_be_written(
    town: Town, tmp_path: Path
) -> None:
    host, phone = town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    office = town.serve(host, tmp_path / "a").set_up()
    until(office.is_announced)
    ready = tmp_path / "a" / "ready"
    ready.unlink()
    ready.mkdir()  # root may write anywhere but over a folder
    people = town.looking(phone)
    town.drop_address(host, "10.77.0.1/24")
    town.add_address(host, "10.77.0.7/24")
    people.shows("http://10.77.0.7:8765", within=20)
    until(lambda: "It is tried again" in office.log)
    ready.rmdir()
    until(ready.exists, 20)
    assert office.ready["lan_urls"] == ["http://10.77.0.7:8765"]


def test_a_network_that_is_joined_after_the_start_is_announced_on(town: Town, tmp_path: Path) -> None:
    host, phone = town.host(), town.host("10.77.0.2/24")
    office = town.serve(host, tmp_path / "a").set_up()
    assert office.ready["lan_urls"] == []
    people = town.looking(phone)
    town.add_address(host, "10.77.0.1/24")
    assert people.shows("http://10.77.0.1:8765", within=20) < TEN_SECONDS
    assert office.ready["join_url"].startswith("http://10.77.0.1:8765/")


def test_on_two_lans_each_finds_the_office_at_its_own_address(town: Town) -> None:
    host, here = town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    there, switch = town.host(), town.another_switch()
    town.plug(host, "eth1", switch, "10.88.0.1/24")
    town.plug(there, "eth1", switch, "10.88.0.2/24")
    assert town.start(host, "announce", "of1", "Office").line() == "office.local"
    town.looking(here).shows("http://10.77.0.1:8765")
    town.looking(there).shows("http://10.88.0.1:8765")


def test_docker_and_a_vpn_beside_the_lan_stay_out_of_the_announcement(town: Town) -> None:
    host, phone = town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    for name, address in (("docker0", "172.17.0.1/16"), ("br-0123456789ab", "172.18.0.1/16"), ("wg0", "10.8.0.2/24")):
        town.adapter(host, name, address)
    assert town.start(host, "announce", "of1", "Office").line() == "office.local"
    town.looking(phone).shows("http://10.77.0.1:8765")
    assert town.run(phone, "ask_addresses", "10.77.0.2", "office.local") == "10.77.0.1\n"


def test_a_bare_cable_without_dhcp_is_enough(town: Town) -> None:
    host, laptop = town.host("169.254.7.1/16"), town.host("169.254.7.2/16")
    assert town.start(host, "announce", "of1", "Office").line() == "office.local"
    town.looking(laptop).shows("http://169.254.7.1:8765")


def test_on_ipv6_alone_an_office_that_listens_on_it_is_found(town: Town) -> None:
    host, laptop = town.host("fd12:77::1/64"), town.host("fd12:77::2/64")
    assert town.start(host, "announce", "of1", "Office", "::").line() == "office.local"
    town.looking(laptop).shows("http://[fd12:77::1]:8765")


def test_a_liar_who_floods_the_network_neither_fills_the_list_nor_the_memory(town: Town, tmp_path: Path) -> None:
    liar, other, host = town.host("10.77.0.66/24"), town.host("10.77.0.1/24"), town.host("10.77.0.2/24")
    ours = town.serve(host, tmp_path / "a").set_up("Harbour Street")
    assert town.start(other, "announce", "of1", "Office").line() == "office.local"

    def heard() -> list[str]:
        offices = town.phone(host, "get", "http://127.0.0.1:8765/api/offices")["offices"]
        return [f"{office['name']} {office['address']} {office['ours']}" for office in offices]

    both = {"Office 10.77.0.1:8765 False", "Harbour Street 10.77.0.2:8765 True"}
    until(lambda: both <= set(heard()), 15)
    before = memory(ours.pid)
    flood = town.start(liar, "flood", "4")
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
