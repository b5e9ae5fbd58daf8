"""Runs an office whose host can be killed, frozen and started again at the same address."""

import contextlib
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.office import OfficeFile, make
from benchmarks.usage import Usage, of
from chat_desktop.storage.database import FILE_NAME
from tests.faults.support.simulated_page import Page
from tests.support.hosts.held_port import held_port
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser
from tests.support.hosts.kept_sockets import keep
from tests.support.hosts.socket_client import SocketClient


class Site:
    """`without` names the defences of weaknesses.py and access_weaknesses.py that are taken out of the host."""

    def __init__(
        self, folder: Path, people: int, *, without: str = "", environment: Mapping[str, str] | None = None
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.without, self.environment = folder, without, environment
        self.office: OfficeFile = make(folder / "data", people)
        self._held = contextlib.ExitStack()
        self.port = int(self._held.enter_context(held_port()))
        self._has_started = False
        self.ready_s = 0.0

    @property
    def home(self) -> str:
        return self.office.rooms[0]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "data" / FILE_NAME

    def start(self) -> None:
        """Starts the host at the same port as before, and waits until it is ready."""
        begun = time.monotonic()
        self.host = ServedHost(
            self.folder,
            "--port",
            str(self.port),
            program=("-m", "tests.faults.support.launch", self.without) if self.without else ("-m", "chat_desktop"),
            environment=self.environment,
        )
        self._has_started = True
        self.ready_s = time.monotonic() - begun

    def kill(self) -> None:
        """Ends the host with SIGKILL."""
        self.host.kill()

    def freeze(self) -> None:
        """Stops the process of the host with SIGSTOP."""
        self.host.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Continues the process of the host with SIGCONT."""
        self.host.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """Ends the host: with SIGTERM if it runs and has its defences, and else with SIGKILL."""
        self._held.close()
        if not self._has_started:
            return
        if self.host.process.poll() is None and not self.without:
            self.thaw()
            self.host.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.host.process.wait(20)
        self.host.kill()

    def page(self, person: int, port: int | None = None, *, name: str = "", syncs: bool = True) -> Page:
        """Returns a simulated page of a person, through the proxy at `port` if given. `name` begins its client ids."""
        host = f"127.0.0.1:{self.port}"
        return Page(host, self.office.cookies[person], port, name=name or f"p{person}", syncs=syncs)

    def client(self, person: int) -> SocketClient:
        """Returns a connected client of a person. Its pings are answered while its test leaves it alone."""
        return keep(SocketClient(self.url, self.office.cookies[person]))

    def browser(self, person: int) -> Browser:
        """Returns a browser in which the person is signed in."""
        browser = Browser(self.url)
        name, _, value = self.office.cookies[person].partition("=")
        browser.cookies[name] = value
        return browser

    def usage(self) -> Usage:
        """Returns the CPU time and memory of the host."""
        return of(self.host.process.pid)

    def stored(self) -> list[str]:
        """Returns the client ids of the first room by seq from the database, whose integrity it checks."""
        return client_ids(self.database, self.home)


def client_ids(path: Path, room_id: str) -> list[str]:
    """Returns the client ids of a room by seq. Raises AssertionError if the database is damaged or a seq is missing."""
    with contextlib.closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = database.execute("SELECT seq, client_id FROM messages WHERE room_id = ? ORDER BY seq", (room_id,))
        found = rows.fetchall()
    assert [seq for seq, _ in found] == list(range(1, len(found) + 1)), "seq has a hole"
    return [client_id for _, client_id in found]


@contextlib.contextmanager
def site(folder: Path, people: int, *, without: str = "", started: bool = True, **environment: str) -> Iterator[Site]:
    found = Site(folder, people, without=without, environment=environment)
    try:
        if started:
            found.start()
        yield found
    finally:
        found.close()
