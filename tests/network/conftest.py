"""A small network of namespaces: hosts on one switch that see each other and nothing else."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]


class Program:
    """A program in a namespace that talks in lines, and ends when its input does."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self.process = process
        self._input: IO[str] = process.stdin
        self._output: IO[str] = process.stdout

    def line(self) -> str:
        return self._output.readline().rstrip("\n")

    def finish(self) -> str:
        """Ends its input; the rest of its output."""
        self._input.close()
        rest = self._output.read()
        self.process.wait(10)
        return rest


class Lan:
    """Namespaces on one switch, all removed at the end."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._prefix = f"cd{os.getpid()}-"
        self._count = 0
        self._switch = self._namespace()
        _ip("-n", self._switch, "link", "add", "sw", "type", "bridge", "mcast_snooping", "0")
        _ip("-n", self._switch, "link", "set", "sw", "up")

    def host(self, address: str | None = None) -> str:
        """A computer on the switch, with an address like 10.77.0.1/24 or (yet) none; its name for the other methods."""
        name = self._namespace()
        port = f"p{self._count}"
        _ip("-n", name, "link", "add", "eth0", "type", "veth", "peer", "name", port, "netns", self._switch)
        _ip("-n", self._switch, "link", "set", port, "master", "sw", "up")
        _ip("-n", name, "link", "set", "lo", "up")
        _ip("-n", name, "link", "set", "eth0", "up")
        if address:
            self.add_address(name, address)
        return name

    def isolate(self, *hosts: str) -> None:
        """As access points do it: from now on these see others on the switch, but not each other."""
        for host in hosts:
            port = f"p{host.removeprefix(self._prefix)}"
            _ip("-n", self._switch, "link", "set", "dev", port, "type", "bridge_slave", "isolated", "on")

    def add_address(self, host: str, address: str) -> None:
        _ip("-n", host, "addr", "add", address, "dev", "eth0")

    def drop_address(self, host: str, address: str) -> None:
        _ip("-n", host, "addr", "del", address, "dev", "eth0")

    def start(self, host: str, program: str, *arguments: str) -> Program:
        process = self._stack.enter_context(
            subprocess.Popen(
                self._command(host, program, *arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                cwd=ROOT,
            )
        )
        self._stack.callback(process.kill)
        return Program(process)

    def run(self, host: str, program: str, *arguments: str) -> str:
        command = self._command(host, program, *arguments)
        return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True, timeout=30, cwd=ROOT).stdout

    def _command(self, host: str, program: str, *arguments: str) -> list[str]:
        python = [sys.executable, "-W", "error", "-m", f"tests.network.programs.{program}"]
        return ["ip", "netns", "exec", host, *python, *arguments]

    def _namespace(self) -> str:
        self._count += 1
        name = f"{self._prefix}{self._count}"
        _ip("netns", "add", name)
        self._stack.callback(_ip, "netns", "del", name)
        return name


@pytest.fixture
def lan() -> Iterator[Lan]:
    if why := why_no_namespaces():
        pytest.skip(why)
    _sweep()
    with ExitStack() as stack:
        yield Lan(stack)


def why_no_namespaces() -> str | None:
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or not shutil.which("ip"):
        return "network namespaces need Linux, root and iproute2"
    probe = f"cd{os.getpid()}-0"
    if subprocess.run(["ip", "netns", "add", probe], capture_output=True, check=False).returncode:
        return "this system does not let us make network namespaces"
    _ip("netns", "del", probe)
    return None


def _sweep() -> None:
    """Removes what a run that was killed has left."""
    for name in Path("/run/netns").glob("cd*-*"):
        pid = name.name[2:].partition("-")[0]
        if pid.isdigit() and not Path("/proc", pid).exists():
            subprocess.run(["ip", "netns", "del", name.name], capture_output=True, check=False)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
