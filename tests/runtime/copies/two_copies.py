"""Two copies of one office, each served by a real host on the loopback address."""

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from chat_desktop.operations.backup import keys, making, restoring
from chat_desktop.operations.backup.making import Source
from chat_desktop.operations.backup.progress import Progress
from chat_desktop.storage import newer_copy
from tests.conftest import StartHost
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.socket_client import SocketClient

PASSPHRASE = "four words do well"
WAIT_SECONDS = 60.0


def serve(start_host: StartHost, folder: str, *more: str) -> ServedHost:
    """Starts a host whose pages, and whose copies, look for it at 127.0.0.1."""
    return start_host("--allow-host", "127.0.0.1", *more, folder=folder)


def set_up(start_host: StartHost, *more: str) -> ServedHost:
    """Returns the first host. Its identity exists, as a page has been loaded, and its address is stored."""
    host = serve(start_host, "first", *more).set_up()
    host.ana.get("/api/boot").expect()
    until(lambda: addresses(host.data))
    return host


def restored(host: ServedHost, folder: Path) -> None:
    """Restores a backup of a served office into FOLDER/data."""
    key = keys.new_key(PASSPHRASE, cost=2)
    made = folder.with_suffix(".chatbackup")
    making.make_bundle(Source(host.data, host.data / "files"), made, key, time.time_ns() // 1_000_000, Progress())
    restoring.restore(made, folder / "data", key, Progress())


def copied(host: ServedHost, folder: Path) -> None:
    """Copies the folder of an office that is closed."""
    shutil.copytree(host.data, folder / "data")


def term(data: Path) -> int:
    with closing(sqlite3.connect(data / "chat.db")) as database:
        (found,) = database.execute("SELECT term FROM office").fetchone()
        return int(found)


def addresses(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "chat.db")) as database:
        return [host for (host,) in database.execute("SELECT host FROM addresses WHERE host = '127.0.0.1'")]


def stopped(host: ServedHost) -> bool:
    return newer_copy.read(host.data) is not None


def writes(host: ServedHost, body: str = "Hello") -> str | None:
    """Posts a message as Ana. Returns the error's code, or None when it was stored."""
    ana = host.ana
    with SocketClient(host.url, ana.cookie) as socket:
        message = {"room_id": ana.home(), "client_id": f"c{time.monotonic_ns()}", "body": body}
        ack = socket.ask("message:post", message)
    return None if ack["ok"] else str(ack["error"]["code"])


def continue_as(host: ServedHost, before: ServedHost) -> ServedHost:
    """Ana has the same session at another copy, whose cookies are named by the same office."""
    host.ana.cookies = dict(before.ana.cookies)
    host.ana.user = before.ana.user
    return host


def until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)
