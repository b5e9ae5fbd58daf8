"""The whole examination: all at once, in bounded time, and never a failure of its own."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chat_desktop.languages.sentences import sentence
from chat_desktop.network.doctor import check_runner, platform_tools
from chat_desktop.network.doctor.check_runner import PROBES, Probe, run_checks
from chat_desktop.network.doctor.checks import Check
from chat_desktop.network.doctor.probes import certificate, machine, reach
from chat_desktop.network.doctor.subject import Subject, for_folder
from chat_desktop.network.doctor.topics import Topic
from tests.conftest import StartHost
from tests.support.hosts.host_process import ROOT, ServedHost

NOW = datetime(2026, 11, 23, tzinfo=UTC)
HERE = Subject(Path(), 8765)


def probe(name: str, work: Any) -> tuple[Topic, Probe]:
    topic = Topic(name)
    return topic, lambda subject: work(topic)


def test_a_probe_that_hangs_is_not_waited_for_and_the_others_are_heard_in_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = threading.Event()
    together = threading.Barrier(3)
    limit = 60.0
    # The time is over as soon as two have answered, however long these take.
    seconds = iter([0.0, 0.0, 0.0, limit])
    monkeypatch.setattr(check_runner, "time", SimpleNamespace(monotonic=lambda: next(seconds)))

    def meets_the_others(topic: Topic) -> Check:
        together.wait(30)  # one after the other they would never meet
        return topic.ok(sentence("check.vpn"))

    def hangs(topic: Topic) -> Check:
        together.wait(30)
        over.wait(60)
        return topic.ok(sentence("check.vpn"))

    probes = [probe("one", meets_the_others), probe("two", hangs), probe("three", meets_the_others)]
    checks = run_checks(HERE, probes, limit)
    over.set()
    assert [(check.id, check.state) for check in checks] == [("one", "ok"), ("two", "unknown"), ("three", "ok")]


def test_probes_that_hang_are_left_at_the_limit() -> None:
    over = threading.Event()
    (check,) = run_checks(HERE, [probe("hangs", lambda topic: over.wait(60))], limit=0.1)
    over.set()
    assert check.state == "unknown"


def test_a_probe_that_fails_is_unknown_and_one_that_does_not_apply_is_left_out() -> None:
    probes = [probe("broken", lambda topic: 1 / 0), probe("elsewhere", lambda topic: None)]
    (check,) = run_checks(HERE, probes)
    assert (check.id, check.state) == ("broken", "unknown")


def test_every_probe_has_a_name_of_its_own() -> None:
    assert len({topic.id for topic, _ in PROBES}) == len(PROBES) == 11


def test_a_tool_that_does_not_end_or_is_not_there_is_no_answer(tmp_path: Path) -> None:
    began = time.monotonic()
    assert platform_tools.run(sys.executable, "-c", "import time; time.sleep(60)", limit=0.3) is None
    assert time.monotonic() - began < 30
    assert platform_tools.run(str(tmp_path / "nowhere")) is None
    assert platform_tools.run("python3") is None  # only absolute paths: no search
    ran = platform_tools.run(
        sys.executable, "-c", "import os; print(os.environ['LC_ALL']); raise SystemExit(3)", limit=60
    )
    assert ran is not None
    assert (ran.status, ran.output.strip()) == (3, "C")


@pytest.mark.parametrize(("free", "state"), [(50 * 1024**2, "failed"), (500 * 1024**2, "warning"), (2**40, "ok")])
def test_the_disk(free: int, state: str) -> None:
    assert machine.evaluate_disk(free).state == state


@pytest.mark.parametrize(
    ("now", "newest", "state"),
    [
        (NOW, NOW, "ok"),
        (NOW.replace(year=2019), NOW.replace(year=2018), "warning"),
        (NOW, NOW + timedelta(hours=1), "warning"),
        (NOW, NOW + timedelta(seconds=30), "ok"),
    ],
)
def test_the_clock(now: datetime, newest: datetime, state: str) -> None:
    assert machine.evaluate_clock(now.timestamp(), newest.timestamp()).state == state


def made(*addresses: str, days: int = 30, begins: datetime = NOW - timedelta(days=1)) -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Office")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + timedelta(days=days))
    names = [x509.IPAddress(ip_address(address)) for address in addresses]
    return builder.add_extension(x509.SubjectAlternativeName(names), critical=False).sign(key, hashes.SHA256())


@pytest.mark.parametrize(
    ("shown", "state", "word"),
    [
        (made("192.168.1.5", "127.0.0.1"), "ok", "fits"),
        (made("192.168.1.4"), "failed", "192.168.1.5"),
        (made("192.168.1.5", days=5), "warning", "expires"),
        (made("192.168.1.5", begins=NOW - timedelta(days=60)), "failed", "expired"),
        (made("192.168.1.5", begins=NOW + timedelta(days=60)), "failed", "clock"),
    ],
)
def test_the_certificate_of_secure_mode(shown: x509.Certificate, state: str, word: str) -> None:
    check = certificate.evaluate(shown, ["192.168.1.5"], NOW)
    assert check.state == state
    assert word in check.detail


def test_a_host_in_secure_mode_has_its_certificate_examined_and_another_does_not(
    start_host: StartHost, host: ServedHost
) -> None:
    def examined(served: ServedHost) -> list[str]:
        checks = served.ana.get("/api/doctor").expect()["checks"]
        return [check["state"] for check in checks if check["id"] == "certificate"]

    assert examined(start_host("--secure").set_up()) == ["ok"]
    assert examined(host) == []


class Stranger(BaseHTTPRequestHandler):
    """Another program that serves HTTP on a port that was ours."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ok": true, "office": {}}')

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def stranger() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_another_programs_port_is_not_taken_for_our_host(stranger: HTTPServer, tmp_path: Path) -> None:
    card = {"pid": 1, "port": stranger.server_port, "secret": "x"}
    (tmp_path / "host.json").write_text(json.dumps(card), "utf-8")
    found = for_folder(tmp_path, None, "127.0.0.1", False)
    assert (found.running, found.port) == (False, 8765)
    taken = reach.check(Subject(tmp_path, stranger.server_port, "127.0.0.1", running=False))
    assert taken is not None
    assert taken.state == "warning"


