"""Creates several networks from namespaces: computers with more than one adapter, which can run the program."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.network.conftest import ROOT, Lan, Program, _ip
from tests.support.clocks.stopwatch import Stopwatch


class Namespaces(Lan):
    """A `Lan` whose computers may have more than one adapter."""

    _cables = 0

    def another_switch(self) -> str:
        """Creates another network without a connection to the first. Returns its name for `plug`."""
        self._cables += 1
        name = f"sw{self._cables}"
        _ip("-n", self._switch, "link", "add", name, "type", "bridge", "mcast_snooping", "0")
        _ip("-n", self._switch, "link", "set", name, "up")
        return name

    def plug(self, host: str, adapter: str, switch: str, address: str) -> None:
        """Connects another adapter of the computer to a switch."""
        self._cables += 1
        port = f"q{self._cables}"
        _ip("-n", host, "link", "add", adapter, "type", "veth", "peer", "name", port, "netns", self._switch)
        _ip("-n", self._switch, "link", "set", port, "master", switch, "up")
        _ip("-n", host, "link", "set", adapter, "up")
        self.add_address(host, address, adapter)

    def adapter(self, host: str, name: str, address: str) -> None:
        """Adds an adapter without a network, as docker and VPNs have, with the given name."""
        self._cables += 1
        _ip("-n", host, "link", "add", name, "type", "veth", "peer", "name", f"far{self._cables}")
        _ip("-n", host, "link", "set", f"far{self._cables}", "up")
        _ip("-n", host, "link", "set", name, "up")
        self.add_address(host, address, name)

    def add_address(self, host: str, address: str, adapter: str = "eth0") -> None:
        # Without the second in which IPv6 asks whether another computer has the address.
        _ip("-n", host, "addr", "add", address, "dev", adapter, *(["nodad"] if ":" in address else []))

    def no_multicast(self) -> None:
        """Makes the switch drop multicast packets, as the Wi-Fi of many hotels does."""
        _ip("-n", self._switch, "link", "set", "sw", "type", "bridge", "mcast_snooping", "1")
        for port in self._ports():
            _ip("-n", self._switch, "link", "set", port, "type", "bridge_slave", "mcast_flood", "off")

    def _ports(self) -> list[str]:
        shown = subprocess.run(["ip", "-n", self._switch, "-br", "link"], check=True, capture_output=True, text=True)
        return [line.split("@")[0] for line in shown.stdout.splitlines() if line.startswith("p")]

    def serve(self, host: str, folder: Path, *arguments: str) -> "NamespaceHost":
        """Starts the program on port 8765 with a folder of its own."""
        folder.mkdir()
        serve = ["-m", "chat_desktop", "serve", "--data", str(folder / "data"), "--ready-file", str(folder / "ready")]
        command = ["ip", "netns", "exec", host, sys.executable, "-W", "error", *serve, "--port", "8765", *arguments]
        out = self._stack.enter_context((folder / "out").open("wb"))
        process = self._stack.enter_context(subprocess.Popen(command, stdout=out, stderr=out, cwd=ROOT))
        self._stack.callback(process.kill)
        return NamespaceHost(self, host, folder, process)

    def looking(self, host: str) -> "Looking":
        """Starts a search for offices on a computer."""
        return Looking(self.start(host, "keep_looking"))

    def phone(self, host: str, *asked: str) -> Any:
        """Runs phone.py on a computer and returns its result."""
        return json.loads(self.run(host, "phone", *asked))


class Looking:
    """A search for offices. `urls` holds the ones that it has found at present."""

    def __init__(self, program: Program) -> None:
        self._program, self.urls = program, list[str]()
        threading.Thread(target=self._read, daemon=True).start()

    def shows(self, *urls: str, within: float = 10) -> float:
        """Waits until exactly these are found, and returns the seconds. Raises AssertionError after `within`."""
        return until(lambda: self.urls == list(urls), within)

    def _read(self) -> None:
        with suppress(ValueError):  # at the end of the test its output is closed
            while line := self._program.line():
                self.urls = line.split()[1:]


class NamespaceHost:
    """The program on one of the computers. `pid` is its process id."""

    def __init__(self, namespaces: Namespaces, host: str, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self._namespaces, self._host, self._folder = namespaces, host, folder
        until((folder / "ready").exists, 30)
        self.pid = process.pid

    @property
    def ready(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads((self._folder / "ready").read_text("utf-8"))
        return read

    @property
    def log(self) -> str:
        return (self._folder / "data" / "logs" / "chat-desktop.log").read_text("utf-8")

    def set_up(self, office: str = "Office", owner: str = "Ana") -> "NamespaceHost":
        self._namespaces.phone(self._host, "set-up", str(self.ready["setup_url"]), office, owner)
        return self

    def is_announced(self) -> bool:
        return "is announced on the network as" in self.log


def until(holds: Callable[[], object], seconds: float = 10) -> float:
    """Waits until `holds` is true and returns the seconds, without those of a busy machine. Raises AssertionError after
    `seconds`."""
    with Stopwatch() as watch:
        while not holds():
            assert watch.seconds < seconds, f"it did not come true in {seconds} s"
            time.sleep(0.05)
        return watch.seconds
