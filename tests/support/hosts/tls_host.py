"""Runs a host in secure mode on a network of its own, with browsers that trust its authority or do not.

Plain http is whole at a loopback address, so that what others on the network meet is seen only at another one: a
namespace has it, and nobody else is on it.
"""

import ctypes
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright

from tests.support.browsers.pages import system_chromium
from tests.support.hosts.host_process import ServedHost
from tests.support.hosts.http_browser import Browser

ADDRESS, MOVED = "10.77.0.1", "10.77.0.2"
CLONE_NEWNET = 0x40000000
BANK = "bank.example"
CHROMIUM = [
    f"--host-resolver-rules=MAP {BANK} {ADDRESS}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


class Place:
    """A network namespace with one address beside loopback."""

    def __init__(self, stack: ExitStack) -> None:
        self.name = f"cd{os.getpid()}-s"
        _ip("netns", "add", self.name)
        stack.callback(_ip, "netns", "del", self.name)
        self.ip("link", "set", "lo", "up")
        self.ip("link", "add", "eth0", "type", "veth", "peer", "name", "eth1")
        self.ip("link", "set", "eth1", "up")
        self.ip("link", "set", "eth0", "up")
        self.ip("addr", "add", f"{ADDRESS}/24", "dev", "eth0")

    def ip(self, *arguments: str) -> None:
        _ip("-n", self.name, *arguments)

    @property
    def before(self) -> list[str]:
        """The command that starts a program in this namespace; the program follows it."""
        return ["ip", "netns", "exec", self.name]

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Moves the thread into the namespace. Sockets that it creates meanwhile stay there."""
        with Path("/proc/thread-self/ns/net").open() as outside, Path("/run/netns", self.name).open() as inside:
            _enter(inside.fileno())
            try:
                yield
            finally:
                _enter(outside.fileno())


class SecureHost(ServedHost):
    """In a `Place`, found at `ADDRESS`. `authority` is its certificate in PEM, once it is in secure mode."""

    def __init__(self, place: Place, folder: Path, *arguments: str) -> None:
        self.place = place
        super().__init__(folder, "--host", "0.0.0.0", *arguments, before=place.before)

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def authority(self) -> str:
        text = (self.data / "tls" / "authority.pem").read_text("ascii")
        return text[text.index("-----BEGIN CERTIFICATE-----") :]

    def at(self, address: str = ADDRESS, scheme: str = "http", source: str = "") -> "NetBrowser":
        """A browser that asks at this address, from `source` where that is not the same one."""
        return NetBrowser(self, f"{scheme}://{address}:{self.port}", source)

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cadata=self.authority)


class NetBrowser(Browser):
    """A browser without a screen, on the host's network; by https it trusts the host's authority alone."""

    def __init__(self, host: SecureHost, url: str, source: str = "") -> None:
        super().__init__(url)
        self._host, self._source = host, (source, 0) if source else None

    def ask(self, *arguments: Any, **options: Any) -> Any:
        with self._host.place.inside():
            return super().ask(*arguments, **options)

    def connection(self, netloc: str) -> HTTPConnection:
        if self.url.startswith("https:"):
            return HTTPSConnection(netloc, timeout=20, context=self._host.trusting())
        return HTTPConnection(netloc, timeout=20, source_address=self._source)


def launch(playwright: Playwright, place: Place, folder: Path, authority: str | None) -> Chromium:
    """Starts Chromium in the namespace. It trusts `authority` (PEM) if that is given."""
    folder.mkdir()
    if authority is not None:
        trust(folder, authority)
    command = " ".join([*place.before, system_chromium() or "chromium"])
    program = folder / "chromium"
    program.write_text(f'#!/bin/sh\nHOME={folder} exec {command} "$@"\n', "utf-8")
    program.chmod(0o700)
    return playwright.chromium.launch(executable_path=program, args=CHROMIUM)


def trust(home: Path, authority: str) -> None:
    """Adds the authority to the browser's list for websites, as its settings do."""
    database = home / ".pki" / "nssdb"
    database.mkdir(parents=True)
    (home / "ca.pem").write_text(authority, "ascii")
    certutil = ["certutil", "-d", f"sql:{database}"]
    subprocess.run([*certutil, "-N", "--empty-password"], check=True, capture_output=True)
    subprocess.run([*certutil, "-A", "-a", "-n", "office", "-t", "C,,", "-i", home / "ca.pem"], check=True)


def why_not() -> str | None:
    if os.geteuid() != 0 or not shutil.which("ip") or not Path("/run").is_dir():
        return "network namespaces need Linux, root and iproute2"
    return None if shutil.which("certutil") else "certutil (libnss3-tools) tells Chromium whom to trust"


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)


def _enter(descriptor: int) -> None:
    if ctypes.CDLL(None, use_errno=True).setns(descriptor, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")