def ask(data: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """`chat-desktop doctor` without multicast, which would leave this computer."""
    command = [sys.executable, "-W", "error", "-m", "chat_desktop", "doctor", "--data", str(data), "--no-discovery"]
    return subprocess.run([*command, *flags], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


def test_the_command_finds_the_host_that_runs_and_says_where_it_listens(host: ServedHost) -> None:
    done = ask(host.data, "--json", "--host", "127.0.0.1")
    assert done.stderr == ""
    checks = {check["id"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks["port"]["detail"].startswith(f"The host answers at 127.0.0.1:{host.url.rsplit(':', 1)[1]}")
    assert set(checks) >= {"interfaces", "address", "vpn", "firewall", "port", "mdns", "clock", "disk"}
    assert done.returncode == int(any(check["state"] == "failed" for check in checks.values()))


def test_a_host_that_nobody_else_reaches_is_a_failure_with_its_own_exit_status(start_host: StartHost) -> None:
    """The host of the tests listens on loopback alone; asked for the whole network, that is what is wrong."""
    served = start_host()
    done = ask(served.data)
    lines = done.stdout.splitlines()
    if "FAILED  Port" in lines:
        assert done.returncode == 1
        assert "Only this computer can reach the host" in " ".join(line.strip() for line in lines)
    else:  # a machine without any network of its own
        assert "FAILED  Networks" in lines


def test_without_a_host_the_command_says_so_and_makes_no_folder(tmp_path: Path) -> None:
    done = ask(tmp_path / "nobody", "--json", "--port", "0")
    port = next(check for check in json.loads(done.stdout)["checks"] if check["id"] == "port")
    assert "No host is running with this data folder" in port["detail"]
    assert not (tmp_path / "nobody").exists()
