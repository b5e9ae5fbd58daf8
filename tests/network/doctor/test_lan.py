"""The doctor on real networks: namespaces on one switch, with the kernel's own firewall."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.network.conftest import ROOT, Lan

pytestmark = pytest.mark.netns

PYTHON = sys.executable
SHUT = """table inet filter { chain input { type filter hook input priority 0; policy drop;
iif "lo" accept
ct state established,related accept
%s
}
}
"""
GET = """import sys, http.client
there = http.client.HTTPConnection(sys.argv[1], 8765, timeout=float(sys.argv[2]))
there.request("GET", "/healthz")
print(there.getresponse().status)
"""


def inside(host: str, *command: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    full = ["ip", "netns", "exec", host, *command]
    return subprocess.run(full, capture_output=True, text=True, timeout=30, check=False, cwd=ROOT, **options)


def ip(host: str, *words: str) -> None:
    subprocess.run(["ip", "-n", host, *words], check=True, capture_output=True)


def run_checks(host: str, data: Path, *flags: str) -> dict[str, Any]:
    done = inside(host, PYTHON, "-m", "tests.network.programs.examine", str(data), *flags)
    checks = {check["id"]: check for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == int(any(check["state"] == "failed" for check in checks.values())), done.stderr
    return checks


def reaches(host: str, address: str, seconds: float = 20.0) -> bool:
    return inside(host, PYTHON, "-c", GET, address, str(seconds)).stdout == "200\n"


def is_shut_out(host: str, address: str) -> bool:
    return not reaches(host, address, 1.5)


class Office:
    """A host in a namespace at port 8765."""

    def __init__(self, lan: Lan, host: str, data: Path, *flags: str) -> None:
        self.data, self.host = data, host
        ready = data.parent / "ready.json"
        lan.start(host, "examine", str(data), "--serve", "--port", "8765", "--ready-file", str(ready), *flags)
        deadline = time.monotonic() + 30
        while not ready.exists():
            assert time.monotonic() < deadline, "the host did not start"
            time.sleep(0.05)

    def run_checks(self, *flags: str) -> dict[str, Any]:
        return run_checks(self.host, self.data, *flags)

    def until(self, name: str, state: str) -> Any:
        """Its announcement takes some seconds."""
        deadline = time.monotonic() + 20
        while (check := self.run_checks()[name])["state"] != state:
            assert time.monotonic() < deadline, check
        return check


@pytest.fixture
def office(lan: Lan, tmp_path: Path) -> Office:
    return Office(lan, lan.host("10.77.0.1/24"), tmp_path / "data")


def test_on_an_ordinary_network_nothing_is_wrong_and_the_office_is_heard(lan: Lan, office: Office) -> None:
    colleague = lan.host("10.77.0.2/24")
    heard = office.until("mdns", "ok")
    assert heard["detail"].endswith(".local at 10.77.0.1.")
    checks = office.run_checks()
    assert {name: check["state"] for name, check in checks.items()} == dict.fromkeys(checks, "ok")
    assert "10.77.0.1" in checks["address"]["detail"]
    assert reaches(colleague, "10.77.0.1")


@pytest.mark.skipif(not shutil.which("nft"), reason="needs nftables")
def test_a_firewall_that_shuts_colleagues_out_is_seen_where_asking_oneself_sees_nothing(
    lan: Lan, office: Office
) -> None:
    colleague = lan.host("10.77.0.2/24")
    inside(office.host, "nft", "-f", "-", input=SHUT % "")
    shut = office.run_checks("--no-discovery")
    assert is_shut_out(colleague, "10.77.0.1")
    assert (shut["firewall"]["state"], shut["port"]["state"]) == ("failed", "ok")
    assert "8765" in shut["firewall"]["cure"]
    inside(office.host, "nft", "-f", "-", input="flush ruleset\n" + SHUT % "tcp dport 8765 accept")
    assert office.run_checks("--no-discovery")["firewall"]["state"] == "ok"
    assert reaches(colleague, "10.77.0.1")


def test_what_a_wifi_does_between_its_devices_cannot_be_seen_from_the_host(lan: Lan, office: Office) -> None:
    """Client isolation, and a phone in another network: nothing arrives, nothing is wrong here; the panel says it."""
    isolated, elsewhere = lan.host("10.77.0.2/24"), lan.host("192.168.50.2/24")
    assert reaches(isolated, "10.77.0.1")
    lan.isolate(office.host, isolated)
    assert is_shut_out(isolated, "10.77.0.1")
    assert is_shut_out(elsewhere, "10.77.0.1")
    states = {name: check["state"] for name, check in office.run_checks("--no-discovery").items()}
    assert "failed" not in states.values()
    assert states["port"] == states["firewall"] == "ok"


def test_of_two_lans_and_a_vpn_the_doctor_says_which_carries_the_link_and_why(lan: Lan, tmp_path: Path) -> None:
    host = lan.host("10.77.0.1/24")
    for name, address in (("wlan0", "10.88.0.1/24"), ("tun0", "10.8.0.2/24")):
        ip(host, "link", "add", name, "type", "veth", "peer", "name", f"far-{name}")
        ip(host, "link", "set", f"far-{name}", "up")
        ip(host, "addr", "add", address, "dev", name)
        ip(host, "link", "set", name, "up")
    ip(host, "route", "add", "default", "via", "10.88.0.254")
    checks = run_checks(host, tmp_path, "--no-discovery")
    assert "eth0 (10.77.0.1)" in checks["interfaces"]["detail"]
    assert "wlan0 (10.88.0.1)" in checks["interfaces"]["detail"]
    assert "use 10.88.0.1 because wlan0 is this computer's way to the internet" in checks["address"]["detail"]
    assert checks["vpn"]["state"] == "ok"
    ip(host, "route", "replace", "default", "dev", "tun0")
    checks = run_checks(host, tmp_path, "--no-discovery")
    assert checks["vpn"]["state"] == "warning"
    assert "tun0 (10.8.0.2)" in checks["vpn"]["detail"]
    assert "use 10.8.0.2" not in checks["address"]["detail"]


def test_a_port_for_announcements_that_somebody_keeps_is_a_warning_and_no_more(lan: Lan, tmp_path: Path) -> None:
    host = lan.host("10.77.0.1/24")
    assert run_checks(host, tmp_path)["mdns"]["state"] == "ok"
    assert lan.start(host, "keep_port", "5353").line() == "kept"
    check = run_checks(host, tmp_path)["mdns"]
    assert check["state"] == "warning"
    assert "Address already in use" in check["detail"]
    assert "QR code work without it" in check["cure"]


def test_a_computer_on_no_network_is_told_so_first(lan: Lan, tmp_path: Path) -> None:
    checks = run_checks(lan.host(), tmp_path)
    assert checks["interfaces"]["state"] == checks["address"]["state"] == "failed"
    assert checks["mdns"]["state"] == "unknown"
