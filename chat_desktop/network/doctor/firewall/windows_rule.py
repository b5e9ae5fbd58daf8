"""Adds the rule to the Windows firewall that lets colleagues connect, after an administrator has confirmed it.

The running office has no right to add it and never gets one. Instead, netsh of Windows is started as an administrator
with fixed arguments, and the result is read from the registry afterwards. One `cmd` runs all netsh commands, so that
Windows asks only once.
"""

import re
from dataclasses import dataclass

from chat_desktop import paths
from chat_desktop.network.doctor.firewall.elevation import NOT_POSSIBLE, run_elevated
from chat_desktop.network.doctor.probes.network_profile import system32

NAME = "Chat Desktop"
MDNS_PORT = 5353
PROFILES = "private,domain"  # never public, because people mark networks as public on purpose

# These characters have a meaning in cmd even inside quotes, so a path with one of them is not passed to it.
UNFIT = re.compile(r'["%^&|<>!\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules to add: they allow TCP to PORT and UDP to the port of mDNS, for PROGRAM only.

    `replaces` first deletes the rule that Windows has added for the program when a person said No. It is false for a
    Python interpreter that other programs use too."""

    program: str
    port: int
    replaces: bool

    def commands(self) -> list[str]:
        """Returns the netsh commands, one a line."""
        made = [self._add("TCP", self.port), self._add("UDP", MDNS_PORT)]
        return (
            [f'netsh advfirewall firewall delete rule name=all dir=in program="{self.program}"', *made]
            if self.replaces
            else made
        )

    def text(self) -> str:
        """Returns the commands as text for a terminal of an administrator."""
        return "\n".join(self.commands())

    def parameters(self) -> str | None:
        """Returns the arguments for cmd.exe, or None when the program's path has characters that cmd.exe interprets."""
        if UNFIT.search(self.program) or not 0 < self.port < 65_536:
            return None
        netsh = system32("netsh.exe")
        calls = " & ".join(f'"{netsh}"' + command.removeprefix("netsh") for command in self.commands())
        return f'/d /s /c "{calls}"'

    def _add(self, protocol: str, port: int) -> str:
        return (
            f'netsh advfirewall firewall add rule name="{NAME} ({protocol} {port})" dir=in action=allow enable=yes '
            f'program="{self.program}" protocol={protocol} localport={port} profile={PROFILES}'
        )


def rules(program: str, port: int) -> Rules:
    """Returns the rules for this program and its port."""
    return Rules(program, port, replaces=paths.frozen())


def make(wanted: Rules) -> str:
    """Adds the rules as an administrator. Returns DONE, REFUSED when the person said No, or NOT_POSSIBLE.

    Blocks until the person has answered the prompt of Windows."""
    parameters = wanted.parameters()
    return NOT_POSSIBLE if parameters is None else run_elevated(system32("cmd.exe"), parameters)
