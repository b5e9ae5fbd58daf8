"""Fault 10: the port is taken, the folder is held, the lock is stale. One sentence, status 2, and one writer."""

import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.conftest import Figure, OpenSite
from tests.faults.support.fault_site import Site
from tests.support.hosts.host_process import ROOT, ServedHost

BOUND_SECONDS = 60.0


def second_start(
    data: Path, *arguments: str, program: tuple[str, ...] = ("-m", "chat_desktop")
) -> tuple[int, str, float]:
    """Status, standard error and seconds of a host that is not to start; it is ended if it does."""
    command = [
        sys.executable,
        *program,
        "serve",
        "--host",
        "127.0.0.1",
        "--no-discovery",
        "--data",
        str(data),
        *arguments,
    ]
    begun = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=BOUND_SECONDS, check=False)
    return done.returncode, done.stderr, time.monotonic() - begun


def importing_s() -> float:
    """What the interpreter takes for the program's modules: the part of a start that is nobody's decision."""
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", "import chat_desktop.runtime.headless"], cwd=ROOT, check=True, timeout=BOUND_SECONDS
    )
    return time.monotonic() - begun


def test_a_port_that_is_taken_is_told(open_site: OpenSite, tmp_path: Path, figure: Figure, is_long: bool) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        status, said, took = second_start(tmp_path / "data", "--port", str(port))
    figure(10, f"port taken: status {status} and one sentence in {took:.1f} s")
    assert status == 2
    assert str(port) in said
    assert len(said.strip().splitlines()) == 1
    assert took < max(2.0, 2 * importing_s()) or not is_long


def test_a_second_start_on_a_folder_in_use_is_told(open_site: OpenSite, figure: Figure, is_long: bool) -> None:
    site = open_site(1)
    status, said, took = second_start(site.database.parent, "--port", "0")
    figure(10, f"folder in use: status {status} and one sentence in {took:.1f} s")
    assert status == 2
    assert "Another Chat Desktop" in said
    assert len(said.strip().splitlines()) == 1
    assert site.browser(0).get("/healthz").status == 200
    assert took < max(2.0, 2 * importing_s()) or not is_long


def test_what_a_killed_host_left_behind_holds_nobody_up(open_site: OpenSite, figure: Figure) -> None:
    """The lock goes with its process; the card that names it stays, and is stale."""
    site = open_site(1)
    site.kill()
    left = sorted(path.name for path in site.database.parent.iterdir())
    site.start()
    assert "host.json" in left
    assert "chat.db-wal" in left
    assert site.browser(0).get("/healthz").status == 200
    figure(10, f"stale lock: serving again in {site.ready_s:.1f} s")


def test_without_the_lock_two_hosts_write_one_database(open_site: OpenSite, tmp_path: Path) -> None:
    without = "folder_lock,other_copies"
    site = open_site(1, without=without)
    ready = tmp_path / "second"
    ready.mkdir()
    second = ServedHost(
        ready, "--data", str(site.database.parent), program=("-m", "tests.faults.support.launch", without)
    )
    try:
        assert both_write(site, second)
    finally:
        second.kill()


def both_write(site: Site, second: ServedHost) -> bool:
    browsers = [site.browser(0), second.browser()]
    browsers[1].cookies = browsers[0].cookies
    for number, browser in enumerate(browsers):
        browser.make_room(f"Room of host {number}")
    with closing(sqlite3.connect(site.database)) as database:
        return bool(database.execute("SELECT count(*) = 2 FROM rooms WHERE name LIKE 'Room of%'").fetchone()[0])


@pytest.mark.parametrize("times", [3])
def test_of_several_starts_at_once_one_serves(tmp_path: Path, times: int) -> None:
    """The race for the lock has one winner, and the others say so."""
    data = tmp_path / "data"
    command = [sys.executable, "-m", "chat_desktop", "serve", "--host", "127.0.0.1", "--no-discovery", "--port", "0"]
    processes = [
        subprocess.Popen([*command, "--data", str(data)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(times)
    ]
    try:
        deadline = time.monotonic() + BOUND_SECONDS
        while sum(process.poll() is None for process in processes) > 1 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert sorted(str(process.poll()) for process in processes) == ["2"] * (times - 1) + ["None"]
    finally:
        for process in processes:
            process.kill()
            process.communicate()
