"""A start that cannot be is one sentence and status 2; a start that was is ended in order by every signal to stop."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest

from chat_desktop.config import Config
from chat_desktop.errors import StartError
from chat_desktop.runtime import start_checks
from tests.conftest import StartHost
from tests.support.hosts.host_process import ROOT, ServedHost

LIMIT_SECONDS = 60
posix = pytest.mark.skipif(os.name != "posix", reason="POSIX has these limits and signals")

HOMELESS = """
import os, pwd, sys
os.environ.pop("HOME", None)
def nobody(*_): raise KeyError("uid not found")
pwd.getpwuid = pwd.getpwnam = nobody
from chat_desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def refused(
    *arguments: str, program: Sequence[str] = ("-m", "chat_desktop"), before: Sequence[str] = (), folder: Path = ROOT
) -> str:
    """The sentence with which `serve` does not start."""
    command = [*before, sys.executable, *program, "serve", "--host", "127.0.0.1", "--no-discovery", "--port", "0"]
    done = subprocess.run(
        [*command, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert done.stdout == ""
    return done.stderr.strip()


def test_a_name_that_no_office_may_have_is_told(tmp_path: Path) -> None:
    said = refused("--data", str(tmp_path / "data"), "--office", "Ac\N{RIGHT-TO-LEFT OVERRIDE}me")
    assert said == "The office cannot be called 'Ac\\u202eme'. This contains invisible characters. Remove them."
    assert not (tmp_path / "data" / "chat.db").exists()


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "\x1b[2J", "\ud800"])
def test_a_name_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(StartError, match="cannot be called"):
        start_checks.check(Config(tmp_path / "data", office=name))


def limited(how: str, many: int) -> list[str]:
    return ["bash", "-c", f'ulimit {how} -n {many}; exec "$@"', "bash"]


@posix
def test_too_few_files_to_serve_are_told(tmp_path: Path) -> None:
    said = refused("--data", str(tmp_path / "data"), before=limited("", 64))
    assert said.startswith("This program may open 64 files at once, too few to serve an office.")
    assert "ulimit -n 1024" in said


@posix
def test_a_bound_that_may_be_raised_is_raised(start_host: StartHost, tmp_path: Path) -> None:
    with_bound = ServedHost(tmp_path, before=limited("-S", 64))
    try:
        connections = [socket.create_connection(("127.0.0.1", port_of(with_bound))) for _ in range(15)]
        assert with_bound.browser().get("/healthz").status == 200
        for connection in connections:
            connection.close()
        with_bound.stop()
        assert with_bound.errors == ""
    finally:
        with_bound.kill()


def port_of(host: ServedHost) -> int:
    return int(host.url.rsplit(":", 1)[1])


@posix
@pytest.mark.parametrize("number", ["SIGHUP", "SIGINT"])
def test_each_signal_to_stop_ends_the_host_in_order(start_host: StartHost, number: str) -> None:
    host = start_host()
    host.process.send_signal(getattr(signal, number))
    assert host.process.wait(20) == 0
    assert host.errors == ""
    assert not (host.data / "host.json").exists()
    assert not (host.data.parent / "ready.json").exists()
    assert not (host.data / "chat.db-wal").exists()


@posix
def test_a_host_that_is_to_outlive_its_terminal_does(tmp_path: Path) -> None:
    host = ServedHost(tmp_path, before=["nohup"])
    try:
        host.process.send_signal(signal.SIGHUP)
        assert host.browser().get("/healthz").status == 200
        host.stop()
    finally:
        host.kill()


@posix
def test_a_terminal_that_is_closed_ends_the_host_in_order(tmp_path: Path) -> None:
    """It hears of it by SIGHUP, and finds that it can write to it no more."""
    master, terminal = os.openpty()
    command = [sys.executable, "-m", "chat_desktop", "serve", "--host", "127.0.0.1", "--no-discovery", "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-c", AT_A_TERMINAL, *command, "--data", str(tmp_path / "data")],
        cwd=ROOT,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
    ) as process:
        os.close(terminal)
        said = b""
        while b"Stop it with" not in said:
            said += os.read(master, 4_096)
        os.close(master)
        try:
            assert process.wait(20) == 0
        finally:
            with suppress(ProcessLookupError):
                process.kill()
    assert not (tmp_path / "data" / "host.json").exists()


AT_A_TERMINAL = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


@posix
def test_a_second_host_finds_the_folder_taken_even_if_the_lock_was_deleted(start_host: StartHost) -> None:
    host = start_host().set_up()
    (host.data / "host.lock").unlink()
    said = refused("--data", str(host.data))
    assert said.startswith(f"Another Chat Desktop (process {host.process.pid}) is using the folder")
    assert host.ana.get("/api/rooms").status == 200


def test_an_empty_database_is_not_taken_for_a_new_office(start_host: StartHost) -> None:
    host = start_host().set_up()
    host.stop()
    database = host.data / "chat.db"
    database.write_bytes(b"")
    said = refused("--data", str(host.data))
    beginning = f"The database {database} is empty, but the folder holds other files of an office (host.lock)."
    assert said.startswith(beginning)
    assert database.read_bytes() == b""
    assert refused("--data", str(host.data)) == said


def test_a_port_that_is_taken_at_the_first_start_does_not_spoil_the_second(tmp_path: Path) -> None:
    folder = tmp_path / "host"
    folder.mkdir()
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        refused("--data", str(folder / "data"), "--port", str(taken.getsockname()[1]))
    host = ServedHost(folder)
    try:
        assert host.set_up().ana.get("/api/rooms").status == 200
    finally:
        host.kill()


NO_THREADS = """
import sys, threading
from chat_desktop.__main__ import main
def refuse(self): raise RuntimeError("can't start new thread")
threading.Thread.start = refuse
sys.exit(main(sys.argv[1:]))
"""


def test_a_system_that_has_no_thread_to_give_is_told(tmp_path: Path) -> None:
    said = refused("--data", str(tmp_path / "data"), program=("-c", NO_THREADS))
    assert said == "The host cannot start: can't start new thread."
    assert "Traceback" in (tmp_path / "data" / "logs" / "chat-desktop.log").read_text("utf-8")
    assert not (tmp_path / "data" / "host.json").exists()


@posix
def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = ["bash", "-c", f'mkdir "{tmp_path}/x"; cd "{tmp_path}/x"; rmdir "{tmp_path}/x"; exec "$@"', "bash"]
    said = refused("--data", "office", before=gone)
    assert said == "The setting data cannot be 'office': the current folder is gone; give the whole path."


@posix
def test_an_account_without_a_home_folder_is_told(tmp_path: Path) -> None:
    said = refused(program=("-c", HOMELESS), folder=tmp_path)
    assert said == "This account has no home folder. Use --data DIR to choose where the office is stored."
    said = refused("--data", "~/office", program=("-c", HOMELESS), folder=tmp_path)
    assert said.startswith("The setting data cannot be '~/office'")
    assert list(tmp_path.iterdir()) == []
