"""A login1 of our own on a private bus, with the protocol of the real one: locks, and the signals about sleep."""

import os
import select
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, Message, MessageType, message_bus, new_error, new_method_return, new_signal
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection
from jeepney.wrappers import HeaderFields

NAME, INTERFACE = "org.freedesktop.login1", "org.freedesktop.login1.Manager"
MANAGER = DBusAddress("/org/freedesktop/login1", bus_name=NAME, interface=INTERFACE)
BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="false"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>"""
WAIT_SECONDS = 60.0


class LoginService:
    """Answers Inhibit. `refused` are the modes for which it gives no lock, as polkit does for a service's account."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.refused: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self._locks: dict[tuple[str, str], list[int]] = {}
        self._connection: DBusConnection | None = None

    def begin(self) -> None:
        """Takes the name on the bus."""
        connection = self._connection = open_dbus_connection(self.address, True, WAIT_SECONDS)
        connection.send(message_bus.RequestName(NAME))
        self._thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Leaves the bus, as when login1 is restarted."""
        assert self._connection is not None
        self._connection.interrupt()
        self._thread.join(WAIT_SECONDS)
        self._connection.close()
        for read in [read for reads in self._locks.values() for read in reads]:
            os.close(read)
        self._locks.clear()

    def held(self) -> set[tuple[str, str]]:
        """The locks that are held, as (what, mode). A lock ends when its holder closes the descriptor."""
        found = set()
        for key, reads in list(self._locks.items()):
            if any(not select.select([read], [], [], 0)[0] for read in reads):
                found.add(key)
        return found

    def until_held(self, *wanted: tuple[str, str]) -> None:
        """Waits until exactly these locks are held."""
        _await(lambda: self.held() == set(wanted), lambda: f"held: {self.held()}, wanted: {wanted}")

    def until_given_back(self, lock: tuple[str, str]) -> None:
        """Waits until this lock is not held, whatever others are."""
        _await(lambda: lock not in self.held(), lambda: f"held: {self.held()}, unwanted: {lock}")

    def until_asked(self, lock: tuple[str, str]) -> None:
        """Waits until this lock was asked for, given or not."""
        _await(lambda: lock in self.asked, lambda: f"asked: {self.asked}, wanted: {lock}")

    def tell(self, member: str, starts: bool) -> None:
        """Sends PrepareForSleep or PrepareForShutdown."""
        assert self._connection is not None
        self._connection.send(new_signal(MANAGER, member, "b", (starts,)))

    def _serve(self, connection: DBusConnection) -> None:
        try:
            while True:
                message = connection.receive()
                if message.header.message_type is MessageType.method_call:
                    self._answer(connection, message)
        except ReceiveStopped:
            pass

    def _answer(self, connection: DBusConnection, message: Message) -> None:
        member = message.header.fields.get(HeaderFields.member)
        if member != "Inhibit":
            connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))
            return
        what, _who, _why, mode = message.body
        self.asked.append((what, mode))
        if mode in self.refused:
            connection.send(new_error(message, "org.freedesktop.DBus.Error.AccessDenied", "s", ("no",)))
            return
        read, write = os.pipe()
        self._locks.setdefault((what, mode), []).append(read)
        connection.send(new_method_return(message, "h", (write,)))
        os.close(write)


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """A bus without any services; its address."""
    settings = folder / "bus.conf"
    settings.write_text(BUS)
    command = ["dbus-daemon", f"--config-file={settings}", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@contextmanager
def login_service(folder: Path) -> Iterator[LoginService]:
    """A login1 on a bus of its own."""
    with private_bus(folder) as address:
        service = LoginService(address)
        service.begin()
        try:
            yield service
        finally:
            service.end()


def surroundings(service: LoginService) -> dict[str, Any]:
    """The environment of a program that is to find this login1."""
    return {"DBUS_SYSTEM_BUS_ADDRESS": service.address}


def _await(holds: Callable[[], bool], told: Callable[[], str]) -> None:
    """Waits until HOLDS. Raises AssertionError with what TOLD returns after WAIT_SECONDS."""
    end = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < end, told()
        time.sleep(0.01)
